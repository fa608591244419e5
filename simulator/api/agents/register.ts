import {
  MAX_CONCURRENCY,
  type RegisterRequest,
  type RegisterResponse,
} from "../../../agent/protocol/protocol.js";
import { heartbeatInterval } from "../../agents/dispatch.js";
import { conflict, invalid, upgradeRequired } from "../../core/errors.js";
import type { ApiServices } from "../http/services.js";
import { callingPool } from "./callers.js";
import { readFields, textField } from "./fields.js";
import { type Handler, sendJson } from "./route.js";

/** Seconds for which a poll for tasks may stay open. */
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

/** A version that does not look like one is that of a build of somebody's own, and taken. */
function refuseOlder({ name, version }: RegisterRequest, oldest: string): void {
  const [given, least] = [numbersOf(version), numbersOf(oldest)];
  if (given === undefined || least === undefined) return;
  const at = given.findIndex((number, index) => number !== least[index]);
  if (at >= 0 && given[at]! < least[at]!)
    throw upgradeRequired(
      `Agent '${name}' has version ${version}; ${oldest} is the oldest that may join. Install a newer one.`,
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
    // The pool, or the token, may have been deleted while the body was read.
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
