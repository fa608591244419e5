/** Plans as bytes, to be applied later. They hold values in clear, sensitive ones too. */
import { gunzipSync, gzipSync } from "node:zlib";
import { twinSource } from "../addresses/provider-address.js";
import type { Path, ProviderFactories, Schema } from "../interfaces/provider.js";
import type { Plan } from "../interfaces/types.js";
import type { Internals } from "../plan/internals.js";
import { parseJson, stringifyJson } from "../values/exact-json.js";
import { EPHEMERAL } from "../values/index.js";
import { decodeValue, encodeValue } from "./wire.js";

const FORMAT = "scalr-sandbox engine plan 1";

/** The file is not a plan that this engine can apply. */
class PlanFileError extends Error {
  override readonly name = "PlanFileError";
}

/** A plan as bytes, to be applied later. They hold sensitive values in clear. */
export function savePlan(plan: Plan): Buffer {
  const internals = plan.internal as Internals;
  const change = (item: Plan["changes"][number]) => ({
    ...item,
    before: encodeValue(item.before),
    after: encodeValue(item.after),
    requiresReplace: item.requiresReplace.map(encodePath),
  });
  const saved = {
    format: FORMAT,
    plan: {
      ...plan,
      changes: plan.changes.map(change),
      drift: plan.drift.map(change),
      outputChanges: plan.outputChanges.map((item) => ({
        ...item,
        before: encodeValue(item.before),
        after: encodeValue(item.after),
      })),
      internal: {
        fingerprint: internals.fingerprint,
        modules: internals.modules,
        // What is ephemeral is given again when the plan is applied.
        variables: [...internals.variables]
          .filter(([, value]) => !value.hasMark(EPHEMERAL))
          .map(([name, value]) => [name, encodeValue(value)]),
        rawVariables: [...internals.rawVariables].map(([name, value]) => [name, encodeValue(value)]),
        relevant: internals.relevant,
        checkResults: internals.checkResults,
        configuration: internals.configuration,
        schemas: [...internals.schemas.keys()],
      },
    },
  };
  return gzipSync(stringifyJson(saved), { level: 1 });
}

/**
 * @param options.dir the configuration's folder, where it is another one than when the plan was made
 * @throws PlanFileError
 */
export function loadPlan(
  buffer: Buffer,
  options: { readonly dir?: string; readonly providers: ProviderFactories },
): Plan {
  let saved: { format?: unknown; plan?: Plan };
  try {
    saved = parseJson(gunzipSync(buffer).toString("utf8")) as { format?: unknown; plan?: Plan };
  } catch {
    throw new PlanFileError("This is not a saved plan. Make one with the plan command.");
  }
  if (saved.format !== FORMAT || !saved.plan) {
    throw new PlanFileError("Another version of the engine made this saved plan. Make a new plan.");
  }
  const { plan } = saved;
  const change = (item: Plan["changes"][number]) => ({
    ...item,
    before: decodeValue(item.before),
    after: decodeValue(item.after),
    requiresReplace: item.requiresReplace.map(decodePath),
  });
  const stored = plan.internal as Omit<Internals, "variables" | "rawVariables" | "schemas"> & {
    variables: [string, unknown][];
    rawVariables: [string, unknown][];
    schemas: string[];
  };
  const internal: Internals = {
    ...stored,
    variables: new Map(stored.variables.map(([name, value]) => [name, decodeValue(value)])),
    rawVariables: new Map(stored.rawVariables.map(([name, value]) => [name, decodeValue(value)])),
    schemas: schemasOf(stored.schemas, options.providers),
  };
  return {
    ...plan,
    ...(options.dir !== undefined && { dir: options.dir }),
    changes: plan.changes.map(change),
    drift: plan.drift.map(change),
    outputChanges: plan.outputChanges.map((item) => ({
      ...item,
      before: decodeValue(item.before),
      after: decodeValue(item.after),
    })),
    internal,
  };
}

function schemasOf(keys: readonly string[], providers: ProviderFactories): Map<string, Schema> {
  const found = new Map<string, Schema>();
  for (const key of keys) {
    const [source, mode, type] = key.split(" ") as [string, string, string];
    const factory = providers[source] ?? providers[twinSource(source) ?? ""];
    if (!factory)
      throw new PlanFileError(
        `The plan needs the provider ${source}, which the embedded engine does not have.`,
      );
    const { resources, dataSources } = factory().schema;
    const schema = (mode === "data" ? dataSources : resources)[type];
    if (!schema)
      throw new PlanFileError(`The plan needs ${type}, which the provider ${source} does not have.`);
    found.set(key, schema);
  }
  return found;
}

const encodePath = (path: Path): Path =>
  path.map((step) => ("element" in step ? { element: encodeValue(step.element) as never } : step));
const decodePath = (path: Path): Path =>
  path.map((step) => ("element" in step ? { element: decodeValue(step.element) } : step));
