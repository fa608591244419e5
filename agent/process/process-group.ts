/**
 * Sends a signal to a process and everything that it has started: it leads a process group of its own, which began with it
 * (`detached`). False where there is no such group, since all of it has ended.
 */
export function signalGroup(leader: number | undefined, signal: NodeJS.Signals): boolean {
  try {
    return leader !== undefined && process.kill(-leader, signal);
  } catch {
    return false;
  }
}

/** Asks everything that this task's process has started, and the process, to end. */
export function endGroup(): void {
  signalGroup(process.pid, "SIGTERM");
}
