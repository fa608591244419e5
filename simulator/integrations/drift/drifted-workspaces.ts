import type { DriftReport, Workspace } from "../../core/entities.js";
import type { DataObject } from "../../core/kept-types/types.js";
import type { Report, ReportRow } from "../../core/report.js";
import type { View } from "../../core/resource.js";
import type { Reader } from "../../core/schema.js";
import { workspaceScope } from "../../core/scopes.js";
import { candidateOf } from "./candidates.js";
import { nextLook } from "./drift-deadlines.js";
import { DRIFT_STATUSES, isBeingLookedAt, isMatched } from "./drift-rules.js";
import { statusOf, updatedAt } from "./looks.js";

/** When a schedule of its environment is due to look at a workspace; null where none does. */
function nextLookAt(reader: Reader, workspace: Workspace): number | null {
  const candidate = candidateOf(reader, workspace);
  const schedules = reader.find(
    "drift-detection-schedule",
    "environment",
    workspace.environment,
  ) as readonly DataObject[];
  const times = schedules
    .filter(({ workspaceFilters }) => isMatched(workspaceFilters, candidate))
    .map(nextLook)
    .filter((at) => at !== null);
  return times.length === 0 ? null : Math.min(...times);
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

function rowOf(reader: Reader, workspace: Workspace, report: DriftReport): ReportRow {
  const status = statusOf(reader, report);
  return {
    "workspace-id": workspace.id,
    "workspace-name": workspace.name,
    "environment-id": workspace.environment,
    "environment-name": reader.get("environments", workspace.environment)?.name ?? null,
    status,
    "drifted-resources-count": report.drifted?.count ?? null,
    "last-check-at": isBeingLookedAt(status) ? null : iso(updatedAt(reader, report)),
    "next-check-at": iso(nextLookAt(reader, workspace)),
    "drift-report-id": report.id,
  };
}

function* reportsOf(environment: string, { reader, caller }: View) {
  for (const workspace of reader.find("workspaces", "environment", environment)) {
    const [report] = reader.find("drift-reports", "workspace", workspace.id);
    if (report === undefined) continue;
    if (caller.unrestricted || caller.can("workspaces:read", workspaceScope(workspace)))
      yield [workspace, report] as const;
  }
}

const text = (row: ReportRow, column: string) => (row[column] ?? null) as string | null;

/** `GET /reports/environments/{id}/drifted-workspaces`: the workspaces that were looked at, with what was found. */
export const driftedWorkspaces: Report<"environments"> = {
  of: "environments",
  columns: {
    "workspace-id": "string",
    "workspace-name": "string",
    "environment-id": "string",
    "environment-name": "string",
    status: { enum: DRIFT_STATUSES },
    "drifted-resources-count": "integer",
    "last-check-at": "date-time",
    "next-check-at": "date-time",
    "drift-report-id": "string",
  },
  filters: {
    status: { values: (row) => text(row, "status") },
    "is-drifted": { values: (row) => String(row.status === "awaiting_manual_action") },
    "last-check-at": { values: (row) => text(row, "last-check-at"), date: true },
    tag: {
      values: (row, { reader }) =>
        candidateOf(reader, reader.get("workspaces", text(row, "workspace-id")!)!).tags,
    },
  },
  searched: ["workspace-id", "workspace-name"],
  rows: ({ id }, view) =>
    [...reportsOf(id, view)].map(([workspace, report]) => rowOf(view.reader, workspace, report)),
};
