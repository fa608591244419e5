/**
 * The process of a task, or of several tasks of one workspace. It is started ahead of time, loads its executor and waits
 * for its order, so that a run does not wait for it to start. SIGTERM asks it to end; when its agent is gone it ends at
 * once, with everything that it has started.
 */

import { subscribe } from "node:diagnostics_channel";
import { choose, executorOf, load, runPhase, warmUp } from "../executors/index.js";
import { nothingDone, type TaskOrder, type TaskResult } from "../executors/shared/executor.js";
import { programsOfProcess } from "../executors/shared/programs.js";
import { signalGroup } from "../process/process-group.js";
import type { ExecutorChoice } from "../settings/settings.js";
import type { FromTask, ToTask } from "./messages.js";
import type { Compiled } from "./start-child.js";

/** Milliseconds for an order to come before a process warms up so that there is compiled code. */
const SOON = 20;

const say = (message: FromTask) =>
  new Promise<void>((resolve) => {
    if (process.connected) process.send!(message, undefined, undefined, () => resolve());
    else resolve();
  });

/** What was logged and is still to be said. */
let logged: Buffer[] = [];

function sayLog(): void {
  if (logged.length === 0) return;
  void say({ type: "log", text: Buffer.concat(logged) });
  logged = [];
}

/** What is logged in one turn of the event loop goes as one message. */
function log(text: string | Buffer): void {
  if (logged.length === 0) setImmediate(sayLog);
  logged.push(Buffer.from(text));
}

function failed(error: unknown): TaskResult {
  const message = error instanceof Error ? error.message : String(error);
  log(`\nError: ${message}\n`);
  return nothingDone("errored", message);
}

async function execute(order: TaskOrder, signal: AbortSignal): Promise<TaskResult> {
  try {
    return await runPhase(await executorOf(await choose(order)), order, {
      signal,
      programs: programsOfProcess,
      log,
      stateGrown: (path) => void say({ type: "state", path }),
      checking: () => void say({ type: "checking" }),
    });
  } catch (error) {
    return signal.aborted ? nothingDone("canceled") : failed(error);
  }
}

/** What its agent has asked of the process. */
interface Asked {
  /** Whether there was an order yet. */
  isUsed(): boolean;
  /** Resolves when the agent has nothing to do. */
  readonly idle: Promise<void>;
}

/** Waits for orders, one after the other, and for the end. */
function takeOrders(): Asked {
  /** Of the task that is under way. */
  let cancel: AbortController | null = null;
  let isUsed = false;
  let hasStartedPrograms = false;
  subscribe("child_process", () => {
    hasStartedPrograms = true;
  });
  let agentIsIdle = () => {};
  const idle = new Promise<void>((resolve) => {
    agentIsIdle = resolve;
  });
  process.on("message", async (message: ToTask) => {
    if (message.type === "warm-up") agentIsIdle();
    if (message.type !== "run" || cancel !== null) return;
    isUsed = true;
    cancel = new AbortController();
    const result = await execute(message.order, cancel.signal);
    cancel = null;
    sayLog();
    // The agent decides what happens to this process then.
    await say({ type: "result", result, hasStartedPrograms });
  });
  process.on("SIGTERM", () => {
    if (cancel === null) process.exit(0);
    cancel.abort();
  });
  process.on("disconnect", () => {
    // It leads a group of its own: what a provisioner started ends with it.
    if (!signalGroup(process.pid, "SIGKILL")) process.exit(1);
  });
  return { isUsed: () => isUsed, idle };
}

/** Called once, by start-child.ts. `compiled` gives what V8 has compiled until then; null where the process started from that. */
export async function start(compiled: Compiled | null): Promise<void> {
  const { isUsed, idle } = takeOrders();
  const choice = JSON.parse(process.argv[4] ?? '{"kind":"embedded"}') as ExecutorChoice;
  /** An empty folder of this process's own. */
  const warmUpDir = process.argv[5] ?? "";
  await load(choice);
  await say({ type: "ready" });
  // An order that is there already is more urgent. Where compiled code is there, warming up takes more of a processor than it saves,
  // unless the agent has nothing to do.
  await (compiled === null ? idle : new Promise((resolve) => setTimeout(resolve, SOON)));
  if (isUsed()) return;
  await warmUp(choice, warmUpDir, isUsed).catch(() => {});
  if (compiled !== null && !isUsed()) await say({ type: "compiled", code: compiled() });
}
