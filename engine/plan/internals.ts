/** The internals of a plan that its apply needs. */
import { createHash } from "node:crypto";
import type { Mode } from "../addresses/address.js";
import type { Schema } from "../interfaces/provider.js";
import type { Plan, ResourceChange } from "../interfaces/types.js";
import type { Configuration } from "../language/index.js";
import { moduleTree } from "../language/index.js";
import type { Value } from "../values/index.js";
import { configurationJson } from "./configuration-json.js";
import type { PlanContext } from "./context.js";
import { type RelevantAttribute, relevantAttributes } from "./relevant.js";

export interface Internals {
  /** Of all of the configuration's files: applying another configuration than was planned is refused. */
  readonly fingerprint: string;
  /** Marked as they were. */
  readonly variables: ReadonlyMap<string, Value>;
  /** As they were given, before conversion: what the plan's JSON shows. */
  readonly rawVariables: ReadonlyMap<string, Value>;
  readonly relevant: readonly RelevantAttribute[];
  /** In the process that planned: the configuration as it was read. */
  readonly config?: Configuration;
  readonly checkResults: unknown;
  /** Of the resources that the plan is about, by `schemaKey`. */
  readonly schemas: ReadonlyMap<string, Schema>;
  /** What the plan's JSON says about the configuration. */
  readonly configuration: unknown;
  /** The versions of modules of registries, by the names of the calls that lead to them. Absent in older plans. */
  readonly modules?: Readonly<Record<string, string>>;
}

/** The key of a schema in a plan. */
export function schemaKey(source: string, mode: Mode, type: string): string {
  return `${source} ${mode} ${type}`;
}

/** The schema of what a change is about. */
export function schemaOf(
  plan: Plan,
  { provider, mode, type }: Pick<ResourceChange, "provider" | "mode" | "type">,
): Schema {
  return (plan.internal as Internals).schemas.get(schemaKey(provider, mode, type))!;
}

/** The data with which a plan is shown and applied without reading its configuration again. */
export function internals(context: PlanContext): Internals {
  const { config, pool } = context;
  const schemas = new Map<string, Schema>();
  const note = (source: string, mode: Mode, type: string) => {
    const schema = pool.has(source) ? pool.schema(source, mode, type) : undefined;
    if (schema) schemas.set(schemaKey(source, mode, type), schema);
  };
  let configuration: unknown;
  let relevant: readonly RelevantAttribute[] | undefined;
  for (const { use, resource } of context.analysis.resources.values())
    note(use.source, resource.mode, resource.type);
  for (const { provider, mode, type } of [...context.changes.values(), ...context.drift])
    note(provider, mode, type);
  for (const { address, provider } of context.state.resources.values()) {
    const use = pool.useInState(provider);
    if (use) note(use.source, address.mode, address.type);
  }
  return {
    // Needed by plans that are saved or shown as JSON, and computed for them alone.
    get fingerprint() {
      return fingerprint(config);
    },
    get configuration() {
      configuration ??= configurationJson(context);
      return configuration;
    },
    get relevant() {
      relevant ??= relevantAttributes(context);
      return relevant;
    },
    modules: versionsOf(config),
    variables: new Map(context.store.variables),
    rawVariables: context.rawVariables,
    config,
    checkResults: context.checks.stateResults(),
    schemas,
  };
}

/** A hash of every file of the configuration, by which an apply sees that it is still the planned one. */
export function fingerprint(config: Configuration): string {
  const hash = createHash("sha256");
  const sources = new Map([...moduleTree(config).values()].flatMap((module) => [...module.config.sources]));
  for (const name of [...sources.keys()].sort()) {
    const { text } = sources.get(name)!;
    hash.update(`${name}\n${text.length}\n${text}\n`);
  }
  return hash.digest("hex");
}

/** The versions of the modules of registries that are installed, by the names of the calls that lead to them. */
function versionsOf(config: Configuration): Record<string, string> {
  const found: Record<string, string> = {};
  const visit = ({ moduleCalls }: Configuration, names: readonly string[]): void => {
    for (const { name, version, configuration } of moduleCalls.values()) {
      const called = [...names, name];
      if (version !== undefined) found[called.join(".")] = version;
      visit(configuration, called);
    }
  };
  visit(config, []);
  return found;
}
