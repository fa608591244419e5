/** Which integrations receive which events of runs. */
import type { Run, RunStatus } from "../../core/entities.js";
import { UNDECIDED_RUN_STATUSES } from "../../runs/run-status-rules.js";

export type RunEventName = "run:completed" | "run:errored" | "run:needs_attention";

/** `drift_detected`: a run of drift detection found that something differs. On scalr.io, Slack alone hears of it. */
export type EventName = RunEventName | "drift_detected";

/** The event that a run's new status causes. Statuses that are not listed cause none. */
const EVENTS: Readonly<Partial<Record<RunStatus, RunEventName>>> = {
  applied: "run:completed",
  planned_and_finished: "run:completed",
  errored: "run:errored",
  canceled: "run:errored",
  ...Object.fromEntries([...UNDECIDED_RUN_STATUSES].map((status) => [status, "run:needs_attention"])),
  planned_and_saved: "run:needs_attention",
};

/** The events that a run's new status causes: one, two if its plan found drift, or none. */
export function eventsOf({
  status,
  driftSchedule,
  hasChanges,
}: Pick<Run, "status" | "driftSchedule" | "hasChanges">): readonly EventName[] {
  const event = EVENTS[status];
  if (event === undefined) return [];
  const isDrift = driftSchedule !== undefined && status === "planned_and_finished" && hasChanges;
  return isDrift ? [event, "drift_detected"] : [event];
}

/** What Slack integrations call the same events. */
const SLACK_EVENTS: Readonly<Record<EventName, string>> = {
  "run:completed": "run_success",
  "run:errored": "run_errored",
  "run:needs_attention": "run_approval_required",
  drift_detected: "drift_detected",
};

/** An event of a run, with the facts that decide who receives it. */
export interface Happening {
  readonly event: EventName;
  readonly run: Pick<Run, "isDry" | "workspace">;
  readonly environment: string;
}

/** The settings that decide which events an integration receives. */
interface Webhook {
  readonly id: string;
  readonly enabled?: boolean;
  readonly events?: readonly string[];
  readonly isShared?: boolean;
  readonly environments?: readonly string[];
}

interface Slack {
  readonly id: string;
  readonly status?: string;
  readonly events?: readonly string[];
  readonly environments?: readonly string[];
  readonly workspaces?: readonly string[];
  readonly runMode?: "all" | "apply" | "dry";
  readonly isApplyOnly?: boolean;
}

/** A webhook receives its events from its environments, or from all if it is shared. */
export const webhookHears = (webhook: Webhook, { event, environment }: Happening): boolean =>
  webhook.enabled === true &&
  (webhook.events ?? []).includes(event) &&
  (webhook.isShared === true || (webhook.environments ?? []).includes(environment));

/** The runs that a Slack integration reports. `is-apply-only` is the older form of the mode `apply`. */
const modeOf = ({ runMode = "all", isApplyOnly }: Slack): "all" | "apply" | "dry" =>
  runMode === "all" && isApplyOnly ? "apply" : runMode;

/**
 * The workspaces of a Slack integration restrict only the environments that they belong to. `runMode` restricts events of
 * runs, not drift: only dry runs look for it.
 */
export function slackHears(
  slack: Slack,
  { event, run, environment }: Happening,
  environmentOf: (workspace: string) => string | undefined,
): boolean {
  if (slack.status === "disabled" || !slack.events?.includes(SLACK_EVENTS[event])) return false;
  if (!slack.environments?.includes(environment)) return false;
  const mode = event === "drift_detected" ? "all" : modeOf(slack);
  if (mode !== "all" && (mode === "dry") !== run.isDry) return false;
  const named = (slack.workspaces ?? []).filter((id) => environmentOf(id) === environment);
  return named.length === 0 || named.includes(run.workspace);
}

/** EventBridge receives every event of runs of the account. */
export const eventBridgeHears = (
  { status }: { readonly id: string; readonly status?: string },
  { event }: Pick<Happening, "event">,
): boolean => status !== "disabled" && event !== "drift_detected";
