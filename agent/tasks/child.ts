/**
 * The process of one task. It is started ahead of time, loads its executor and waits for its order, so that a run does
 * not wait for it to start. SIGTERM asks it to come to an end; when its agent is gone it ends at once, with everything
 * that it has started.
 */

import { nothingDone, type TaskOrder, type TaskResult } from "../executors/executor.js";
import { chooseExecutor, load, runPhase, warmUp } from "../executors/index.js";
import { signalGroup } from "../process-group.js";
import type { ExecutorChoice } from "../settings.js";
import type { FromTask, ToTask } from "./messages.js";
import { warmUpFolder } from "./warm-up-folder.js";

const choice = JSON.parse(process.argv[2] ?? '{"kind":"embedded"}') as ExecutorChoice;
const cancel = new AbortController();
let ordered = false;
let over = false;

const say = (message: FromTask) =>
  new Promise<void>((resolve) => {
    if (process.connected) process.send!(message, undefined, undefined, () => resolve());
    else resolve();
  });

function failed(error: unknown): TaskResult {
  const message = error instanceof Error ? error.message : String(error);
  process.stdout.write(`\nError: ${message}\n`);
  return nothingDone("errored", message);
}

async function execute(order: TaskOrder): Promise<TaskResult> {
  // Providers read the environment of their process.
  for (const name of Object.keys(process.env)) if (!(name in order.env)) delete process.env[name];
  Object.assign(process.env, order.env);
  try {
    return await runPhase(await chooseExecutor(order), order, {
      signal: cancel.signal,
      log: (text) => process.stdout.write(text),
      stateGrown: (path) => void say({ type: "state", path }),
    });
  } catch (error) {
    if (cancel.signal.aborted) return nothingDone("canceled");
    return failed(error);
  }
}

process.on("message", (message: ToTask) => {
  if (message.type !== "run" || ordered) return;
  ordered = true;
  void execute(message.order)
    .then((result) => say({ type: "result", result }))
    .then(() => {
      over = true;
      process.exit(0);
    });
});

process.on("SIGTERM", () => {
  if (!ordered) process.exit(0);
  cancel.abort();
});

process.on("disconnect", () => {
  if (over) return;
  // It leads a group of its own: what a provisioner started ends with it.
  if (!signalGroup(process.pid, "SIGKILL")) process.exit(1);
});

await load(choice);
await say({ type: "ready" });
// An order that is there already is more urgent.
await new Promise((resolve) => setTimeout(resolve, 20));
if (!ordered) await warmUp(choice, warmUpFolder(process.pid)).catch(() => {});
