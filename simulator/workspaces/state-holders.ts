import type { Run, Workspace } from "../core/entities.js";
import { naming } from "../core/refusals.js";
import type { Reader } from "../core/schema.js";
import { HOLDING_RUN_STATUSES } from "../runs/run-status-rules.js";

const personOf = (reader: Reader, id: string | null): string | null =>
  id === null ? null : ((reader.get("users", id) ?? reader.get("service-accounts", id))?.email ?? id);

/** The run that blocks the workspace, and therefore its state (R10). */
const holdingRun = (reader: Reader, workspace: Workspace): Run | undefined =>
  reader
    .find("runs", "workspace", workspace.id)
    .find((run) => !run.isDry && HOLDING_RUN_STATUSES.has(run.status));

/** Who has locked a workspace and why, as a clause: "is locked by User alice@example.com: Locked by OpenTofu". */
export function lockText(reader: Reader, { lockedBy, lockReason }: Workspace): string {
  const person = personOf(reader, lockedBy);
  const by = person === null ? "" : ` by User ${person}`;
  return `is locked${by}${lockReason ? `: ${lockReason}` : ""}`;
}

/**
 * Why `user` may not change the state of a workspace now, or null: somebody else's lock, or a run that works on the state. Names
 * the holder.
 */
export function stateRefusal(reader: Reader, workspace: Workspace, user: string | null): string | null {
  if (workspace.locked && workspace.lockedBy !== user)
    return `Workspace ${naming(workspace)} ${lockText(reader, workspace)}.`;
  const run = holdingRun(reader, workspace);
  if (run === undefined) return null;
  const person = personOf(reader, run.createdBy);
  const by = person === null ? "" : ` (started by ${person})`;
  return `Workspace ${naming(workspace)} is locked by Run ${run.id}${by}, which is ${run.status}.`;
}
