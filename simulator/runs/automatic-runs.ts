/** Runs that the sandbox queues itself: by a schedule, or because another workspace's run was applied. */
import type { Run } from "../core/entities.js";
import { createRun, type RunContext, type RunRequest } from "./create-run.js";

/** Queues a run of a workspace, if it has something to run; null otherwise. */
function queue(context: RunContext, id: string, options: NonNullable<RunRequest["options"]>): Run | null {
  const workspace = context.tx.get("workspaces", id);
  if (workspace === undefined || workspace.executionMode === "local") return null;
  const versions = context.tx.find("configuration-versions", "workspace", id);
  const configurationVersion = versions.findLast(({ status, isDry }) => status === "uploaded" && !isDry);
  if (configurationVersion === undefined) return null;
  return createRun(context, { workspace, configurationVersion, options });
}

export type ScheduleMode = "apply" | "destroy" | "refresh";

/** A scheduled time has been reached. */
export function queueScheduled(context: RunContext, workspace: string, mode: ScheduleMode): Run | null {
  return queue(context, workspace, {
    source: "schedule",
    message: `Queued by the workspace's schedule (${mode}).`,
    isDestroy: mode === "destroy",
    refreshOnly: mode === "refresh",
  });
}

/** Run triggers: a run was applied, and the workspaces downstream of its workspace get a run each. */
export function queueTriggered(context: RunContext, upstream: Run): void {
  const workspace = context.tx.get("workspaces", upstream.workspace)!;
  for (const trigger of context.tx.find("run-triggers", "upstream", workspace.id))
    queue(context, String(trigger.downstream), {
      source: "run-trigger",
      message: `Triggered by run ${upstream.id} of workspace '${workspace.name}' (${workspace.id}).`,
      createdByRun: upstream.id,
    });
}
