import { signalGroup } from "../process-group.js";

/** Asks everything that this task's process has started, and the process, to end. */
export function endGroup(): void {
  signalGroup(process.pid, "SIGTERM");
}
