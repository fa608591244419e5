import { type Request, type RequestHandler, type Response, Router } from "express";
import { methodNotAllowed, noRoute } from "../../core/errors.js";
import type { Caller } from "../../core/resource.js";
import { authenticate, authenticateOperator, tokenOf } from "../http/authentication.js";
import { readJson, requireJson } from "../http/body.js";
import { sessionOf } from "../http/session-cookie.js";
import { showAudit } from "./audit.js";
import { advanceClock, showClock } from "./clock.js";
import type { OperationRequest, SandboxContext } from "./context.js";
import { listDeliveries } from "./deliveries.js";
import { sandboxDescription } from "./description.js";
import { streamEvents } from "./events.js";
import { listExamples } from "./examples.js";
import {
  answerWhatIf,
  explainEnvironmentDrift,
  explainEnvironmentHooks,
  explainProviderConfigurations,
  explainResolution,
  explainWaiting,
  explainWorkspaceDrift,
  explainWorkspaceHooks,
  listResolutions,
  showDemand,
} from "./explanations.js";
import { addFault, clearFaults, listFaults, removeFault } from "./faults.js";
import { allowLogin } from "./login-codes.js";
import { explainPermissions } from "./permissions.js";
import { reset } from "./reset.js";
import { closeSession, openSession, showSession } from "./session.js";
import { signIn } from "./sign-in.js";
import { makeSignInLink } from "./sign-in-links.js";
import {
  cancelSimulation,
  forgetSimulation,
  listSimulations,
  ORDER_LIMIT,
  showSimulation,
  startSimulation,
} from "./simulations.js";
import { deleteNamed, exportAsFile, importFile, listAll, restoreNamed, saveNamed } from "./state.js";
import { describeHttps, health, showStatus } from "./status.js";
import { listBranches, listVcsTasks, resolveRevision } from "./vcs.js";
import { listEventCalls, listWebhooks, sendEventCallAgain } from "./webhooks.js";

/** One method of one path. Its return value is sent as JSON. */
interface Operation {
  readonly run: (context: SandboxContext, request: OperationRequest) => unknown;
  /** Who may call it; without this, the operator alone. "anybody" needs no token, "callers" any that opens the API. */
  readonly for?: "anybody" | "callers";
  /** Bytes of a body at most; a mebibyte unless it says more. */
  readonly limit?: number;
  /** It changes nothing that is kept, and works after the store has failed too. */
  readonly needsNoStore?: true;
}

/** The sandbox's own API, which scalr.io does not have: time, explanations, events, resets. */
export const OPERATIONS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  "/health": { GET: { run: health, for: "anybody" } },
  "/openapi.json": { GET: { run: () => sandboxDescription(OPERATIONS), for: "anybody" } },
  "/https": { GET: { run: describeHttps, for: "anybody" } },
  "/clock": { GET: { run: showClock, for: "callers" } },
  "/clock/advance": { POST: { run: advanceClock } },
  "/workspaces/:id/resolution": { GET: { run: explainResolution, for: "callers" } },
  "/workspaces/:id/provider-configurations": {
    GET: { run: explainProviderConfigurations, for: "callers" },
  },
  "/workspaces/:id/hooks": { GET: { run: explainWorkspaceHooks, for: "callers" } },
  "/workspaces/:id/drift": { GET: { run: explainWorkspaceDrift, for: "callers" } },
  "/environments/:id/drift": { GET: { run: explainEnvironmentDrift, for: "callers" } },
  "/environments/:id/hooks": { GET: { run: explainEnvironmentHooks, for: "callers" } },
  "/resolutions": { GET: { run: listResolutions } },
  "/what-if": { POST: { run: answerWhatIf, for: "callers" } },
  "/examples": { GET: { run: listExamples, for: "callers" } },
  "/simulations": { GET: { run: listSimulations }, POST: { run: startSimulation, limit: ORDER_LIMIT } },
  "/simulations/:id": { GET: { run: showSimulation }, DELETE: { run: forgetSimulation } },
  "/simulations/:id/cancel": { POST: { run: cancelSimulation } },
  "/agent-pools/:id/demand": { GET: { run: showDemand, for: "callers" } },
  "/runs/:id/waiting": { GET: { run: explainWaiting, for: "callers" } },
  "/users/:id/sign-in": { POST: { run: signIn } },
  "/login-codes": { POST: { run: allowLogin, for: "callers" } },
  "/permissions": { GET: { run: explainPermissions, for: "callers" } },
  "/audit": { GET: { run: showAudit } },
  "/faults": { GET: { run: listFaults }, POST: { run: addFault }, DELETE: { run: clearFaults } },
  "/faults/:id": { DELETE: { run: removeFault } },
  "/deliveries": { GET: { run: listDeliveries } },
  "/webhooks": { GET: { run: listWebhooks, for: "callers" } },
  "/event-calls": { GET: { run: listEventCalls, for: "callers" } },
  "/event-calls/:id/send-again": { POST: { run: sendEventCallAgain, for: "callers" } },
  "/vcs-tasks": { GET: { run: listVcsTasks } },
  "/vcs-providers/:id/branches": { GET: { run: listBranches } },
  "/vcs-providers/:id/revision": { GET: { run: resolveRevision } },
  "/status": { GET: { run: showStatus } },
  "/snapshots": { GET: { run: listAll }, POST: { run: saveNamed } },
  "/snapshots/:id": { DELETE: { run: deleteNamed } },
  "/snapshots/:id/restore": { POST: { run: restoreNamed } },
  "/reset": { POST: { run: reset } },
  "/stop": { POST: { run: stop, needsNoStore: true } },
};

