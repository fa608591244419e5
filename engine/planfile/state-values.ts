/** A state's objects as plain values, for the plan's JSON. */

import { formatInstance, type InstanceAddress } from "../addresses/address.js";
import { parseProvider } from "../addresses/provider-address.js";
import { sameSource } from "../config/provider-pool.js";
import type { Path, Schema } from "../interfaces/provider.js";
import { blockType } from "../interfaces/schema.js";
import type { StateInstance, StateResource } from "../interfaces/state-file.js";
import type { Plan } from "../interfaces/types.js";
import { markBySchema } from "../objects/schema.js";
import { type Internals, schemaKey } from "../plan/internals.js";
import { inTree } from "../plan/module-tree-json.js";
import { decodePath } from "../state/paths.js";
import { fromJson, type Json, SENSITIVE, toJson, typeToJson } from "../values/index.js";
import { markSensitive } from "../values/parts.js";
import { sensitiveMask } from "./facets.js";

/** The member `values` of a state, with what the refresh found. */
export function stateValues(plan: Plan) {
  const { resources } = plan.refreshedState;
  const outputs: typeof plan.refreshedState.outputs = Object.assign(
    Object.create(null),
    plan.refreshedState.outputs,
  );
  // Outputs that are known already count as brought up to date.
  for (const { name, action, after } of plan.outputChanges) {
    const plain = after.unmarkDeep();
    if (action === "delete" || !plain.isWhollyKnown) continue;
    if (plain.isNull) delete outputs[name];
    else
      outputs[name] = {
        value: toJson(plain),
        type: typeToJson(plain.type),
        sensitive: after.hasMark(SENSITIVE),
      };
  }
  const shown = Object.entries(outputs).map(([name, { value, type, sensitive }]) => [
    name,
    { sensitive: sensitive ?? false, value, type },
  ]);
  const objects = resources.flatMap((resource) =>
    resource.instances.map(
      (instance) => [resource.module ?? "", objectJson(plan, resource, instance)] as const,
    ),
  );
  return {
    ...(shown.length > 0 && { outputs: Object.fromEntries(shown) }),
    root_module: inTree(objects),
  };
}

function objectJson(plan: Plan, resource: StateResource, instance: StateInstance) {
  const { mode, type, name } = resource;
  const source = parseProvider(resource.provider)?.source ?? resource.provider;
  const key = instance.index_key ?? undefined;
  const address: InstanceAddress = { module: resource.module ?? "", mode, type, name, key };
  const schema = find(plan, source, resource);
  return {
    address: formatInstance(address),
    mode,
    type,
    name,
    ...(key !== undefined && { index: key }),
    provider_name: source,
    schema_version: instance.schema_version,
    ...valuesJson(instance, schema),
    ...(instance.dependencies && { depends_on: instance.dependencies }),
    ...(instance.status === "tainted" && { tainted: true }),
    ...(instance.deposed !== undefined && { deposed_key: instance.deposed }),
  };
}

function find(plan: Plan, source: string, { mode, type }: StateResource): Schema | undefined {
  const { schemas } = plan.internal as Internals;
  const exact = schemas.get(schemaKey(source, mode, type));
  if (exact) return exact;
  for (const [key, schema] of schemas) {
    const [other, m, t] = key.split(" ") as [string, string, string];
    if (m === mode && t === type && sameSource(other, source)) return schema;
  }
  return undefined;
}

function valuesJson(instance: StateInstance, schema: Schema | undefined) {
  if (!schema || instance.schema_version !== schema.version) return { values: instance.attributes };
  const paths = (instance.sensitive_attributes ?? [])
    .map(decodePath)
    .filter((path): path is Path => path !== undefined);
  try {
    const plain = fromJson(instance.attributes as Json, blockType(schema.block));
    const value = markBySchema(markSensitive(plain, paths), schema.block);
    return { values: toJson(plain), sensitive_values: sensitiveMask(value) };
  } catch {
    // The object was written by another version of its provider: it is shown as it is stored.
    return { values: instance.attributes };
  }
}
