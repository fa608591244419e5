import type { ExecutorChoice } from "../settings.js";
import type { Executor } from "./executor.js";

/** Loads the chosen executor and no other. */
export async function loadExecutor(choice: ExecutorChoice): Promise<Executor> {
  if (choice.kind === "binary") return (await import("./binary.js")).binaryExecutor(choice.program);
  return (await import("./engine.js")).engineExecutor;
}
