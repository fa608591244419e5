import { authenticate } from "../http/authentication.js";
import { PathTree } from "../http/path-tree.js";
import type { ApiServices } from "../http/services.js";
import type { Step } from "../http/steps.js";
import { serveRoutes } from "../scalr/index.js";
import { type Api, NO_CONTENT, type Route } from "../scalr/route.js";
import { configurationRoutes } from "./configuration-versions.js";
import { lockRoutes } from "./locks.js";
import { organizationRoutes } from "./organizations.js";
import { phaseRoutes } from "./phases.js";
import { policyCheckRoutes } from "./policy-checks.js";
import { type Declared, type Routes, reads } from "./route.js";
import { runCaller } from "./run-callers.js";
import { runRoutes } from "./runs.js";
import { outputRoutes } from "./state-outputs.js";
import { stateRoutes } from "./state-versions.js";
import { variableRoutes } from "./variables.js";
import { workspaceRoutes } from "./workspaces.js";

/** The API version, from which clients derive its features: refresh-only and replace came with 2.4, the cloud block with 2.5. */
const API_VERSION = "2.6";

/** `ping`: the first request of clients, which read only the headers of the response. */
const ping: Routes = { ping: { GET: reads(null, () => NO_CONTENT) } };

/** Every path below `/api/tfe/v2`, with `*` for an id or a name. */
export const TFE_ROUTES: Routes = {
  ...ping,
  ...organizationRoutes,
  ...workspaceRoutes,
  ...lockRoutes,
  ...variableRoutes,
  ...configurationRoutes,
  ...runRoutes,
  ...phaseRoutes,
  ...policyCheckRoutes,
  ...stateRoutes,
  ...outputRoutes,
};

const routeOf = (api: Api, declared: Declared): Route => ({
  ...declared,
  // What a request sees as its services are those of the API, with the address that it came by.
  run: (context) => declared.run({ ...context, api, services: context.services as ApiServices }),
});

/** Serves routes to people and, in their own name, to runs with an executing task. */
export function apiOf(api: Api, declared: Routes): Step {
  const tree = new PathTree<Readonly<Record<string, Route>>>();
  for (const [pattern, methods] of Object.entries(declared)) {
    const routes = Object.entries(methods).map(([method, route]) => [method, routeOf(api, route)]);
    tree.set(pattern, Object.fromEntries(routes));
  }
  return serveRoutes(
    api,
    { match: (path) => tree.find(path) },
    (services, req) => runCaller(services, req) ?? authenticate(services, req),
  );
}

/**
 * The part of the TFE v2 API that the remote backend and the cloud block of tofu and terraform use. It gives access to the
 * environments, workspaces, runs, states and locks of the scalr.io API, under the same rules.
 */
export function tfeApi(api: Api): readonly Step[] {
  const tellVersion: Step = (_req, res, next) => {
    res.setHeader("TFP-API-Version", API_VERSION);
    next();
  };
  return [tellVersion, apiOf(api, TFE_ROUTES)];
}
