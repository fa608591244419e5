import type { Entities, Workspace } from "../../core/entities.js";
import { newId } from "../../core/ids.js";
import type { DataObject } from "../../core/kept-types/types.js";
import type { Tx } from "../../core/schema.js";
import type { DeadlineTable } from "../../platform/clock/index.js";
import { createRun, type RunContext } from "../../runs/create-run.js";
import { candidateOf, latestConfiguration } from "./candidates.js";
import { isMatched, PERIODS, skipReason } from "./drift-rules.js";

type Schedule = DataObject<"drift-detection-schedule">;

/** When a schedule checks next; null if it has no period. */
export const nextLook = ({ schedule, since }: DataObject): number | null => {
  const period = PERIODS[schedule];
  return period === undefined || typeof since !== "number" ? null : since + period;
};

/**
 * Schedules of drift detection. A schedule is due one period after its last check, or after it was created or changed. If the
 * sandbox was stopped for several periods, one check stands for all that were missed.
 */
export const driftDeadlines = (dispatch: RunContext["services"]["dispatch"]): DeadlineTable<Entities> => [
  {
    name: "drift detection",
    rule: "drift-detection-schedules",
    type: "drift-detection-schedule",
    dueAt: nextLook,
    apply(tx, schedule, now) {
      const context = { tx, now, caller: { user: null }, services: { dispatch } };
      const queued = tx
        .find("workspaces", "environment", schedule.environment)
        .filter((workspace) => look(context, schedule, workspace)).length;
      tx.update("drift-detection-schedule", schedule.id, { since: now, last: { at: now, queued } } as never);
    },
  },
];

/** Queues the run that checks a workspace, if the schedule includes it. The run is dry: it blocks no other run and changes nothing. */
function look(context: RunContext, schedule: Schedule, workspace: Workspace): boolean {
  const { tx, now } = context;
  const candidate = candidateOf(tx, workspace);
  if (!isMatched(schedule.workspaceFilters, candidate)) return false;
  if (skipReason(candidate, PERIODS[schedule.schedule]!, now) !== null) return false;
  const run = createRun(context, {
    workspace,
    configurationVersion: latestConfiguration(tx, workspace.id)!,
    options: {
      source: "schedule",
      message: `Drift detection (${schedule.schedule}, ${schedule.runMode}).`,
      isDry: true,
      refreshOnly: schedule.runMode !== "plan",
      driftSchedule: schedule.id,
    },
  });
  report(tx, workspace.id, run.id);
  return true;
}

function report(tx: Tx, workspace: string, run: string): void {
  const [known] = tx.find("drift-reports", "workspace", workspace);
  if (known) tx.update("drift-reports", known.id, { run, drifted: null });
  else tx.insert({ type: "drift-reports", id: newId("drift"), workspace, run, drifted: null });
}
