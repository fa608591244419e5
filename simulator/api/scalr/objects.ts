import type { AnyEntity, CompiledResource } from "../../core/compile.js";
import { deleteEntity } from "../../core/deletion.js";
import { listEntities } from "../../core/list.js";
import { parseQuery, type Query } from "../../core/query.js";
import type { Operations } from "../../core/resource.js";
import { createEntity, updateEntity } from "../../core/service.js";
import {
  type Api,
  entityAt,
  json,
  NO_CONTENT,
  onEntity,
  onType,
  type Route,
  type RouteContext,
  transact,
} from "./route.js";

/** Types with a constant list (permissions) fit on one page, for clients that do not ask for a page. */
const wholeUnlessPaged = (
  { resource: { constant } }: CompiledResource,
  query: Query,
  params: URLSearchParams,
): Query =>
  constant && !params.has("page[size]") && !params.has("page[number]")
    ? { ...query, size: constant.size }
    : query;

/** `GET /<type>` */
export function listRoute(api: Api, compiled: CompiledResource, permission: string): Route {
  return {
    describes: { about: compiled, type: compiled, answers: "page", status: 200 },
    permission,
    admit: onType(compiled, permission),
    body: "none",
    changes: false,
    run(context) {
      const query = wholeUnlessPaged(compiled, parseQuery(context.params, "list"), context.params);
      return json(200, api.encoder.page(compiled, listEntities(compiled, query, context), query, context));
    },
  };
}

/** `GET /<type>/{id}` */
export function readRoute(api: Api, compiled: CompiledResource, permission: string): Route {
  return {
    describes: { about: compiled, type: compiled, answers: "object", status: 200 },
    permission,
    body: "none",
    changes: false,
    run(context) {
      const query = parseQuery(context.params, "single");
      return json(200, api.encoder.one(compiled, entityAt(compiled, context, permission), query, context));
    },
  };
}

type Files = NonNullable<Exclude<NonNullable<Operations<AnyEntity>["create"]>, string>["files"]>;

/** Writes the files of a new entity before it is inserted, and deletes them if the creation is rejected. */
async function withFiles<R>(
  files: Files,
  { body, services }: RouteContext,
  work: (prepared: string | null) => R,
): Promise<R> {
  const prepared = await files.write(body, services);
  try {
    return work(prepared);
  } catch (error) {
    if (prepared !== null) await files.discard(prepared, services);
    throw error;
  }
}

/** `POST /<type>` */
export function createRoute(api: Api, compiled: CompiledResource): Route {
  const create = compiled.resource.operations.create!;
  const permission = typeof create === "string" ? create : create.permission;
  const files = typeof create === "object" ? create.files : undefined;
  return {
    describes: { about: compiled, type: compiled, takes: "creation", answers: "object", status: 201 },
    permission,
    admit: onType(compiled, permission),
    ...(typeof create === "object" && create.limit !== undefined ? { limit: create.limit } : {}),
    body: "required",
    changes: true,
    run(context) {
      const query = parseQuery(context.params, "single");
      const make = (prepared: string | null) =>
        transact(api, { ...context, prepared }, (op) => ({
          entity: createEntity(compiled, op, context.body),
          reveal: op.reveal,
        }));
      const answer = ({ entity, reveal }: ReturnType<typeof make>) =>
        json(201, api.encoder.one(compiled, entity, query, context, reveal));
      // Most types have no files, and their requests need not wait.
      return files === undefined ? answer(make(null)) : withFiles(files, context, make).then(answer);
    },
  };
}

/** `PATCH /<type>/{id}` */
export function updateRoute(api: Api, compiled: CompiledResource, permission: string): Route {
  return {
    describes: { about: compiled, type: compiled, takes: "change", answers: "object", status: 200 },
    permission,
    admit: onEntity(compiled, permission),
    body: "required",
    changes: true,
    run(context) {
      const query = parseQuery(context.params, "single");
      const entity = transact(api, context, (op) =>
        updateEntity(compiled, op, entityAt(compiled, context, permission), context.body),
      );
      return json(200, api.encoder.one(compiled, entity, query, context));
    },
  };
}

/** `DELETE /<type>/{id}` */
export function deleteRoute(api: Api, compiled: CompiledResource, permission: string): Route {
  return {
    describes: { about: compiled, type: compiled, answers: "nothing", status: 204 },
    permission,
    body: "none",
    changes: true,
    run(context) {
      transact(api, context, (op) => deleteEntity(api.registry, op, entityAt(compiled, context, permission)));
      return NO_CONTENT;
    },
  };
}
