import type { Task } from "../entities.js";
import type { Tx } from "../schema.js";

/** Makes the last state that a task sent the workspace's current one. A failed or lost apply keeps what was done. */
export function keepUploadedState(tx: Tx, task: Task, now: number): void {
  const state = task.uploadedState;
  if (state === null) return;
  const workspace = tx.get("workspaces", task.workspace)!;
  const current = workspace.currentStateVersion
    ? tx.get("state-versions", workspace.currentStateVersion)
    : undefined;
  if (current?.md5 === state.md5) return;
  tx.insert({
    type: "state-versions",
    id: state.id,
    workspace: workspace.id,
    run: task.run,
    createdAt: now,
    serial: state.serial,
    lineage: state.lineage,
    md5: state.md5,
    size: state.size,
    summary: state.summary,
  });
  tx.update("workspaces", workspace.id, { currentStateVersion: state.id });
}
