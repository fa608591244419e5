import { randomBytes } from "node:crypto";
import type { RequestHandler } from "express";
import type { Logger } from "pino";
import { isSecure } from "./origin.js";

/** Gives each request an id, which its answer carries as `X-Request-Id` and every log line about it repeats. */
export function requestId(): RequestHandler {
  const prefix = randomBytes(4).toString("hex");
  let count = 0;
  return (_req, res, next) => {
    res.setHeader("X-Request-Id", `${prefix}-${++count}`);
    next();
  };
}

/** Logs each request when it is answered: never its query, its headers or its body, which may hold secrets. */
export function requestLog(log: Logger): RequestHandler {
  return (req, res, next) => {
    if (log.isLevelEnabled("debug")) {
      const start = performance.now();
      const path = req.originalUrl.split("?")[0];
      const secure = isSecure(req);
      res.once("close", () => {
        const ms = Math.round((performance.now() - start) * 10) / 10;
        const requestId = res.getHeader("X-Request-Id");
        const { method } = req;
        log.debug({ requestId, method, path, status: res.statusCode, ms, secure }, "request");
      });
    }
    next();
  };
}
