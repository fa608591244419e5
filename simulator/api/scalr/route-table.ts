import { allows } from "../../core/authorize.js";
import type { AnyEntity, CompiledResource, Registry } from "../../core/compile.js";
import { createEncoder } from "../../core/document.js";
import { listEntities } from "../../core/list.js";
import { parseQuery } from "../../core/query.js";
import type { Raw } from "../../core/resource.js";
import { type Found, PathTree } from "../http/path-tree.js";
import { linkageRoutes, memberRoute } from "./linkage.js";
import {
  actionRoute,
  collectionRoutes,
  collectionUnder,
  currentRoute,
  documentRoute,
  rawRoute,
} from "./nested.js";
import { createRoute, deleteRoute, listRoute, readRoute, updateRoute } from "./objects.js";
import { reportRoute } from "./reports.js";
import { type Api, json, NO_CONTENT, onType, type Route } from "./route.js";
import { singletonRoutes } from "./singleton.js";
import { unsimulated, unsimulatedRoute } from "./unsimulated.js";

/** The methods of one path. */
export type Methods = Readonly<Record<string, Route>>;

/** Finds the routes of a path. */
export interface RouteTable {
  /** The methods of a path below the API's base, with the ids in it from left to right. */
  match(path: string): Found<Methods> | undefined;
  /** All paths, with `*` for an id. */
  readonly patterns: ReadonlyMap<string, Methods>;
}

const present = (routes: Record<string, Route | undefined>): Methods =>
  Object.fromEntries(
    Object.entries(routes).filter((entry): entry is [string, Route] => entry[1] !== undefined),
  );

/** All paths of one type. */
function* routesOf(api: Api, compiled: CompiledResource): Generator<[pattern: string, methods: Methods]> {
  const { path, resource } = compiled;
  const { operations } = resource;
  const object = `${path}/*`;
  if (resource.singleton) {
    yield [path, singletonRoutes(api, compiled)];
    return;
  }
  if (resource.under) {
    const { under } = resource;
    yield [under.path, collectionRoutes(api, api.registry.of(under.type), collectionUnder(compiled, under))];
  }
  yield [
    path,
    present({
      GET: operations.list === undefined ? undefined : listRoute(api, compiled, operations.list),
      POST: operations.create === undefined ? undefined : createRoute(api, compiled),
    }),
  ];
  yield [
    object,
    present({
      GET: operations.read === undefined ? undefined : readRoute(api, compiled, operations.read),
      PATCH: operations.update === undefined ? undefined : updateRoute(api, compiled, operations.update),
      DELETE: operations.delete === undefined ? undefined : deleteRoute(api, compiled, operations.delete),
    }),
  ];
  for (const [name, action] of Object.entries(resource.actions ?? {})) {
    const at = action.at ?? `actions/${name}`;
    yield [`${object}/${at}`, { [action.method ?? "POST"]: actionRoute(api, compiled, action) }];
  }
  for (const [name, collection] of Object.entries(resource.collections ?? {})) {
    yield [`${object}/${name}`, collectionRoutes(api, compiled, collection)];
  }
  for (const [name, document] of Object.entries(resource.documents ?? {})) {
    yield [`${object}/${name}`, { GET: documentRoute(api, compiled, name, document) }];
  }
  for (const [name, declared] of Object.entries(resource.raw ?? {})) {
    const raws = (Array.isArray(declared) ? declared : [declared]) as Raw<unknown>[];
    yield [
      `${object}/${name}`,
      Object.fromEntries(raws.map((raw) => [raw.method, rawRoute(api, compiled, raw)])),
    ];
  }
  for (const link of compiled.endpoints) {
    const at = `${object}/relationships/${link.name}`;
    yield [at, linkageRoutes(api, compiled, link)];
    if (link.spec?.kind === "to-many" && link.spec.members)
      yield [`${at}/*`, { DELETE: memberRoute(api, compiled, link) }];
  }
  if (resource.current) yield [resource.current.path, { GET: currentRoute(api, compiled) }];
  for (const [name, report] of Object.entries(resource.reports ?? {}))
    yield [name, { GET: reportRoute(api, compiled, name, report) }];
  for (const [name, { permission, find }] of Object.entries(resource.lists ?? {})) {
    const run: Route["run"] = (context) => {
      const query = parseQuery(context.params, "list");
      const source = {
        entities: find(context),
        shows: (entity: AnyEntity) => allows(compiled, permission, entity, context),
      };
      return json(
        200,
        api.encoder.page(compiled, listEntities(compiled, query, context, source), query, context),
      );
    };
    const admit = onType(compiled, permission);
    const describes = { about: compiled, type: compiled, answers: "page", status: 200 } as const;
    yield [name, { GET: { describes, permission, admit, body: "none", changes: false, run } }];
  }
}

/** `GET /ping`: whether the API is available. */
function pingRoute({ registry }: Api): Route {
  const type = registry.of("accounts");
  return {
    describes: { about: type, type, answers: "nothing", status: 204 },
    permission: null,
    body: "none",
    changes: false,
    run: () => NO_CONTENT,
  };
}

/** Builds the tree of the paths of all types, once. */
export function createRouteTable(api: Api): RouteTable {
  const patterns = new Map<string, Methods>();
  const add = (pattern: string, methods: Methods) => {
    if (Object.keys(methods).length > 0) patterns.set(pattern, { ...patterns.get(pattern), ...methods });
  };
  for (const compiled of api.registry.all) {
    for (const [pattern, methods] of routesOf(api, compiled)) add(pattern, methods);
  }
  add("ping", { GET: pingRoute(api) });
  for (const { pattern, method } of unsimulated(patterns)) add(pattern, { [method]: unsimulatedRoute });
  const tree = new PathTree<Methods>();
  for (const [pattern, methods] of patterns) tree.set(pattern, methods);
  return { patterns, match: (path) => tree.find(path) };
}

/** All paths of the API with their methods, for its description. Routes need services only when they run. */
export const declaredRoutes = (registry: Registry): RouteTable["patterns"] =>
  createRouteTable({ registry, encoder: createEncoder(registry), services: undefined as never }).patterns;
