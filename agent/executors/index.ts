import type { ExecutorChoice } from "../settings/settings.js";

export { type Choice, choose, executorOf } from "./choice.js";
export { runPhase } from "./shared/phase.js";

/** Makes a process that has nothing to do yet quicker at its first task: loads what it is likely to need. */
export async function load(choice: ExecutorChoice): Promise<void> {
  if (choice.kind === "binary") await import("./binary/index.js");
  else await import("./engine.js");
}

/** The same, and lets it run, in an empty folder that it removes, until `isUsed`. */
export async function warmUp(choice: ExecutorChoice, dir: string, isUsed: () => boolean): Promise<void> {
  if (choice.kind !== "binary") await (await import("./warm-up.js")).warmUp(dir, isUsed);
}
