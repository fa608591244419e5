import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { RegisterResponse } from "./protocol/protocol.js";
import type { Server } from "./protocol/server.js";
import type { Logger } from "./settings/logger.js";
import type { AgentSettings, StopAction } from "./settings/settings.js";
import { taskFailure } from "./tasks/failures.js";
import type { Tasks } from "./tasks/tasks.js";

/** The agent that has to leave its pool. */
export interface Leaving {
  readonly id: string;
  readonly name: string;
  readonly settings: Pick<AgentSettings, "drainTimeout" | "graceTimeout">;
  readonly session: Pick<RegisterResponse, "sessionToken">;
  readonly server: Pick<Server, "deregister">;
  readonly tasks: Tasks;
  /** Resolves when nothing runs any more. */
  idle(): Promise<void>;
}

/** Milliseconds to wait until the server has confirmed that the agent leaves. */
const DEREGISTER_PATIENCE = 3_000;

/** Seconds to wait for the reports of stopped tasks. */
const REPORT_PATIENCE = 10;

const aborted = (signal: AbortSignal): Promise<unknown> =>
  signal.aborted ? Promise.resolve() : once(signal, "abort");

/** Ends the running tasks as `action` says, then leaves the pool. `forced` ends the waiting. */
export async function shutDown(
  agent: Leaving,
  action: StopAction,
  forced: AbortSignal,
  log: Logger,
): Promise<void> {
  const { tasks, settings } = agent;
  const { drainTimeout, graceTimeout } = settings;
  // What a grace shutdown kills in the end is reported too.
  const seconds = {
    drain: drainTimeout,
    "grace-shutdown": graceTimeout + REPORT_PATIENCE,
    "force-shutdown": 0,
  }[action];
  log.info(`stopping (${action}) with ${tasks.all.length} tasks running`);
  if (action === "grace-shutdown")
    for (const task of tasks.all)
      task.interrupt(taskFailure("stopped", { agent: agent.name, id: agent.id }), graceTimeout);
  const patience = new AbortController();
  await Promise.race([
    agent.idle(),
    aborted(forced),
    sleep(seconds * 1_000, undefined, { signal: patience.signal }).catch(() => {}),
  ]);
  patience.abort();
  const left = tasks.refs;
  for (const task of tasks.all) task.drop();
  await leave(agent, left, log);
}

/** Tells the server. An unreachable server notices the missing heartbeats (R13). */
export async function leave(
  agent: Pick<Leaving, "server" | "session">,
  left: Tasks["refs"],
  log: Logger,
): Promise<void> {
  const patience = new AbortController();
  const late = sleep(DEREGISTER_PATIENCE, undefined, { signal: patience.signal }).then(() => {
    throw new Error("it did not answer in time");
  });
  try {
    await Promise.race([agent.server.deregister(agent.session.sessionToken, { tasks: left }), late]);
  } catch (error) {
    log.warn(`the server could not be told that this agent is leaving: ${(error as Error).message}`);
  } finally {
    late.catch(() => {});
    patience.abort();
  }
}
