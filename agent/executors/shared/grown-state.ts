import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TaskOrder } from "./executor.js";

/**
 * Writes what an apply has made of the state so far, for the agent to send, and says where. A rename leaves the one before
 * whole, which the agent may be reading.
 */
export function writeState(text: string, { outDir }: Pick<TaskOrder, "outDir">): string {
  const path = join(outDir, "state");
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return path;
}
