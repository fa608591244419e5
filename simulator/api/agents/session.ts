import {
  type HeartbeatResponse,
  MAX_CONCURRENCY,
  type RegisterRequest,
  type RegisterResponse,
} from "../../../agent/protocol/protocol.js";
import { removeAgent } from "../../agents/agent-life.js";
import { heartbeatInterval } from "../../agents/dispatch.js";
import { conflict, invalid, upgradeRequired } from "../../core/errors.js";
import { ordersFor } from "../../runs/dispatch/orders.js";
import type { ApiServices } from "../http/services.js";
import { callingAgent, callingPool } from "./callers.js";
import { oneOf, readFields, taskRefs, textField } from "./fields.js";
import { type Handler, noContent, sendJson } from "./route.js";

/** The longest time in seconds that a poll for tasks may stay open. */
export const POLL_WAIT = 30;

function concurrencyOf(value: unknown): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= MAX_CONCURRENCY)
    return value;
  throw invalid(
    `'concurrency' must be from 1 to ${MAX_CONCURRENCY}: one agent runs at most ${MAX_CONCURRENCY} runs at a time ` +
      "(R8). For more, start another agent.",
    "/concurrency",
  );
}

const numbersOf = (version: string) => /^(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number);

/** Rejects an agent that is older than `oldest`. A version that is not a number comes from a private build, and is accepted. */
function refuseOlder({ name, version }: RegisterRequest, oldest: string): void {
  const [given, least] = [numbersOf(version), numbersOf(oldest)];
  if (given === undefined || least === undefined) return;
  const at = given.findIndex((number, index) => number !== least[index]);
  if (at >= 0 && given[at]! < least[at]!)
    throw upgradeRequired(
      `Agent '${name}' has version ${version}; the oldest version that may join is ${oldest}. Install a newer one.`,
    );
}

/** `POST register`: an agent joins the pool that its token belongs to (R16). */
export function register(services: ApiServices): Handler {
  return async (req, res) => {
    callingPool(services, req);
    const fields = await readFields(req, res);
    const request: RegisterRequest = {
      name: textField(fields, "name"),
      concurrency: concurrencyOf(fields.concurrency),
      os: textField(fields, "os"),
      cpuPlatform: textField(fields, "cpuPlatform"),
      driver: textField(fields, "driver"),
      runtime: textField(fields, "runtime"),
      version: textField(fields, "version"),
    };
    refuseOlder(request, services.settings.minAgentVersion);
    // The pool or the token may have been deleted while the body was read.
    const { pool, token } = callingPool(services, req);
    const joined = services.dispatch.register(pool, token, request);
    if (joined === null)
      throw conflict(
        `An agent named '${request.name}' is connected to pool '${pool.name}' (${pool.id}) already. ` +
          "Give this one another name (SCALR_AGENT_NAME).",
      );
    await services.store.flushed();
    sendJson(
      res,
      {
        sandbox: services.store.get("sandbox", "sandbox")!.identity,
        agent: { id: joined.agent.id, name: joined.agent.name },
        pool: { id: pool.id, name: pool.name, vcsEnabled: pool.vcsEnabled },
        sessionToken: joined.sessionToken,
        heartbeatInterval: heartbeatInterval(services.settings.offlineAfter),
        pollWait: POLL_WAIT,
        limits: services.settings.limits,
      } satisfies RegisterResponse,
      201,
    );
  };
}

/** `POST deregister`: the agent leaves its pool. Runs that it executes end errored (R17). */
export function deregister(services: ApiServices): Handler {
  const { store, clock } = services;
  return async (req, res) => {
    const agent = callingAgent(services, req);
    store.transact((tx) => removeAgent(tx, agent, "it was stopped", clock.now()));
    await store.flushed();
    noContent(res);
  };
}

/** `POST heartbeat`: the agent reports that it is in contact (R13), and gets the tasks that it has to stop. */
export function heartbeat(services: ApiServices): Handler {
  return async (req, res) => {
    callingAgent(services, req);
    const fields = await readFields(req, res);
    const status = oneOf(fields, "status", ["ready", "draining", "errored"]);
    const tasks = taskRefs(fields);
    const agent = callingAgent(services, req);
    services.dispatch.called(agent, status === "errored" ? textField(fields, "errorMessage", 4_096) : null);
    sendJson(res, { ...ordersFor(services.store, agent.id, tasks), stop: null } satisfies HeartbeatResponse);
  };
}
