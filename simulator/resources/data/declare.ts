import { OPERATIONS } from "../../contract/tables.js";
import type { ContractType, Method } from "../../contract/types.js";
import { camelCase, contractOf, storedLinks } from "../../data/fields.js";
import type { DataObject, DataSpec } from "../../data/types.js";
import type { AnyResource, Filter, Operations, View } from "../resource.js";
import { dataAttributes } from "./attributes.js";
import { deletionsOf } from "./deletions.js";
import { DERIVED_ATTRIBUTES } from "./derived.js";
import { dataLinks, type IsServed } from "./links.js";
import { checkData, prepareData } from "./service.js";

const patternOf = (path: string) => path.slice(1).replace(/\{\w+\}/g, "*");

const methods = new Map(
  Object.entries(OPERATIONS).map(([path, declared]) => [patternOf(path), Object.keys(declared) as Method[]]),
);

const has = (pattern: string, method: Method) => methods.get(pattern)?.includes(method) ?? false;

/** The name that the contract gives the id in `/<path>/{id}`, as a filter: `provider-configuration`. */
function ownFilter(path: string): string | undefined {
  const item = Object.keys(OPERATIONS).find((each) => patternOf(each) === `${path}/*`);
  return item?.match(/\{(\w+)\}$/)?.[1]?.replaceAll("_", "-");
}

const OPERATION_METHODS = [
  ["create", "", "POST"],
  ["read", "/*", "GET"],
  ["update", "/*", "PATCH"],
  ["delete", "/*", "DELETE"],
] as const;

function operationsOf(type: string, path: string, spec: DataSpec): Operations<DataObject> {
  const permission = (operation: "create" | "read" | "update" | "delete") =>
    spec.permissions?.[operation] ?? `${spec.permission}:${operation}`;
  const operations: Record<string, string> = {};
  if (spec.singleton) return { read: permission("read"), update: permission("update") };
  for (const [operation, suffix, method] of OPERATION_METHODS)
    if (has(`${path}${suffix}`, method)) operations[operation] = permission(operation);
  if (has(path, "GET")) operations.list = permission("read");
  // What is listed and created below another object is not listed and created at a path of its own.
  if (spec.under?.path === path) {
    delete operations.list;
    delete operations.create;
  }
  return Object.keys(operations).length > 0 ? operations : neverServed(type);
}

function neverServed(type: string): never {
  throw new Error(`The contract has no operation for the data type '${type}'.`);
}

/** Whether values of an attribute can be compared with a text. */
const isComparable = (type: unknown): boolean =>
  type === "string" || type === "boolean" || type === "number" || type === "date-time" || isTexts(type);
const isTexts = (type: unknown): boolean =>
  typeof type === "object" &&
  type !== null &&
  ("enum" in type || ("array" in type && isComparable(type.array)));

const singular = (name: string) => name.replace(/s$/, "");
const kebab = (model: string) => model.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
const texts = (value: unknown) =>
  value === null || value === undefined ? null : Array.isArray(value) ? value.map(String) : String(value);

/** A filter for every attribute that can be compared, and for every relationship, by each name that clients use. */
function filtersOf(
  type: string,
  path: string,
  { secret = [], sensitiveValue }: DataSpec,
  contract: ContractType,
) {
  const filters: Record<string, Filter<DataObject>> = {};
  for (const [name, attribute] of Object.entries(contract.attributes)) {
    const isHidden = secret.includes(name) || (sensitiveValue && name === "value");
    if (!isComparable(attribute.type) || isHidden) continue;
    const field = camelCase(name);
    filters[name] = { values: (object) => texts(object[field]) };
  }
  for (const [name, { target, kind }] of storedLinks(type)) {
    const field = camelCase(name);
    const isUsableByAll = name === "environments" && "is-shared" in contract.attributes;
    const filter: Filter<DataObject> = {
      index: field,
      values: (object) => object[field] ?? null,
      ...(isUsableByAll && { always: (object: DataObject) => object.isShared }),
    };
    for (const alias of [name, kind === "to-many" ? singular(name) : name, kebab(target)])
      filters[alias] ??= filter;
  }
  const own = ownFilter(path) ?? singular(type);
  filters[own] = { index: "id", values: ({ id }) => id };
  return filters;
}

