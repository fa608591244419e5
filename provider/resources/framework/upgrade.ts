import { blockType } from "../../../engine/provider.js";
import {
  ConversionError,
  fromJson,
  type Json,
  layoutOf,
  objectOfType,
  type Type,
  Value,
} from "../../../engine/values/index.js";
import {
  type InnerDefinition,
  type ManagedResource,
  type StateJson,
  type StateUpgrade,
  UserError,
} from "./definition.js";
import { label } from "./entry.js";
import { blockOf } from "./schema.js";

/** A stored state at the current schema version. */
export interface Upgraded {
  readonly state: Value;
  /** Attributes and blocks that the version it was written with did not have; the object has to be read to know them. */
  readonly missing: readonly string[];
}

/**
 * A state's JSON, as schema version `version` wrote it, at the current version. What the schema no longer has is dropped.
 * @throws UserError naming the object, the attribute and the remedy where the state cannot be taken over
 */
export function upgradeState(table: ManagedResource, version: number, json: unknown): Upgraded {
  const upgrades = table.upgrades ?? [];
  const type = blockType(blockOf(table.block));
  if (json === null || json === undefined) return { state: Value.null(type), missing: [] };
  if (version > upgrades.length) {
    throw new UserError(
      `It was written by a newer version of the provider (schema version ${version}). Use that version or a newer one.`,
    );
  }
  if (typeof json !== "object" || Array.isArray(json)) {
    throw new UserError(`The state is not an object with attributes. ${REMEDY}`);
  }
  const current = upgrades
    .slice(version)
    .reduce<StateJson>((state, upgrade) => upgrade(state), json as StateJson);
  const { names, types } = layoutOf(type);
  if ("id" in type.attributes && (typeof current.id !== "string" || current.id === "")) {
    throw new UserError(`Attribute "id" is missing, so the object cannot be found. ${REMEDY}`);
  }
  const attributes = names.map((name, at) => {
    const isBlock = table.block.blocks?.[name] !== undefined && table.block.blocks[name].nesting !== "single";
    const given = Object.hasOwn(current, name) ? current[name] : null;
    const inner = table.block.blocks?.[name];
    const json = inner ? withDefaults(given, inner) : given;
    return attributeFromJson(name, isBlock ? (json ?? []) : json, types[at]!);
  });
  return {
    state: objectOfType(type, attributes),
    missing: version === upgrades.length ? [] : names.filter((name) => !Object.hasOwn(current, name)),
  };
}

/**
 * Blocks with the defaults of their attributes in place of null: the API did not show them when the state was written, and they are
 * what it had.
 */
function withDefaults(json: unknown, { attributes }: InnerDefinition): unknown {
  if (Array.isArray(json)) return json.map((item) => withDefaults(item, { attributes } as InnerDefinition));
  if (typeof json !== "object" || json === null) return json;
  const filled = Object.entries(attributes)
    .filter(([name, { default: fallback }]) => fallback && ((json as StateJson)[name] ?? null) === null)
    .map(([name, { default: fallback }]) => [name, fallback]);
  return { ...json, ...Object.fromEntries(filled) };
}

/** The next version has the same form, or one that lacks attributes: those are read. */
export const unchanged: StateUpgrade = (state) => state;

const REMEDY =
  "Correct the state, or remove the resource from it with `state rm` and import the object again. Nothing was changed.";

/** Names the object whose state it is, as far as the state tells. */
export function stateLabel(table: ManagedResource, json: unknown): string {
  const state = typeof json === "object" && json !== null ? (json as StateJson) : {};
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  return label(table, { id: text(state.id), name: text(state.name) });
}

function attributeFromJson(name: string, json: unknown, type: Type): Value {
  try {
    return fromJson(shaped(json as Json, type), type);
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    throw new UserError(`Attribute "${name}" does not fit the schema: ${error.message}. ${REMEDY}`);
  }
}

/** Without the attributes of nested objects that the type does not have, and with null for those that are absent. */
function shaped(json: Json, type: Type): Json {
  if (json === null || json === undefined) return null;
  switch (type.kind) {
    case "object": {
      if (typeof json !== "object" || Array.isArray(json)) return json;
      const record = json as Record<string, Json>;
      return Object.fromEntries(
        Object.entries(type.attributes).map(([name, t]) => [
          name,
          shaped(Object.hasOwn(record, name) ? record[name]! : null, t),
        ]),
      ) as Json;
    }
    case "list":
    case "set":
      return Array.isArray(json) ? (json.map((item) => shaped(item as Json, type.element)) as Json) : json;
    default:
      return json;
  }
}
