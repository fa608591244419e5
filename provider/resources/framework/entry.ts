import { blockType } from "../../../engine/provider.js";
import { fromPlain, type Plain, toPlain, Value } from "../../../engine/values/index.js";
import type { BlockDefinition, DataSource, ManagedResource, PlainObject } from "./definition.js";
import { schemaOf } from "./schema.js";

/** A type's table with the schema and value type it implies. */
export interface Entry<T extends ManagedResource | DataSource> {
  readonly table: T;
  readonly schema: ReturnType<typeof schemaOf>;
  readonly null: Value;
  value(plain: Plain): Value;
}

/** The entry of a table: its schema and value type. */
export function entry<T extends ManagedResource | DataSource>(table: T): Entry<T> {
  const schema = schemaOf(table.block, "upgrades" in table ? table.upgrades?.length : 0);
  const type = blockType(schema.block);
  return { table, schema, null: Value.null(type), value: (plain) => fromPlain(plain, type) };
}

/** The entry of a type. @throws Error if the schema does not have the type */
export function found<T>(map: ReadonlyMap<string, T>, type: string): T {
  const entry = map.get(type);
  if (!entry) throw new Error(`The provider has no ${type}.`);
  return entry;
}

/** The attributes of an object; none if there is no object. */
export function object(value: Value): PlainObject {
  const plain = toPlain(value);
  return plain === null || typeof plain !== "object" || Array.isArray(plain) ? {} : plain;
}

/** Names an object in messages: `environment "dev" (env-1)`. */
export function label(
  table: { noun: string; block: BlockDefinition },
  state: PlainObject,
  id: Plain | undefined = state.id,
): string {
  const name = state.name;
  const named = typeof name === "string" ? ` ${JSON.stringify(name)}` : "";
  return `${table.noun}${named}${typeof id === "string" ? ` (${id})` : ""}`;
}