function sortOf(contract: ContractType, { secret = [] }: DataSpec) {
  const names = Object.entries(contract.attributes)
    .filter(
      ([name, { type }]) => isComparable(type) && !isList(type) && !secret.includes(name) && name !== "value",
    )
    .map(([name]) => name);
  return Object.fromEntries(
    names.map((name) => [name, (object: DataObject) => object[camelCase(name)] ?? null]),
  );
}

const isList = (type: unknown) => typeof type === "object" && type !== null && "array" in type;

const ENDPOINT = /^\/relationships\/([\w-]+(\/\*)?)$/;

/** The relationships that have paths of their own. */
const endpointsOf = (path: string): ReadonlySet<string> =>
  new Set(
    Object.keys(OPERATIONS)
      .map(patternOf)
      .filter((pattern) => pattern.startsWith(`${path}/*/`))
      .map((pattern) => ENDPOINT.exec(pattern.slice(path.length + 2))?.[1])
      .filter((name) => name !== undefined),
  );

/** Declares a type that the sandbox keeps as data, from the contract and the table. */
export function declareData(type: string, spec: DataSpec, isServed: IsServed): AnyResource {
  const contract = contractOf(type);
  const path = spec.path ?? type;
  const derived = DERIVED_ATTRIBUTES[type] ?? {};
  const attributes = Object.fromEntries(
    Object.entries(dataAttributes(type, contract, spec)).map(([name, attribute]) => [
      name,
      derived[name] ? { ...attribute, read: derived[name] } : attribute,
    ]),
  );
  const permission = spec.permissions?.read ?? `${spec.permission}:read`;
  return {
    type,
    model: contract.model,
    idPrefix: spec.idPrefix,
    path,
    attributes,
    relationships: dataLinks(type, spec, isServed, endpointsOf(path)),
    filters: filtersOf(type, path, spec, contract),
    sort: sortOf(contract, spec),
    search: (object: DataObject) => [
      object[camelCase(spec.nameAttribute ?? "name")] ?? null,
      object.description ?? null,
    ],
    operations: operationsOf(type, path, spec),
    ...constantsOf(type, spec),
    ...(spec.listPath && {
      lists: {
        [spec.listPath]: {
          permission,
          find: ({ reader }: { reader: { all(type: string): Iterable<DataObject> } }) => reader.all(type),
        },
      },
    }),
    ...(spec.under && { under: underOf(spec, permission) }),
    hooks: { prepare: prepareData(type, spec), check: checkData(type, spec) },
    onDeleted: deletionsOf(type, spec),
  } as AnyResource;
}

function underOf(spec: DataSpec, read: string) {
  const { path, type: parent, link } = spec.under!;
  return {
    path,
    type: parent,
    link,
    ...(has(path, "GET") && { list: read }),
    ...(has(path, "POST") && { create: spec.permissions?.create ?? `${spec.permission}:create` }),
    field: camelCase(link),
  };
}

/** The same in every sandbox: its one object, or all that there are of the type. */
function constantsOf(type: string, { seeds, singleton }: DataSpec) {
  if (seeds === undefined) return {};
  const objects = Object.entries(seeds).map(([id, values]) => objectOf(type, id, values));
  if (!singleton) return { constant: new Map(objects.map((object) => [object.id, object])) };
  return { singleton: ({ services }: View) => ({ ...objects[0], id: services.accountId }) };
}

/** An object with a value for every attribute of the contract, null where none is given. */
function objectOf(type: string, id: string, values: Readonly<Record<string, unknown>>): DataObject {
  const fields = Object.keys(contractOf(type).attributes).map((name) => [
    camelCase(name),
    values[name] ?? null,
  ]);
  return { type, id, ...Object.fromEntries(fields) } as DataObject;
}
