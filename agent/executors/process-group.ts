/** A task's process leads a process group of its own, which ends as a whole. */

/** Asks everything that this process has started, and this process, to end. */
export function endGroup(): void {
  try {
    process.kill(-process.pid, "SIGTERM");
  } catch {
    // Not the leader of a group: then it has started nothing of its own.
  }
}
