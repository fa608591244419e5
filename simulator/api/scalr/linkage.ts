import { errorModel } from "../../core/authorize.js";
import type { CompiledLink, CompiledResource } from "../../core/compile.js";
import { badRequest, notFound } from "../../core/errors.js";
import { decodeLinkage, requireTargets } from "../../core/links.js";
import { paginationOf } from "../../core/list.js";
import { parseQuery } from "../../core/query.js";
import { updateLink } from "../../core/service.js";
import { isObject } from "../../core/values.js";
import { type Api, entityAt, json, NO_CONTENT, onEntity, type Route, transact } from "./route.js";

type Combine = (current: readonly string[], sent: readonly string[]) => readonly string[];

/** How each method combines the linked ids with the sent ones. */
const COMBINE: Readonly<Record<"POST" | "PATCH" | "DELETE", Combine>> = {
  POST: (current, sent) => [...new Set([...current, ...sent])],
  PATCH: (_current, sent) => sent,
  DELETE: (current, sent) => current.filter((id) => !sent.includes(id)),
};

/** `/<type>/{id}/relationships/<name>` of a to-many relationship: read, add, replace, remove. */
export function linkageRoutes(
  api: Api,
  compiled: CompiledResource,
  link: CompiledLink,
): Record<string, Route> {
  const { read, update } = compiled.resource.operations;
  const routes: Record<string, Route> = {
    GET: {
      describes: { about: compiled, type: compiled, link, answers: "linkage", status: 200 },
      permission: read!,
      body: "none",
      changes: false,
      run(context) {
        const query = parseQuery(context.params, "list");
        const ids = link.ids(entityAt(compiled, context, read!), context);
        const page = ids.slice((query.page - 1) * query.size, query.page * query.size);
        const data = page.map((id) => ({ type: link.target, id }));
        return json(200, JSON.stringify({ data, meta: { pagination: paginationOf(query, ids.length) } }));
      },
    },
  };
  for (const method of ["POST", "PATCH", "DELETE"] as const) {
    routes[method] = {
      describes: { about: compiled, type: compiled, link, takes: "linkage", answers: "nothing", status: 204 },
      permission: update!,
      admit: onEntity(compiled, update!),
      body: "required",
      changes: true,
      run(context) {
        if (!isObject(context.body)) throw badRequest("The body must be an object with a member 'data'.", "");
        const sent = decodeLinkage(link, context.body.data);
        transact(api, context, (op) => {
          const entity = entityAt(compiled, context, update!);
          if (method !== "DELETE") requireTargets(link, sent, op);
          updateLink(compiled, op, entity, link, COMBINE[method](link.ids(entity, op), sent));
        });
        return NO_CONTENT;
      },
    };
  }
  return routes;
}

/** `DELETE /<type>/{id}/relationships/<name>/{target}`: removes one target. */
export function memberRoute(api: Api, compiled: CompiledResource, link: CompiledLink): Route {
  const update = compiled.resource.operations.update!;
  return {
    describes: { about: compiled, type: compiled, link, answers: "nothing", status: 204 },
    permission: update,
    admit: onEntity(compiled, update),
    body: "none",
    changes: true,
    run(context) {
      const member = context.ids[context.ids.length - 1]!;
      transact(api, context, (op) => {
        const entity = entityAt(compiled, context, update);
        const ids = link.ids(entity, op);
        if (!ids.includes(member)) throw notFound(errorModel(link.targetInfo!.compiled), member);
        updateLink(
          compiled,
          op,
          entity,
          link,
          ids.filter((id) => id !== member),
        );
      });
      return NO_CONTENT;
    },
  };
}
