import type { ExecutorChoice } from "../settings.js";
import type { Executor } from "./executor.js";

/** Loads the chosen executor and no other. */
export async function loadExecutor(choice: ExecutorChoice): Promise<Executor> {
  if (choice.kind === "binary") return (await import("./binary.js")).binaryExecutor(choice.program);
  return (await import("./engine.js")).engineExecutor;
}

/** Makes a process that has nothing to do yet quicker at its first task. */
export async function warmUp(choice: ExecutorChoice): Promise<void> {
  if (choice.kind === "embedded") await (await import("./engine.js")).warmUp();
}
