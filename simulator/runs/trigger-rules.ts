import type { Workspace } from "../core/entities.js";

/** A run trigger: an apply in `upstream` starts a run in `downstream`. */
export interface Trigger {
  readonly upstream: string;
  readonly downstream: string;
}

/** Why a trigger cannot be added, or null. `after` returns the workspaces that a workspace triggers. */
export function triggerRefusal(
  { upstream, downstream }: Trigger,
  after: (workspace: string) => readonly string[],
): string | null {
  if (upstream === downstream) return "A workspace cannot trigger itself.";
  if (after(upstream).includes(downstream))
    return `Workspace '${upstream}' triggers '${downstream}' already.`;
  const seen = new Set<string>();
  const waiting = [downstream];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === upstream) {
      return `Workspace '${downstream}' triggers '${upstream}', directly or through others; the two would trigger each other endlessly.`;
    }
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...after(next));
  }
  return null;
}

/** Whether an upload queues a run, by the workspace's `auto-queue-runs`. `isFirst`: nothing was uploaded before. */
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
