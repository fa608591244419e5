import type { Workspace } from "../core/entities.js";

/** `auto-queue-runs` of a workspace: whether an upload queues a run. `isFirst`: nothing was uploaded before. */
export function queuesRun(policy: Workspace["autoQueueRuns"], isFirst: boolean): boolean {
  switch (policy) {
    case "always":
      return true;
    case "never":
      return false;
    case "skip_first":
      return !isFirst;
    case "on_create_only":
      return isFirst;
  }
}
