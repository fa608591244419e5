import type { ExecutorChoice } from "../settings/settings.js";

export { type Choice, choose, executorOf } from "./choice.js";
export { runPhase } from "./shared/phase.js";

/** Prepares an idle process for its first task: loads what it is likely to need. */
export async function load(choice: ExecutorChoice): Promise<void> {
  if (choice.kind === "binary") await import("./binary/index.js");
  else await import("./engine.js");
}

/**
 * Executes sample phases in an empty folder, which is removed afterwards, until `isUsed`: the first task then runs compiled code.
 */
export async function warmUp(choice: ExecutorChoice, dir: string, isUsed: () => boolean): Promise<void> {
  if (choice.kind !== "binary") await (await import("./warm-up.js")).warmUp(dir, isUsed);
}
