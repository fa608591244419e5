import type { RequestListener } from "node:http";
import express from "express";
import type { Logger } from "pino";
import { consoleSite } from "../console/site.js";
import { terminalLinks } from "../console/terminal-links.js";
import { createEncoder } from "../core/document.js";
import { AGENTS_PATH, API_PATH, METRICS_PATH, SANDBOX_PATH, TFE_PATH } from "../core/paths.js";
import { agentsApi } from "./agents/index.js";
import { discovery } from "./discovery.js";
import { injectFaults } from "./faults.js";
import { errorHandler, notFoundHandler } from "./http/errors.js";
import { knowCause, requestLog } from "./http/request-log.js";
import { below, inOrder } from "./http/steps.js";
import { loginApi } from "./login/index.js";
import { metricsPage } from "./metrics.js";
import { description } from "./openapi/description.js";
import type { SandboxContext } from "./sandbox/context.js";
import { sandboxApi } from "./sandbox/index.js";
import { scalrApi } from "./scalr/index.js";
import { tfeApi } from "./tfe/index.js";

/** The way of a request, from top to bottom. */
export function pipeline(sandbox: SandboxContext, log: Logger): RequestListener {
  const { services, registry } = sandbox;
  const api = { registry, encoder: createEncoder(registry), services };
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.use(SANDBOX_PATH, sandboxApi(sandbox));
  app.use(terminalLinks());
  app.use(consoleSite());
  return inOrder(
    [
      knowCause(),
      requestLog(log),
      below(METRICS_PATH, metricsPage(services)),
      injectFaults(sandbox.faults),
      below(API_PATH, description(services), scalrApi(api)),
      below(TFE_PATH, ...tfeApi(api)),
      loginApi(services),
      below(AGENTS_PATH, agentsApi(services)),
      below("/.well-known/terraform.json", discovery),
      app,
      notFoundHandler,
    ],
    errorHandler(log),
  );
}
