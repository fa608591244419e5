import { RESOURCES } from "../../platform/contract/tables.js";
import type { ContractLink, ContractType } from "../../platform/contract/types.js";
import { DATA_TYPES, specOf } from "./table.js";
import type { DataObject, DataType } from "./types.js";

/** What the contract says of a type. */
export const contractOf = (type: string): ContractType => RESOURCES[type]!;

const types = new Map(Object.entries(RESOURCES).map(([type, { model }]) => [model, type]));

/** The type behind a model's name. */
export const typeOfModel = (model: string): string => types.get(model)!;

/** The stored field of an API name: `agent-pool` is `agentPool`. */
export const camelCase = (name: string) =>
  name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The relationships that a data type's objects hold themselves. */
export function storedLinks(type: string): readonly (readonly [string, ContractLink])[] {
  const { inverse = {} } = specOf(type);
  return Object.entries(contractOf(type).relationships).filter(([name]) => !(name in inverse));
}

type Indexes = Readonly<Record<string, (object: DataObject) => string | readonly string[] | null>>;

function indexesOf(type: string): Indexes {
  const name = camelCase(specOf(type).nameAttribute ?? "name");
  return {
    // Under what names have to be unique, and filters ask for.
    name: (object) => object[name] ?? null,
    ...Object.fromEntries(
      storedLinks(type).map(([link]) => [
        camelCase(link),
        (object: DataObject) => object[camelCase(link)] ?? null,
      ]),
    ),
  };
}

/** The indexes of the data types: one for the name, and one for each relationship, by its field. */
export const DATA_INDEXES = Object.fromEntries(
  Object.keys(DATA_TYPES).map((type) => [type, indexesOf(type)]),
) as Readonly<Record<DataType, Indexes>>;

/** A path of the contract as routes have it, with `*` for an id. */
export const patternOf = (path: string) => path.slice(1).replace(/\{\w+\}/g, "*");
