import { type Named, naming } from "../../core/refusals.js";

/** The facts about a provider configuration that resolution reads. */
export interface ConfigurationFacts extends Named {
  /** The provider that it configures, such as `aws`. */
  readonly providerName: string;
  readonly isShared: boolean;
  /** Ids of the environments that can use it, unless it is shared with all. */
  readonly environments: readonly string[];
}

/** A link of a workspace to a provider configuration. */
export interface LinkFacts {
  readonly id: string;
  readonly providerConfiguration: string;
  /** The alias in the workspace's code; null for the provider's default configuration. */
  readonly alias?: string | null;
}

/** What resolution reads. All arguments are ids. */
export interface ProviderReader {
  configuration(id: string): ConfigurationFacts | undefined;
  environment(
    id: string,
  ): (Named & { readonly defaultProviderConfigurations: readonly string[] }) | undefined;
  links(workspace: string): readonly LinkFacts[];
  /** Why the credentials of a configuration cannot be used, as a sentence, or null. */
  fault(configuration: string): string | null;
}

/** Where a workspace's provider configurations come from. */
export type ProviderLevel = "workspace" | "environment";

/**
 * - `used`: the workspace's runs get it.
 * - `overridden`: another one is the default configuration of the same provider.
 * - `refused`: it cannot be used and must not be skipped, so a run ends errored.
 */
export type ProviderOutcome = "used" | "overridden" | "refused";

/** A provider configuration that a workspace's runs may get, and what happens to it. */
export interface ProviderCandidate {
  readonly level: ProviderLevel;
  readonly configuration: Named;
  /** Null for a configuration that no longer exists. */
  readonly provider: string | null;
  readonly alias: string | null;
  readonly outcome: ProviderOutcome;
  readonly reason: string;
}

/** The provider configurations of a workspace's runs, and why. With an `error`, a run gets none and ends errored. */
export interface ProviderResolution {
  /** Links of the workspace first, then the environment's defaults, each in their order. */
  readonly candidates: readonly ProviderCandidate[];
  readonly error?: string;
}

/** A candidate, and what a run gets from it. It contains no secrets. */
export interface ExplainedProvider extends ProviderCandidate {
  /** The authentication method; null for a configuration that no longer exists. */
  readonly credentials: string | null;
  /** Names of the environment variables that hooks and commands of the run can read. */
  readonly variables: readonly string[];
  /** Only applies get it. */
  readonly applyOnly: boolean;
  /** Names of the teams that it belongs to. */
  readonly owners: readonly string[];
}

/** The provider configurations of a workspace, explained. */
export interface ExplainedProviders {
  readonly candidates: readonly ExplainedProvider[];
  readonly error?: string;
}

export interface ResolvedWorkspace extends Named {
  readonly environment: string;
}

/** A valid alias of a provider block. */
const isAlias = (alias: string): boolean => /^[A-Za-z_][A-Za-z0-9_-]{0,127}$/.test(alias);

/** The place of a configuration in the program, which takes at most one for each provider and alias. */
const placeOf = (provider: string, alias: string | null) =>
  alias === null ? provider : `${provider}.${alias}`;

const aliasOf = ({ alias }: LinkFacts): string | null => alias || null;

/**
 * Which provider configurations a workspace's runs get: all that the workspace is linked to. A provider without a link that
 * has no alias also gets the first default of the environment.
 */
