import type { Report } from "../../core/report.js";
import { defineResource } from "../../core/resource.js";
import { ACCOUNT, workspaceScope } from "../../core/scopes.js";
import { driftReason } from "./drift-rules.js";
import { driftedWorkspaces } from "./drifted-workspaces.js";
import { statusOf, updatedAt } from "./looks.js";

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
  reports: { "reports/environments/*/drifted-workspaces": driftedWorkspaces as Report },
  readPermission: "workspaces:read",
  scope: ({ workspace: id }, reader) => {
    const workspace = reader.get("workspaces", id);
    return workspace ? workspaceScope(workspace) : ACCOUNT;
  },
});
