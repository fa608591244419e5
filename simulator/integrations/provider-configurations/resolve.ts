import type { Workspace } from "../../core/entities.js";
import type { Reader } from "../../core/schema.js";
import type { ResolvePool } from "../../core/services.js";
import {
  type Configuration,
  credentialsFault,
  exportedNames,
  methodTitle,
  type Parameter,
} from "./credentials-rules.js";
import {
  type ExplainedProvider,
  type ExplainedProviders,
  type ProviderReader,
  type ProviderResolution,
  resolveProviders,
} from "./resolution-rules.js";

/** The arguments of a custom configuration. */
export const parametersOf = (reader: Reader, configuration: string): readonly Parameter[] =>
  reader.find("provider-configuration-parameters", "providerConfiguration", configuration);

function providerReader(reader: Reader): ProviderReader {
  return {
    configuration: (id) => reader.get("provider-configurations", id) as Configuration as never,
    environment: (id) => reader.get("environments", id),
    links: (workspace) => reader.find("provider-configuration-links", "workspace", workspace) as never,
    fault: (id) => credentialsFault(reader.get("provider-configurations", id)!, parametersOf(reader, id)),
  };
}

/** The provider configurations that runs of a workspace get, with every candidate explained. */
export const providersFor = (
  reader: Reader,
  workspace: Pick<Workspace, "id" | "name" | "environment">,
): ProviderResolution => resolveProviders(workspace, providerReader(reader));

/** The same for people. */
export function explainProviders(
  reader: Reader,
  workspace: Pick<Workspace, "id" | "name" | "environment">,
): ExplainedProviders {
  const { candidates, error } = providersFor(reader, workspace);
  const explained = candidates.map((candidate): ExplainedProvider => {
    const configuration = reader.get("provider-configurations", candidate.configuration.id);
    const teams: readonly string[] = configuration?.owners ?? [];
    return {
      ...candidate,
      credentials: configuration === undefined ? null : methodTitle(configuration),
      variables: configuration === undefined ? [] : exportedNames(configuration),
      applyOnly: configuration?.applyOnly === true,
      owners: teams.map((id) => reader.get("teams", id)?.name ?? id),
    };
  });
  return error === undefined ? { candidates: explained } : { candidates: explained, error };
}

/**
 * Where a run executes: in its pool. If one of its provider configurations cannot be used, the run ends at once, before any
 * agent gets it, and delays no other run.
 */
export const runPlaceFor =
  (poolFor: ResolvePool): ResolvePool =>
  (reader, workspace) => {
    const place = poolFor(reader, workspace);
    if ("error" in place) return place;
    const { error } = providersFor(reader, workspace);
    return error === undefined ? place : { error };
  };
