import type { RunStatus } from "../core/entities.js";

/** The facts about a run status that no transition tells. */
interface RunStatusFacts {
  /** R10: whether a run in this status blocks its workspace, unless it is a dry run. */
  readonly holds: boolean;
  /** Who or what has to act before the run continues; null while it executes or after it has ended. */
  readonly waitsFor: "workspace" | "agent" | "confirmation" | "override" | null;
  /** The state and the description of its commit status. */
  readonly commit: readonly [state: "pending" | "success" | "failure" | "error", description: string];
  /** The text on pages, if it differs from the status. */
  readonly label?: string;
}

const facts = (
  holds: boolean,
  waitsFor: RunStatusFacts["waitsFor"],
  commit: RunStatusFacts["commit"],
  label?: string,
): RunStatusFacts => ({ holds, waitsFor, commit, ...(label !== undefined && { label }) });

/** The facts of each run status, in the order of a run's life. */
export const RUN_STATUS_FACTS: Readonly<Record<RunStatus, RunStatusFacts>> = {
  pending: facts(false, "workspace", ["pending", "The run is queued."]),
  plan_queued: facts(true, "agent", ["pending", "The run is queued."]),
  planning: facts(true, null, ["pending", "The plan is running."]),
  policy_checking: facts(true, null, ["pending", "Policies are evaluated."]),
  policy_override: facts(
    true,
    "override",
    ["pending", "A failed policy waits for an override."],
    "needs override",
  ),
  policy_checked: facts(true, null, ["pending", "Policies were evaluated."]),
  planned: facts(
    true,
    "confirmation",
    ["pending", "The plan waits for a confirmation."],
    "needs confirmation",
  ),
  planned_and_saved: facts(false, null, ["success", "The plan is saved."]),
  planned_and_finished: facts(false, null, ["success", "The plan has finished."]),
  confirmed: facts(false, "workspace", ["pending", "The apply is queued."]),
  apply_queued: facts(true, "agent", ["pending", "The apply is queued."]),
  applying: facts(true, null, ["pending", "The apply is running."]),
  applied: facts(false, null, ["success", "The changes were applied."]),
  errored: facts(false, null, ["failure", "The run ended with an error."]),
  discarded: facts(false, null, ["error", "The run was discarded."]),
  canceled: facts(false, null, ["error", "The run was canceled."]),
};

const statusesWhere = (is: (facts: RunStatusFacts) => boolean): ReadonlySet<RunStatus> =>
  new Set((Object.keys(RUN_STATUS_FACTS) as RunStatus[]).filter((status) => is(RUN_STATUS_FACTS[status])));

/** R10: statuses in which a run blocks its workspace, unless it is a dry run. */
export const HOLDING_RUN_STATUSES = statusesWhere(({ holds }) => holds);

/** R10: statuses in which a run waits for its workspace to be free. */
export const WAITING_RUN_STATUSES = statusesWhere(({ waitsFor }) => waitsFor === "workspace");

/** Statuses in which a run needs a confirmation or an override. */
export const UNDECIDED_RUN_STATUSES = statusesWhere(
  ({ waitsFor }) => waitsFor === "confirmation" || waitsFor === "override",
);

/** Statuses in which somebody can override the policies that failed. */
export const OVERRIDABLE_RUN_STATUSES: ReadonlySet<string> = statusesWhere(
  ({ waitsFor }) => waitsFor === "override",
);

/** Statuses in which a run waits for its workspace, an agent, or somebody's decision. */
export const STALLED_RUN_STATUSES: ReadonlySet<string> = statusesWhere(({ waitsFor }) => waitsFor !== null);