/** The simulator's own API, to be mounted at `/api/sandbox/v1`. */
export function sandboxApi(context: SandboxContext): RequestHandler {
  const router = Router({ caseSensitive: true });
  for (const [path, methods] of Object.entries(OPERATIONS)) {
    router.all(path, (req, res) => answer(context, allowed(req, methods), req, res));
  }
  router.all("/events", (req, res) => {
    allowed(req, { GET: true });
    authenticate(context.services, req);
    endWithToken(context, req, res, streamEvents(context, req, res).end);
  });
  router.all("/session", async (req, res) => {
    const handle = allowed(req, { GET: showSession, POST: openSession, DELETE: closeSession });
    requireJson(req);
    const session = await handle(context, req, res, await readJson(req, res));
    await send(context, res, session);
  });
  router.all("/sign-in-links", async (req, res) => {
    allowed(req, { POST: true });
    authenticateOperator(context.services, req);
    requireJson(req);
    await send(context, res, makeSignInLink(context, req));
  });
  router.all("/state", async (req, res) => {
    const handle = allowed(req, { GET: exportAsFile, PUT: importFile });
    authenticateOperator(context.services, req);
    await handle(context, req, res);
  });
  router.use((req) => {
    authenticateOperator(context.services, req);
    throw noRoute(req.method, req.baseUrl + req.path);
  });
  return router;
}

/** `POST /stop`: stops the sandbox as Ctrl-C does, after the response. */
function stop(context: SandboxContext) {
  setImmediate(() => context.stop());
  return { stopping: true };
}

/** Ends an open stream when its token is revoked, or the console session that opened it ends. */
function endWithToken({ services }: SandboxContext, req: Request, res: Response, end: () => void): void {
  const { id } = tokenOf(services, req);
  const stop = services.store.onCommit(({ changes }) => {
    if (changes.some((change) => change.type === "access-tokens" && change.id === id && !change.after)) end();
  });
  const ended = req.headers.authorization === undefined ? sessionOf(services, req)?.ended : undefined;
  ended?.addEventListener("abort", end, { once: true });
  res.once("close", () => {
    stop();
    ended?.removeEventListener("abort", end);
  });
}

/** The operation of the request's method. @throws ApiError 405 */
function allowed<T>(req: Request, methods: Readonly<Record<string, T>>): T {
  if (Object.hasOwn(methods, req.method)) return methods[req.method]!;
  throw methodNotAllowed(req.method, req.baseUrl + req.path, Object.keys(methods));
}

async function answer(context: SandboxContext, operation: Operation, req: Request, res: Response) {
  const caller = callerOf(context, operation, req);
  requireJson(req);
  const body = await readJson(req, res, operation.limit);
  const params = new URLSearchParams(req.url.split("?", 2)[1] ?? "");
  const result = await operation.run(context, { id: String(req.params.id ?? ""), body, params, caller });
  if (operation.needsNoStore) sendNow(res, result);
  else await send(context, res, result);
}

function callerOf({ services }: SandboxContext, operation: Operation, req: Request): Caller | null {
  if (operation.for === "anybody") return null;
  return operation.for === "callers" ? authenticate(services, req) : authenticateOperator(services, req);
}

/** Answers after the changes that the response reports are on disk. */
async function send({ services }: SandboxContext, res: Response, result: unknown): Promise<void> {
  await services.store.flushed();
  sendNow(res, result);
}

function sendNow(res: Response, result: unknown): void {
  res.setHeader("Content-Type", "application/json");
  res.setHeader("Cache-Control", "no-store");
  res.end(JSON.stringify(result));
}
