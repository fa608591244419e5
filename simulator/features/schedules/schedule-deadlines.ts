import type { Entities, Workspace } from "../../core/entities.js";
import type { Tx } from "../../core/schema.js";
import type { DeadlineRow, DeadlineTable } from "../../platform/clock/index.js";
import { queueScheduled, type ScheduleMode } from "../../runs/automatic-runs.js";
import type { RunContext } from "../../runs/create-run.js";
import { nextTime } from "../../runs/schedule-rules.js";

/** The schedule attributes of workspaces, and the fields with the time since when they count. */
const OF_WORKSPACES = [
  { mode: "apply", schedule: "applySchedule", since: "applyScheduleSince" },
  { mode: "destroy", schedule: "destroySchedule", since: "destroyScheduleSince" },
] as const satisfies readonly {
  mode: ScheduleMode;
  schedule: keyof Workspace;
  since: keyof Workspace;
}[];

/**
 * Runs by schedule, in UTC. Each scheduled time after `since` is due. Then `since` becomes the present, so times that were missed
 * while the sandbox was stopped cause one run together.
 */
export function scheduleDeadlines(dispatch: RunContext["services"]["dispatch"]): DeadlineTable<Entities> {
  const context = (tx: Tx, now: number): RunContext => ({
    tx,
    now,
    caller: { user: null },
    services: { dispatch },
  });
  const rows = OF_WORKSPACES.map(
    ({ mode, schedule, since }): DeadlineRow<Entities, "workspaces"> => ({
      name: `scheduled ${mode}`,
      rule: "set-schedule",
      type: "workspaces",
      dueAt: (workspace) => {
        const text = workspace[schedule];
        return text === null ? null : nextTime(text, workspace[since] ?? workspace.createdAt);
      },
      apply(tx, workspace, now) {
        tx.update("workspaces", workspace.id, { [since]: now });
        queueScheduled(context(tx, now), workspace.id, mode);
      },
    }),
  );
  return [
    ...rows,
    {
      name: "scheduled run",
      rule: "run-schedule-rules",
      type: "run-schedule-rules",
      dueAt: ({ schedule, since }) => (typeof since === "number" ? nextTime(schedule, since) : null),
      apply(tx, rule, now) {
        tx.update("run-schedule-rules", rule.id, { since: now } as never);
        queueScheduled(context(tx, now), rule.workspace, rule.scheduleMode);
      },
    },
  ];
}
