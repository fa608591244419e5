import type { Logger } from "pino";
import { AGENTS_PATH } from "../../core/paths.js";
import { REQUEST_ID } from "../../platform/request-ids.js";
import { type Cause, causedBy, currentCause } from "../../sandbox/audit/cause.js";
import { isSecure } from "./origin.js";
import type { Incoming, Step } from "./steps.js";

/** The signature at the end of a link that carries its caller's authority (`api/tfe/links.ts`). */
const SIGNATURE = /(\/at-[a-z0-9]+\/|^\/api\/registry\/.*\/task-[a-z0-9]+\/)[^/]+$/;

/** The path of a request without the parts that must not be logged. */
const shownPath = ({ originalUrl }: Pick<Incoming, "originalUrl">): string =>
  originalUrl.split("?", 1)[0]!.replace(SIGNATURE, "$1…");

/**
 * Logs each request with its caller when it is answered. The query, the headers and the body are never logged, because they may
 * contain secrets. Requests of agents are logged at `debug` only, because there are so many.
 */
export function requestLog(log: Logger): Step {
  return (req, res, next) => {
    const level = req.originalUrl.startsWith(`${AGENTS_PATH}/`) ? "debug" : "info";
    if (log.isLevelEnabled(level)) {
      const start = performance.now();
      const path = shownPath(req);
      const secure = isSecure(req);
      const cause = currentCause();
      res.once("close", () => {
        const ms = Math.round((performance.now() - start) * 10) / 10;
        const requestId = res.getHeader(REQUEST_ID);
        const { method } = req;
        const who = cause?.actor?.id;
        const unfinished = !res.writableFinished || undefined;
        log[level](
          { requestId, method, path, status: res.statusCode, ms, secure, who, unfinished },
          "request",
        );
      });
    }
    next();
  };
}

/** Records the current request as the cause of the commits that are made while it is handled. */
export function knowCause(): Step {
  return (req, res, next) => {
    const cause: Cause = {
      method: req.method,
      path: shownPath(req),
      requestId: String(res.getHeader(REQUEST_ID)),
      actor: null,
      get open() {
        return !res.writableFinished && !res.destroyed;
      },
    };
    causedBy(cause, next);
  };
}
