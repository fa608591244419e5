import { camelCase, storedLinks } from "./fields.js";
import { DATA_TYPES, specOf } from "./table.js";
import type { DataObject, DataType } from "./types.js";

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
