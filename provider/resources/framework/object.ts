/** Converts whole states to and from the API's objects, by the tables. */

import { blockType } from "../../../engine/provider.js";
import { type Plain, UNKNOWN } from "../../../engine/values/index.js";
import type { One } from "../../client/index.js";
import type {
  AttributeDefinition,
  BlockDefinition,
  Mapping,
  MutableDraft,
  PlainObject,
} from "./definition.js";
import { attribute, fromApi, kebab, toApi } from "./mapping.js";
import { same } from "./plan.js";
import { blockOf } from "./schema.js";

/** The request that makes the object as planned: all given values at creation, only the changed ones later. */
export function draftOf(
  table: {
    readonly apiType: string;
    readonly block: BlockDefinition;
    readonly extras?: Readonly<Record<string, unknown>>;
  },
  planned: PlainObject,
  prior: PlainObject | null,
  config: PlainObject,
): MutableDraft {
  const draft: MutableDraft = { type: table.apiType, attributes: {}, relationships: {} };
  const types = blockType(blockOf(table.block)).attributes;
  for (const [name, mapping] of mappings(table.block)) {
    const definition = table.block.attributes[name];
    const value = (definition?.writeOnly ? config[name] : planned[name]) ?? null;
    if (!mapping.write || value === UNKNOWN) continue;
    if (definition?.writeOnly) {
      if (value !== null && isSentAgain(definition, planned, prior)) mapping.write(value, draft);
      continue;
    }
    const given = prior
      ? !same(types[name]!, value, prior[name] ?? null)
      : value !== null && !isNothing(table.block, name, value);
    if (given) mapping.write(definition ? toApi(definition, value) : value, draft);
  }
  return draft;
}

/** A write-only value is in no state; another attribute says whether it has changed. */
function isSentAgain(
  { sentWith }: AttributeDefinition,
  planned: PlainObject,
  prior: PlainObject | null,
): boolean {
  return prior === null || sentWith === undefined || planned[sentWith] !== prior[sentWith];
}

/** An empty block, an empty default list and an empty text that stands for null are left out at creation. */
function isNothing(block: BlockDefinition, name: string, value: Plain): boolean {
  const definition = block.attributes[name];
  const isEmptyList = Array.isArray(value) && value.length === 0;
  if (!definition) return isEmptyList;
  return toApi(definition, value) === null || (isEmptyList && Array.isArray(definition.default));
}

/** Whether a request would change nothing. */
export function isEmpty(draft: MutableDraft): boolean {
  return Object.keys(draft.attributes).length + Object.keys(draft.relationships).length === 0;
}

/** The object as a state. `state` has the values that the API does not show. */
export function stateOf(block: BlockDefinition, object: One, state: PlainObject): PlainObject {
  const result: PlainObject = {};
  for (const [name, mapping] of mappings(block)) {
    const known = state[name] === UNKNOWN ? undefined : state[name];
    const definition = block.attributes[name];
    const shown = mapping.read(object, known);
    if (shown !== undefined) result[name] = definition ? fromApi(definition, shown) : shown;
    else result[name] = known ?? definition?.default ?? nothing(block, name);
  }
  return { ...result, id: object.data.id };
}

function nothing(block: BlockDefinition, name: string): Plain {
  const nested = block.blocks?.[name];
  return nested && nested.nesting !== "single" ? [] : null;
}

const mapped = new WeakMap<BlockDefinition, readonly (readonly [string, Mapping])[]>();

function mappings(block: BlockDefinition): readonly (readonly [string, Mapping])[] {
  let all = mapped.get(block);
  if (!all) {
    all = [...mappingsOf(block)];
    mapped.set(block, all);
  }
  return all;
}

function* mappingsOf(block: BlockDefinition): Iterable<readonly [string, Mapping]> {
  for (const [name, definition] of Object.entries(block.attributes)) {
    if (name === "id") continue;
    const mapping = definition.api ?? attribute(kebab(name));
    // Computed attributes are never sent.
    yield [
      name,
      definition.required || definition.optional ? mapping : { fields: mapping.fields, read: mapping.read },
    ];
  }
  for (const [name, nested] of Object.entries(block.blocks ?? {})) yield [name, nested.api];
}
