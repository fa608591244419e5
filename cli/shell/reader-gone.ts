import { spawn } from "node:child_process";
import { fstatSync } from "node:fs";

/**
 * Calls `listener` when standard output is no longer read, as after `| head -5`. A write would detect that, but nothing is
 * written while nothing happens, and Node has no other way. GNU tail watches its own standard output, so one that waits for
 * nothing is started here. On other systems, and in a terminal, nothing is watched, and the next write detects it. Returns a
 * function that stops the watch.
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