export function resolveProviders(workspace: ResolvedWorkspace, reader: ProviderReader): ProviderResolution {
  const environment = reader.environment(workspace.environment);
  const inEnvironment = environment ? naming(environment) : workspace.environment;
  /** By provider and alias: the configuration in that place, and its name in messages. */
  const taken = new Map<string, { readonly configuration: Named; readonly level: ProviderLevel }>();

  const unusable = (configuration: ConfigurationFacts, remedy: string): string | null => {
    if (!configuration.isShared && !configuration.environments.includes(workspace.environment))
      return `It is not available in environment ${inEnvironment}. Assign it to that environment, share it with all, or ${remedy}.`;
    const fault = reader.fault(configuration.id);
    return fault === null ? null : `${fault} Complete it, or ${remedy}.`;
  };

  const fromLink = (link: LinkFacts): ProviderCandidate => {
    const alias = aliasOf(link);
    const configuration = reader.configuration(link.providerConfiguration);
    const id = link.providerConfiguration;
    const base = {
      level: "workspace",
      configuration: { id, name: configuration?.name ?? id },
      provider: configuration?.providerName ?? null,
      alias,
    } as const;
    const refused = (reason: string) => ({ ...base, outcome: "refused", reason }) as const;
    if (!configuration) return refused("It no longer exists. Unlink it from the workspace.");
    if (alias !== null && !isAlias(alias))
      return refused(
        `Its alias '${alias}' is not a valid alias of a provider block. Link it again with a valid one.`,
      );
    const place = placeOf(configuration.providerName, alias);
    const other = taken.get(place);
    if (other !== undefined) {
      const shared = alias === null ? "no alias" : `the alias '${alias}'`;
      return refused(
        `It is linked with ${shared} for provider '${configuration.providerName}', and so is ${naming(other.configuration)}. ` +
          "Give one of the two links another alias, or remove it.",
      );
    }
    taken.set(place, { configuration, level: "workspace" });
    const problem = unusable(configuration, "unlink it from the workspace");
    if (problem !== null) return refused(problem);
    const how = alias === null ? "" : ` under the alias '${alias}'`;
    return { ...base, outcome: "used", reason: `Workspace ${naming(workspace)} is linked to it${how}.` };
  };

  const fromDefault = (id: string): ProviderCandidate => {
    const configuration = reader.configuration(id);
    const base = {
      level: "environment",
      configuration: { id, name: configuration?.name ?? id },
      provider: configuration?.providerName ?? null,
      alias: null,
    } as const;
    const refused = (reason: string) => ({ ...base, outcome: "refused", reason }) as const;
    if (!configuration)
      return refused(`It no longer exists. Remove it from the defaults of environment ${inEnvironment}.`);
    const other = taken.get(placeOf(configuration.providerName, null));
    if (other !== undefined) {
      const why =
        other.configuration.id === id
          ? "the workspace is linked to it itself"
          : other.level === "workspace"
            ? `the workspace is linked to ${naming(other.configuration)} for provider '${configuration.providerName}'`
            : `${naming(other.configuration)} comes first among the environment's defaults for provider '${configuration.providerName}'`;
      return { ...base, outcome: "overridden", reason: `Not used: ${why}.` };
    }
    taken.set(placeOf(configuration.providerName, null), { configuration, level: "environment" });
    const problem = unusable(configuration, `remove it from the defaults of environment ${inEnvironment}`);
    if (problem !== null) return refused(problem);
    return { ...base, outcome: "used", reason: `It is a default of environment ${inEnvironment}.` };
  };

  const candidates = [
    ...reader.links(workspace.id).map(fromLink),
    ...(environment?.defaultProviderConfigurations ?? []).map(fromDefault),
  ];
  const refused = candidates.filter(({ outcome }) => outcome === "refused");
  return refused.length === 0 ? { candidates } : { candidates, error: errorOf(refused) };
}

function errorOf([first, ...others]: readonly ProviderCandidate[]): string {
  const { configuration, reason } = first!;
  const more = others.length === 0 ? "" : ` ${others.length} more cannot be used either.`;
  return `Provider configuration ${naming(configuration)} cannot be used: ${lowered(reason)}${more}`;
}

const lowered = (sentence: string) => sentence[0]!.toLowerCase() + sentence.slice(1);

/** A link of a workspace, with what it leads to. */
export interface Linked {
  readonly alias?: string | null;
  readonly configuration: Pick<ConfigurationFacts, "id" | "name" | "providerName">;
}

/** Why a workspace cannot have this link, or null. A program takes one configuration for each provider and alias. */
export function aliasFault({ alias, configuration }: Linked, others: readonly Linked[]): string | null {
  if (alias && !isAlias(alias))
    return (
      `'${alias.slice(0, 40)}' is not a valid alias of a provider block. Use at most 128 letters, digits, '_' and '-', and begin with a ` +
      "letter or '_'."
    );
  const other = others.find(
    (each) =>
      each.configuration.providerName === configuration.providerName &&
      (each.alias || null) === (alias || null),
  );
  if (other === undefined) return null;
  const how = alias ? `under the alias '${alias}'` : "without an alias";
  return (
    `The workspace is already linked to ${naming(other.configuration)} for provider '${configuration.providerName}' ${how}. ` +
    `Link ${naming(configuration)} under another alias, or remove the other link.`
  );
}
