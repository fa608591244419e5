import type { DriftReport } from "../../core/entities.js";
import { defineResource } from "../../core/resource.js";
import type { Reader } from "../../core/schema.js";
import { ACCOUNT, workspaceScope } from "../../core/scopes.js";
import { appliedSince } from "./candidates.js";
import { type DriftStatus, driftReason, driftStatus } from "./drift-rules.js";

/** The status of the check that a report describes. */
export function statusOf(reader: Reader, { run: id }: DriftReport): DriftStatus {
  const run = reader.get("runs", id);
  return run === undefined ? "errored" : driftStatus(run, appliedSince(reader, run));
}

/** When the run of a report entered its status. */
export function updatedAt(reader: Reader, { run: id }: DriftReport): number | null {
  const run = reader.get("runs", id);
  return run === undefined ? null : Math.max(run.createdAt, ...Object.values(run.statusTimestamps));
}

/** The drift of a workspace. It is read as the workspace's `drift-report` and has no path of its own. */
export const driftReports = defineResource<"drift-reports">({
  type: "drift-reports",
  model: "DriftReport",
  idPrefix: "drift",
  attributes: {
    "is-paused": { type: "boolean", read: () => false },
    "pause-reason": { type: "string", nullable: true, read: () => null },
    reason: { type: "string", nullable: true, read: ({ drifted }) => driftReason(drifted) },
    status: { type: "string", read: (report, { reader }) => statusOf(reader, report) },
    "updated-at": {
      type: "date-time",
      nullable: true,
      read: (report, { reader }) => {
        const at = updatedAt(reader, report);
        return at === null ? null : new Date(at).toISOString();
      },
    },
    "updated-by-email": { type: "string", nullable: true, read: () => null },
  },
  relationships: { run: { kind: "to-one", target: "runs" } },
  operations: {},
  readPermission: "workspaces:read",
  scope: ({ workspace: id }, reader) => {
    const workspace = reader.get("workspaces", id);
    return workspace ? workspaceScope(workspace) : ACCOUNT;
  },
});
