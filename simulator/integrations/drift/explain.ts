import type { DataObject } from "../../core/kept-types/types.js";
import type { Reader } from "../../core/schema.js";
import { candidateOf } from "./candidates.js";
import { nextLook } from "./drift-deadlines.js";
import {
  driftReason,
  type ExplainedDrift,
  type ExplainedSchedule,
  isMatched,
  PERIODS,
  skipReason,
} from "./drift-rules.js";
import { statusOf, updatedAt } from "./looks.js";

const iso = (at: number) => new Date(at).toISOString();

/** The schedules of an environment: when each checks next, which workspaces it includes, and why not the others. */
export function explainSchedules(
  reader: Reader,
  environment: string,
  now: number,
): readonly ExplainedSchedule[] {
  const workspaces = reader.find("workspaces", "environment", environment);
  const schedules = reader.find(
    "drift-detection-schedule",
    "environment",
    environment,
  ) as readonly DataObject[];
  return schedules.map((each) => {
    const next = nextLook(each);
    const last = each.last as { readonly at: number; readonly queued: number } | undefined;
    return {
      id: each.id,
      schedule: each.schedule,
      runMode: each.runMode,
      nextAt: next === null ? null : iso(next),
      last: last ? { at: iso(last.at), queued: last.queued } : null,
      workspaces: workspaces.map((workspace) => {
        const candidate = candidateOf(reader, workspace);
        const named = { workspace: { id: workspace.id, name: workspace.name } };
        if (!isMatched(each.workspaceFilters, candidate))
          return {
            ...named,
            outcome: "filtered-out" as const,
            reason: "no filter of the schedule matches it",
          };
        const reason = skipReason(candidate, PERIODS[each.schedule]!, next ?? now);
        return { ...named, outcome: reason === null ? ("looked-at" as const) : ("skipped" as const), reason };
      }),
    };
  });
}

/** The results of the last checks, by workspace, for one environment or for all. */
export function explainDrift(
  reader: Reader,
  isWanted: (workspace: string) => boolean,
): readonly ExplainedDrift[] {
  return [...reader.all("drift-reports")].flatMap((report): ExplainedDrift[] => {
    const workspace = reader.get("workspaces", report.workspace);
    if (workspace === undefined || !isWanted(workspace.id)) return [];
    return [
      {
        workspace: { id: workspace.id, name: workspace.name },
        status: statusOf(reader, report),
        reason: driftReason(report.drifted),
        run: report.run,
        at: iso(updatedAt(reader, report) ?? 0),
      },
    ];
  });
}
