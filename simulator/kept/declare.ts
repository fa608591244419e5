import { camelCase, contractOf, patternOf } from "../core/kept-types/fields.js";
import type { DataSpec } from "../core/kept-types/spec.js";
import { DATA_TYPES } from "../core/kept-types/table.js";
import type { DataObject } from "../core/kept-types/types.js";
import type { AnyResource, Operations, View } from "../core/resource.js";
import { HOOK_ACTIONS } from "../integrations/hooks/source.js";
import { PULL_REQUEST_RESULTS } from "../integrations/policies/previews/results.js";
import { POLICY_GROUP_ACTIONS } from "../integrations/policies/resync.js";
import { CHECKOV_ACTIONS } from "../integrations/scans/external-checks.js";
import { OPERATIONS } from "../platform/contract/tables.js";
import type { Method } from "../platform/contract/types.js";
import { MODULE_VISIBILITY } from "../vcs/modules/places.js";
import { MODULE_ACTIONS } from "../vcs/modules/resync.js";
import { dataAttributes } from "./attributes.js";
import { DERIVED_ATTRIBUTES } from "./derived.js";
import { filtersOf, sortOf } from "./filters.js";
import { dataLinks, type IsServed } from "./links.js";
import { checkData, prepareData } from "./service.js";

/** The additional actions on objects, by type. */
const ACTIONS = {
  ...MODULE_ACTIONS,
  "checkov-integrations": CHECKOV_ACTIONS,
  hooks: HOOK_ACTIONS,
  "policy-groups": POLICY_GROUP_ACTIONS,
} as const;

/** The collections below objects, by type. */
const COLLECTIONS = {
  "policy-groups": { "pull-request-policy-check-results": PULL_REQUEST_RESULTS },
} as const;

const methods = new Map(
  Object.entries(OPERATIONS).map(([path, declared]) => [patternOf(path), Object.keys(declared) as Method[]]),
);

const has = (pattern: string, method: Method) => methods.get(pattern)?.includes(method) ?? false;

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
  return Object.keys(operations).length > 0 || spec.described ? operations : neverServed(type);
}

function neverServed(type: string): never {
  throw new Error(`The contract has no operation for the data type '${type}'.`);
}

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
function declareData(type: string, spec: DataSpec, isServed: IsServed): AnyResource {
  const contract = contractOf(type);
  const path = spec.path ?? type;
  const derived = DERIVED_ATTRIBUTES[type] ?? {};
  const attributes = Object.fromEntries(
    Object.entries(dataAttributes(type, contract, spec)).map(([name, attribute]) => [
      name,
      // What requests set is stored, also where answers say more.
      derived[name] ? { ...attribute, field: camelCase(name), read: derived[name] } : attribute,
    ]),
  );
  const relationships = dataLinks(type, spec, isServed, endpointsOf(path));
  const permission = spec.permissions?.read ?? `${spec.permission}:read`;
  return {
    type,
    model: contract.model,
    ...(spec.errorModel !== undefined && { errorModel: spec.errorModel }),
    idPrefix: spec.idPrefix,
    path,
    attributes,
    relationships,
    filters: filtersOf(type, path, attributes, relationships),
    sort: sortOf(attributes),
    search: (object: DataObject) => [
      object[camelCase(spec.nameAttribute ?? "name")] ?? null,
      object.description ?? null,
    ],
    operations: operationsOf(type, path, spec),
    ...(spec.described && { described: true, readPermission: permission }),
    ...(spec.current !== undefined && {
      current: {
        path: spec.current,
        permission,
        find: ({ reader }: { reader: { all(type: string): Iterable<DataObject> } }) =>
          [...reader.all(type)][0],
      },
    }),
    ...visibilityOf(type),
    ...(type in ACTIONS && { actions: ACTIONS[type as keyof typeof ACTIONS] }),
    ...(type in COLLECTIONS && { collections: COLLECTIONS[type as keyof typeof COLLECTIONS] }),
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
  } as AnyResource;
}

/** R21: the scope of objects, and the environments that may use them, for types whose links do not say it. */
const visibilityOf = (type: string) => MODULE_VISIBILITY[type] ?? {};

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

/** Types that are the same in every sandbox: one object, or a constant list. */
function constantsOf(type: string, { seeds, singleton }: DataSpec) {
  if (seeds === undefined) return {};
  const objects = Object.entries(seeds).map(([id, values]) => objectOf(type, id, values));
  if (!singleton) return { constant: new Map(objects.map((object) => [object.id, object])) };
  return { singleton: ({ services }: View) => ({ ...objects[0], id: services.accountId }) };
}

/** An object with a value for every attribute of the contract; null for those that are not given. */
function objectOf(type: string, id: string, values: Readonly<Record<string, unknown>>): DataObject {
  const fields = Object.keys(contractOf(type).attributes).map((name) => [
    camelCase(name),
    values[name] ?? null,
  ]);
  return { type, id, ...Object.fromEntries(fields) } as DataObject;
}

/** The types that the sandbox keeps as data: all that have no declaration of their own. */
export function dataResources(declared: readonly AnyResource[]): readonly AnyResource[] {
  const types = new Set<string>([...declared.map(({ type }) => type), ...Object.keys(DATA_TYPES)]);
  return Object.entries(DATA_TYPES).map(([type, spec]) => declareData(type, spec, (each) => types.has(each)));
}
