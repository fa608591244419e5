import { spawn } from "node:child_process";
import { fstatSync } from "node:fs";

/**
 * Calls `listener` once nobody reads standard output any more, as after `| head -5`. A write would tell, and where nothing
 * happens nothing is written; Node has no other way to ask. GNU tail watches its own standard output, so one that waits
 * for nothing does so here. Elsewhere, and on a terminal, nothing is watched: the next write tells. Returns what ends it.
 */
export function onReaderGone(listener: () => void): () => void {
  if (process.platform !== "linux" || !isPipe(1)) return () => {};
  const watcher = spawn("tail", ["-f", "/dev/null"], { stdio: ["ignore", 1, "ignore"] });
  watcher.unref();
  let isOver = false;
  watcher.once("error", () => {
    // There is no tail here.
    isOver = true;
  });
  watcher.once("exit", () => {
    if (!isOver) listener();
  });
  return () => {
    isOver = true;
    watcher.kill();
  };
}

function isPipe(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFIFO();
  } catch {
    return false;
  }
}
