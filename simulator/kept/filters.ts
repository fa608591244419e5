import { camelCase, patternOf, storedLinks } from "../core/kept-types/fields.js";
import type { DataObject } from "../core/kept-types/types.js";
import type { Attribute, Filter, Relationship } from "../core/resource.js";
import type { ValueType } from "../core/values.js";
import { OPERATIONS } from "../platform/contract/tables.js";
import { DERIVED_ATTRIBUTES } from "./derived.js";

type Attributes = Readonly<Record<string, Attribute<DataObject>>>;

const SCALARS: readonly ValueType[] = ["string", "boolean", "number", "integer", "date-time"];

const isScalar = (type: ValueType): boolean =>
  SCALARS.includes(type) || (typeof type === "object" && "enum" in type);

const isComparable = (type: ValueType): boolean =>
  isScalar(type) || (typeof type === "object" && "array" in type && isScalar(type.array));

/** The attributes that can be filtered by: stored ones that are not secret, and derived ones. */
const askable = (
  attributes: Attributes,
  isAsked: (type: ValueType) => boolean,
  derived: Readonly<Record<string, unknown>> = {},
) =>
  Object.entries(attributes).filter(
    ([name, { type, read, writeOnly }]) =>
      (read === undefined || name in derived) && !writeOnly && isAsked(type),
  );

const textOf = (type: ValueType) => (value: unknown) =>
  type === "date-time" ? new Date(value as number).toISOString() : String(value);

function attributeFilter(name: string, { type, read }: Attribute<DataObject>): Filter<DataObject> {
  const [field, text] = [camelCase(name), textOf(type)];
  return {
    ...(type === "date-time" && { date: true }),
    values: (object, view) => {
      const value = (read === undefined ? object[field] : read(object, view)) ?? null;
      if (value === null) return null;
      return Array.isArray(value) ? value.map(text) : text(value);
    },
  };
}

/** The contract's name of the id in `/<path>/{id}`: `provider-configuration`. */
function ownName(path: string): string | undefined {
  const item = Object.keys(OPERATIONS).find((each) => patternOf(each) === `${path}/*`);
  return item?.match(/\{(\w+)\}$/)?.[1]?.replaceAll("_", "-");
}

type Links = Readonly<Record<string, Relationship<DataObject>>>;

const readOf = (link: Relationship<DataObject>): Filter<DataObject>["values"] | undefined =>
  "read" in link ? link.read : undefined;

const singular = (name: string) => name.replace(/s$/, "");
const kebab = (model: string) => model.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();

/** A filter for every comparable attribute and every relationship, under each name that clients use. */
export function filtersOf(type: string, path: string, attributes: Attributes, links: Links) {
  const filters: Record<string, Filter<DataObject>> = {};
  for (const [name, attribute] of askable(attributes, isComparable, DERIVED_ATTRIBUTES[type]))
    filters[name] = attributeFilter(name, attribute);
  for (const [name, { target, kind }] of storedLinks(type)) {
    const field = camelCase(name);
    const read = readOf(links[name]!);
    const isUsableByAll = name === "environments" && "is-shared" in attributes;
    const filter: Filter<DataObject> = {
      // What follows from other objects is in no index.
      ...(read === undefined && { index: field }),
      values: read ?? ((object) => object[field] ?? null),
      ...(isUsableByAll && { shared: (object: DataObject) => object.isShared }),
    };
    for (const alias of [name, kind === "to-many" ? singular(name) : name, kebab(target)])
      filters[alias] ??= filter;
  }
  filters[ownName(path) ?? singular(type)] = { index: "id", values: ({ id }) => id };
  return filters;
}

/** The sort keys of lists: every attribute with a single value. */
export function sortOf(attributes: Attributes) {
  return Object.fromEntries(
    askable(attributes, isScalar).map(([name]) => [
      name,
      (object: DataObject) => object[camelCase(name)] ?? null,
    ]),
  );
}
