/**
 * Sends a signal to the process group of a process that was started `detached`, and so to all its children. Returns false if the
 * group no longer exists.
 */
export function signalGroup(leader: number | undefined, signal: NodeJS.Signals): boolean {
  try {
    return leader !== undefined && process.kill(-leader, signal);
  } catch {
    return false;
  }
}

/** Asks all children of this task's process, and the process itself, to end. */
export function endGroup(): void {
  signalGroup(process.pid, "SIGTERM");
}
