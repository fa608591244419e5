import type { IncomingMessage } from "node:http";
import { lacksPermission, methodNotAllowed } from "../core/errors.js";
import { CONTENT_TYPE, expose } from "../platform/metrics/exposition.js";
import { metricsOf } from "../sandbox/metrics/table.js";
import { authenticate } from "./http/authentication.js";
import type { ApiServices } from "./http/services.js";
import type { Step } from "./http/steps.js";

/** The permission that a token needs. */
export const METRICS_PERMISSION = "agent-pools:read";

const LOOPBACK_ADDRESS = /^(?:::ffff:)?127\.|^::1$/i;
const LOOPBACK_HOST = /^(?:127(?:\.\d{1,3}){3}|\[::1\]|(?:.+\.)?localhost)(?::\d+)?$/i;

/**
 * Whether a request comes from this machine and was sent to it directly: not through a proxy, and not from a web page whose host
 * name was pointed here.
 */
function isLocal({ socket, headers }: IncomingMessage): boolean {
  if (headers.forwarded !== undefined || headers["x-forwarded-for"] !== undefined) return false;
  return LOOPBACK_ADDRESS.test(socket.remoteAddress ?? "") && LOOPBACK_HOST.test(headers.host ?? "");
}

/** Checks access. A token is checked wherever the request comes from. @throws ApiError 401, 403 */
function authorize(services: ApiServices, request: IncomingMessage): void {
  if (request.headers.authorization === undefined && isLocal(request)) return;
  if (!authenticate(services, request).can(METRICS_PERMISSION))
    throw lacksPermission(METRICS_PERMISSION, "the account");
}

/** `GET /metrics`: the state of pools, agents and runs for Prometheus. */
export function metricsPage(services: ApiServices): Step {
  const metrics = metricsOf(services, services.dispatch);
  return (req, res, next) => {
    if (req.url.split("?", 1)[0] !== "/") {
      next();
      return;
    }
    if (req.method !== "GET") throw methodNotAllowed(req.method, req.baseUrl, ["GET"]);
    authorize(services, req);
    res.setHeader("Content-Type", CONTENT_TYPE);
    res.setHeader("Cache-Control", "no-store");
    res.end(expose(metrics));
  };
}
