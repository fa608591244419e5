/**
 * The process of a task, or of several tasks of one workspace. The agent starts it ahead of time; it loads its executor and
 * waits for its order, so that no run waits for a process to start. SIGTERM asks it to end. When its agent is gone, it ends at
 * once, with everything that it started.
 */

import { subscribe } from "node:diagnostics_channel";
import { choose, executorOf, load, runPhase, warmUp } from "../executors/index.js";
import { nothingDone, type TaskOrder, type TaskResult } from "../executors/shared/executor.js";
import { programsOfProcess } from "../executors/shared/programs.js";
import { signalGroup } from "../process/process-group.js";
import type { ExecutorChoice } from "../settings/settings.js";
import type { FromTask, ToTask } from "./messages.js";
import type { Compiled } from "./start-child.js";

/** Milliseconds that a process waits for an order before it warms up to produce compiled code. */
const SOON = 20;

const say = (message: FromTask) =>
  new Promise<void>((resolve) => {
    if (process.connected) process.send!(message, undefined, undefined, () => resolve());
    else resolve();
  });

/** Logged text that was not sent yet. */
let logged: Buffer[] = [];

function sayLog(): void {
  if (logged.length === 0) return;
  void say({ type: "log", text: Buffer.concat(logged) });
  logged = [];
}

/** Everything logged in one turn of the event loop is one message. */
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

/** What the agent asked the process to do. */
interface Asked {
  /** Whether an order has come. */
  isUsed(): boolean;
  /** Resolves when the agent has nothing to do. */
  readonly idle: Promise<void>;
}

/** Executes orders one after the other, until the end. */
function takeOrders(): Asked {
  /** Aborts the current task. */
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
    // It leads its own process group, so what a provisioner started ends with it.
    if (!signalGroup(process.pid, "SIGKILL")) process.exit(1);
  });
  return { isUsed: () => isUsed, idle };
}

/** Called once, by start-child.ts. `compiled` returns the code that V8 has compiled so far; null if the process started from compiled code. */
export async function start(compiled: Compiled | null): Promise<void> {
  const { isUsed, idle } = takeOrders();
  const choice = JSON.parse(process.argv[4] ?? '{"kind":"embedded"}') as ExecutorChoice;
  /** An empty folder that only this process uses. */
  const warmUpDir = process.argv[5] ?? "";
  await load(choice);
  await say({ type: "ready" });
  // An order that has come is more urgent. With compiled code, warming up takes more processor time than it saves,
  // unless the agent has nothing to do.
  await (compiled === null ? idle : new Promise((resolve) => setTimeout(resolve, SOON)));
  if (isUsed()) return;
  await warmUp(choice, warmUpDir, isUsed).catch(() => {});
  if (compiled !== null && !isUsed()) await say({ type: "compiled", code: compiled() });
}
