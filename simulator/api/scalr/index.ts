import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { methodNotAllowed, noRoute } from "../../core/errors.js";
import type { Answer, Caller } from "../../core/resource.js";
import { authenticate } from "../http/authentication.js";
import { readJson, requireAcceptable, requireJson } from "../http/body.js";
import { servicesFor } from "../http/origin.js";
import type { ApiServices } from "../http/services.js";
import { type Incoming, type Step, sendStream } from "../http/steps.js";
import type { Api, Route } from "./route.js";
import { createRouteTable, type RouteTable } from "./route-table.js";

/** The caller of a route that needs no token. */
const NOBODY: Caller = {
  user: null,
  unrestricted: false,
  can: () => false,
  holds: () => false,
  within: () => false,
};

/** The scalr.io API. */
export const scalrApi = (api: Api): Step => serveRoutes(api, createRouteTable(api));

/** Finds the route, checks the caller, reads the body, runs the route, and answers. */
export function serveRoutes(
  { services }: Api,
  table: Pick<RouteTable, "match">,
  callerOf: (services: ApiServices, req: Incoming) => Caller = authenticate,
): Step {
  const callerFor = (route: Route | undefined, req: Incoming): Caller => {
    if (route?.permission === null) return NOBODY;
    return callerOf(services, req);
  };

  return async (req, res) => {
    const [path = "", query = ""] = req.url.split("?", 2);
    const found = table.match(path);
    // Node sends no body in answer to HEAD.
    const method = req.method === "HEAD" ? "GET" : req.method;
    const route = found && Object.hasOwn(found.value, method) ? found.value[method] : undefined;
    const caller = callerFor(route, req);
    if (!found) throw noRoute(req.method, req.baseUrl + path);
    if (!route) throw methodNotAllowed(req.method, req.baseUrl + path, Object.keys(found.value));
    const admission = {
      id: found.ids[0] ?? "",
      ids: found.ids,
      reader: services.store,
      now: services.clock.now(),
      caller,
      services: servicesFor(services, req),
    };
    route.admit?.(admission);

    const params = new URLSearchParams(query);
    const body = bodyFor(route, req, res);
    // Most requests read, and nothing makes them wait.
    const answer = route.run({
      ...admission,
      params,
      body: body instanceof Promise ? await body : body,
      request: req,
    });
    const ready = answer instanceof Promise ? await answer : answer;
    if (route.changes) await services.store.flushed();
    const sent = send(res, ready);
    if (sent !== undefined) await sent;
  };
}

function bodyFor(route: Route, req: Incoming, res: ServerResponse): Promise<unknown> | undefined {
  if (route.body === "raw") return undefined;
  requireAcceptable(req);
  if (route.body === "none") return undefined;
  requireJson(req);
  return readJson(req, res, route.limit);
}

/** Characters from which a text is encoded here, and only once: Node counts the bytes of a text before it encodes it. */
const LARGE = 8_192;

function send(res: ServerResponse, { status = 200, headers = {}, body }: Answer): Promise<void> | undefined {
  res.statusCode = status;
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  if (body instanceof Readable) return sendStream(body, res);
  res.end(typeof body === "string" && body.length > LARGE ? Buffer.from(body) : body);
}
