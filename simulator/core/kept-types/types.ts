import type { DATA_TYPES } from "./table.js";

// biome-ignore lint/suspicious/noExplicitAny: JSON, of a shape that the contract gives.
type Value = any;

/** Names of the types that are kept as data. */
export type DataType = keyof typeof DATA_TYPES;

/** An object kept as data: one field for each attribute and relationship, in camel case. */
export interface DataObject<T extends string = string> {
  readonly type: T;
  readonly id: string;
  /** Undefined where the type has no name. */
  readonly name: Value;
  readonly [field: string]: Value;
}

export type DataEntities = { [T in DataType]: DataObject<T> };
