import express from "express";
import type { Logger } from "pino";
import { PROOF_PATH } from "../../files/proof.js";
import { consoleSite, terminalLinks } from "../console/site.js";
import { createEncoder } from "../core/document.js";
import {
  AGENTS_PATH,
  API_PATH,
  LOGIN_PATH,
  METRICS_PATH,
  REGISTRY_PATH,
  SANDBOX_PATH,
  TFE_PATH,
} from "../core/paths.js";
import { agentsApi } from "./agents/index.js";
import { discovery } from "./discovery.js";
import { injectFaults } from "./faults.js";
import { errorHandler, notFoundHandler } from "./http/errors.js";
import { type FrontDoor, frontDoor } from "./http/express.js";
import { knowCause, requestLog } from "./http/request-log.js";
import { identity } from "./identity.js";
import { loginApi } from "./login/index.js";
import { metricsPage } from "./metrics.js";
import { description } from "./openapi/description.js";
import { type Offer, proof } from "./proof.js";
import { registryApi } from "./registry/index.js";
import type { SandboxContext } from "./sandbox/context.js";
import { sandboxApi } from "./sandbox/index.js";
import { scalrApi } from "./scalr/index.js";
import { tfeApi } from "./tfe/index.js";

/** The secret of the sandbox, and what it tells clients that it has proven itself to. */
export interface Proven {
  readonly secret: string;
  readonly offer: Offer;
}

/**
 * The Express app that the simulator listens with: every request passes these middlewares from top to bottom. The API and the agent protocol are one
 * middleware each, with a tree of paths for their routes.
 */
export function application(sandbox: SandboxContext, proven: Proven, log: Logger): FrontDoor {
  const { services, registry } = sandbox;
  const api = { registry, encoder: createEncoder(registry), services };
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.use(knowCause());
  app.use(requestLog(log));
  app.use(PROOF_PATH, proof(proven.secret, proven.offer));
  app.use(METRICS_PATH, metricsPage(services));
  app.use(injectFaults(sandbox.faults));
  app.use(API_PATH, description(services), scalrApi(api));
  app.use(TFE_PATH, ...tfeApi(api));
  app.use(REGISTRY_PATH, registryApi(api));
  app.use(LOGIN_PATH, loginApi(services));
  app.use(AGENTS_PATH, agentsApi(services));
  app.use("/.well-known/terraform.json", discovery);
  app.use(identity(services.issuer));
  app.use(SANDBOX_PATH, sandboxApi(sandbox));
  app.use(terminalLinks());
  app.use(consoleSite(() => services.baseUrl));
  app.use(notFoundHandler);
  app.use(errorHandler(log));
  return frontDoor(app);
}
