import { errorModel } from "../../core/authorize.js";
import type { AnyEntity, CompiledResource } from "../../core/compile.js";
import { ApiError } from "../../core/errors.js";
import { decodeInput } from "../../core/input.js";
import { listEntities } from "../../core/list.js";
import { parseQuery } from "../../core/query.js";
import type {
  Action,
  Collection,
  Document,
  Input,
  Operation,
  Raw,
  Under,
  View,
} from "../../core/resource.js";
import { type Api, entityAt, json, NO_CONTENT, onEntity, onType, type Route, transact } from "./route.js";

/** `POST /<type>/{id}/actions/<name>` */
// biome-ignore lint/suspicious/noExplicitAny: declarations of all types are handled alike.
export function actionRoute(api: Api, compiled: CompiledResource, action: Action<any>): Route {
  const shown = action.answers === undefined ? compiled : api.registry.of(action.answers);
  return {
    describes: {
      about: compiled,
      type: shown,
      ...((action.method ?? "POST") === "POST" && { takes: "json" as const }),
      ...(action.members && { members: action.members }),
      answers: "object or nothing",
      status: action.status ?? 200,
    },
    permission: action.permission,
    admit: onEntity(compiled, action.permission),
    body: "optional",
    changes: true,
    run(context) {
      const entity = transact(api, context, (op) =>
        action.run(op, entityAt(compiled, context, action.permission), context.body, context.ids),
      );
      if (entity === undefined) return { ...NO_CONTENT, status: action.status ?? 204 };
      const query = parseQuery(context.params, "single");
      return json(action.status ?? 200, api.encoder.one(shown, entity, query, context));
    },
  };
}

/** `GET` and `POST /<type>/{id}/<name>` */
export function collectionRoutes(
  api: Api,
  parent: CompiledResource,
  // biome-ignore lint/suspicious/noExplicitAny: declarations of all types are handled alike.
  collection: Collection<any, any>,
): Record<string, Route> {
  const compiled = api.registry.of(collection.type);
  const routes: Record<string, Route> = {};
  const { list, create } = collection;
  if (list) {
    routes.GET = {
      describes: { about: parent, type: compiled, answers: "page", status: 200 },
      permission: list.permission,
      body: "none",
      changes: false,
      run(context) {
        const query = parseQuery(context.params, "list");
        const owner = entityAt(parent, context, list.permission);
        const source = { entities: list.find(owner, context), shows: () => true };
        const page = listEntities(compiled, query, context, source);
        return json(200, api.encoder.page(compiled, page, query, context));
      },
    };
  }
  if (create) {
    routes.POST = {
      describes: { about: parent, type: compiled, takes: "creation", answers: "object", status: 201 },
      permission: create.permission,
      admit: onEntity(parent, create.permission),
      body: "required",
      changes: true,
      run(context) {
        const query = parseQuery(context.params, "single");
        const { entity, reveal } = transact(api, context, (op) => {
          const owner = entityAt(parent, context, create.permission);
          const input = decodeInput(compiled, op, context.body, null);
          return { entity: create.run(op, owner, input), reveal: op.reveal };
        });
        return json(201, api.encoder.one(compiled, entity, query, context, reveal));
      },
    };
  }
  return routes;
}

/** The collection of a type whose entities are created below another one. */
export function collectionUnder(
  { type, resource }: CompiledResource,
  { field, list, create }: Under,
): Collection<AnyEntity> {
  return {
    type,
    ...(list !== undefined && {
      list: {
        permission: list,
        find: (parent: AnyEntity, { reader }: View) =>
          reader.find(type, field, parent.id) as Iterable<AnyEntity>,
      },
    }),
    ...(create !== undefined && {
      create: {
        permission: create,
        run(op: Operation, parent: AnyEntity, sent: Input<AnyEntity>) {
          const input = { ...sent, changes: { ...sent.changes, [field]: parent.id } };
          return op.insert(type, resource.hooks?.prepare?.(op, input, null) ?? input);
        },
      },
    }),
  } as Collection<AnyEntity>;
}

/** `GET /<type>/{id}/<name>`: one entity of another type */
export function documentRoute(
  api: Api,
  parent: CompiledResource,
  name: string,
  // biome-ignore lint/suspicious/noExplicitAny: declarations of all types are handled alike.
  document: Document<any, any>,
): Route {
  const compiled = api.registry.of(document.type);
  return {
    describes: { about: parent, type: compiled, answers: "object", status: 200 },
    permission: document.permission,
    body: "none",
    changes: false,
    run(context) {
      const owner = entityAt(parent, context, document.permission);
      const entity = document.find(owner, context);
      if (entity === undefined) {
        const detail = `${errorModel(parent)} with ID '${owner.id}' has no ${name.replaceAll("-", " ")}.`;
        throw new ApiError(404, [{ title: "Not Found", detail }]);
      }
      return json(200, api.encoder.one(compiled, entity, parseQuery(context.params, "single"), context));
    },
  };
}

/** `GET` of a type that an account has one entity of, or null while it has none (E22). */
export function currentRoute(api: Api, compiled: CompiledResource): Route {
  const { permission, find } = compiled.resource.current!;
  const accounts = api.registry.of("accounts");
  return {
    describes: { about: compiled, type: compiled, answers: "object or null", status: 200 },
    permission,
    admit: onType(compiled, permission),
    body: "none",
    changes: false,
    run(context) {
      entityAt(accounts, context, null);
      const entity = find(context);
      if (entity === undefined) return json(200, '{"data":null}');
      return json(200, api.encoder.one(compiled, entity, parseQuery(context.params, "single"), context));
    },
  };
}

/** `/<type>/{id}/<name>` with bytes or text */
// biome-ignore lint/suspicious/noExplicitAny: declarations of all types are handled alike.
export function rawRoute(api: Api, compiled: CompiledResource, raw: Raw<any>): Route {
  return {
    describes: {
      about: compiled,
      type: compiled,
      ...(raw.method !== "GET" && { takes: "bytes" as const }),
      answers: "bytes",
      status: 200,
    },
    permission: raw.permission,
    admit: onEntity(compiled, raw.permission),
    body: "raw",
    changes: raw.method !== "GET",
    run: (context) =>
      raw.handle({
        ...context,
        entity: entityAt(compiled, context, raw.permission),
        query: context.params,
        headers: context.request.headers,
        stream: context.request,
        transact: (change) => transact(api, context, change),
      }),
  };
}
