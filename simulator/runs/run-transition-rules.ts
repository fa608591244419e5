import type { PhaseStatus, Run, RunStatus, Task } from "../core/entities.js";
import { nextStatus, type Transition } from "../core/transitions.js";

/** An event in the life of a run. */
export type RunEvent =
  | "queue-plan"
  | "start-plan"
  | "plan-changes"
  | "save-plan"
  | "finish-plan"
  | "check-policies"
  | "pass-policies"
  | "await-override"
  | "override"
  | "confirm"
  | "queue-apply"
  | "start-apply"
  | "finish-apply"
  | "discard"
  | "cancel"
  | "be-superseded"
  | "fail";

/** The transitions of a run. Every other one is rejected. */
export const RUN_TRANSITIONS: readonly Transition<RunStatus, RunEvent>[] = [
  {
    event: "queue-plan",
    from: ["pending"],
    to: "plan_queued",
    rule: "R10: its workspace is free and not locked, and its plan-at has come",
  },
  { event: "start-plan", from: ["plan_queued"], to: "planning", rule: "an agent started the plan" },
  {
    event: "check-policies",
    from: ["planning"],
    to: "policy_checking",
    rule: "the plan is made, and its agent evaluates policies",
  },
  {
    event: "pass-policies",
    from: ["planning", "policy_checking"],
    to: "policy_checked",
    rule: "no mandatory policy failed; what the plan came to follows at once",
  },
  {
    event: "await-override",
    from: ["planning", "policy_checking"],
    to: "policy_override",
    rule: "a soft-mandatory policy failed",
  },
  { event: "override", from: ["policy_override"], to: "policy_checked", rule: "by who may override it" },
  {
    event: "plan-changes",
    from: ["planning", "policy_checked"],
    to: "planned",
    rule: "waits for a confirmation, or auto-apply",
  },
  {
    event: "save-plan",
    from: ["planning", "policy_checked"],
    to: "planned_and_saved",
    rule: "save-plan: holds nothing",
  },
  {
    event: "finish-plan",
    from: ["planning", "policy_checked"],
    to: "planned_and_finished",
    rule: "a dry run, or no changes",
  },
  {
    event: "confirm",
    from: ["planned", "planned_and_saved"],
    to: "confirmed",
    rule: "by a user, or auto-apply",
  },
  {
    event: "queue-apply",
    from: ["confirmed"],
    to: "apply_queued",
    rule: "R10: its workspace is free, or its own, and its apply-at has come",
  },
  { event: "start-apply", from: ["apply_queued"], to: "applying", rule: "an agent started the apply" },
  { event: "finish-apply", from: ["applying"], to: "applied", rule: "every change was made" },
  {
    event: "discard",
    from: ["pending", "policy_override", "planned", "planned_and_saved"],
    to: "discarded",
    rule: "by a user, while nothing executes",
  },
  {
    event: "cancel",
    from: ["pending", "plan_queued", "planning", "policy_checking", "confirmed", "apply_queued", "applying"],
    to: "canceled",
    rule: "by a user; a run that waits for a confirmation or an override is discarded instead",
  },
  {
    event: "be-superseded",
    from: ["pending", "policy_override", "planned", "planned_and_saved"],
    to: "canceled",
    rule: "a later run of the workspace was forced",
  },
  {
    event: "fail",
    from: ["pending", "plan_queued", "planning", "policy_checking", "confirmed", "apply_queued", "applying"],
    to: "errored",
    rule: "R3, R17, R19, a timeout, a hard-mandatory policy, or the work itself failed",
  },
];

/** An event in the life of a plan or an apply. */
export type PhaseEvent = "queue" | "start" | "finish" | "fail" | "cancel" | "skip";

/** The transitions of a run's plan, and of its apply. */
export const PHASE_TRANSITIONS: readonly Transition<PhaseStatus, PhaseEvent>[] = [
  { event: "queue", from: ["pending"], to: "queued", rule: "its task was queued" },
  { event: "start", from: ["queued"], to: "running", rule: "an agent started its task" },
  { event: "finish", from: ["running"], to: "finished", rule: "the agent reported success" },
  {
    event: "fail",
    from: ["pending", "queued", "running"],
    to: "errored",
    rule: "R3, R17, R19 or the work failed",
  },
  { event: "cancel", from: ["pending", "queued", "running"], to: "canceled", rule: "the run was canceled" },
  { event: "skip", from: ["pending"], to: "unreachable", rule: "the run ended before this phase" },
];

/** An event in the life of a task. */
export type TaskEvent = "assign" | "return" | "start" | "finish" | "lose" | "cancel";

/** The transitions of a task: it is assigned once per attempt, and started at most once (R17). */
export const TASK_TRANSITIONS: readonly Transition<Task["status"], TaskEvent>[] = [
  { event: "assign", from: ["queued"], to: "assigned", rule: "R11" },
  { event: "return", from: ["assigned"], to: "queued", rule: "R17: handed out but not started" },
  { event: "start", from: ["assigned"], to: "running", rule: "R17: from here on never again" },
  { event: "finish", from: ["running"], to: "finished", rule: "reported by its agent, whatever the outcome" },
  { event: "lose", from: ["running"], to: "lost", rule: "R13, R17, R19: its agent is gone" },
  {
    event: "cancel",
    from: ["queued", "assigned", "running"],
    to: "canceled",
    rule: "canceled, or out of time",
  },
];

/** The status of a run after an event. @throws TransitionError where no row of the table allows it */
export const runTransition = (run: Pick<Run, "id" | "status">, event: RunEvent): RunStatus =>
  nextStatus(RUN_TRANSITIONS, "Run", run, event);

/** The status of a plan or an apply after an event. @throws TransitionError */
export const phaseTransition = (
  phase: { readonly id: string; readonly status: PhaseStatus },
  event: PhaseEvent,
): PhaseStatus =>
  nextStatus(PHASE_TRANSITIONS, phase.id.startsWith("plan-") ? "Plan" : "Apply", phase, event);

/** The status of a task after an event. @throws TransitionError */
export const taskTransition = (task: Pick<Task, "id" | "status">, event: TaskEvent): Task["status"] =>
  nextStatus(TASK_TRANSITIONS, "Task", task, event);

/** Every status of a run, in the order of its life. */
export const RUN_STATUSES: readonly RunStatus[] = [
  ...new Set(RUN_TRANSITIONS.flatMap(({ from, to }) => [...from, to])),
];

/** The final statuses of a run: no transition starts from them. */
export const FINAL_RUN_STATUSES: ReadonlySet<RunStatus> = new Set(
  RUN_TRANSITIONS.map(({ to }) => to).filter(
    (status) => !RUN_TRANSITIONS.some(({ from }) => from.includes(status)),
  ),
);

const startsOf = (event: RunEvent): readonly RunStatus[] =>
  RUN_TRANSITIONS.filter((row) => row.event === event).flatMap(({ from }) => from);

/** Statuses in which waiting for a run ends: it has ended, or its plan is saved for later. */
export const SETTLED_RUN_STATUSES: ReadonlySet<RunStatus> = new Set([
  ...FINAL_RUN_STATUSES,
  "planned_and_saved",
]);

/** R10: a run that was confirmed for a later time also blocks its workspace, because other runs would invalidate its plan, unless the plan is saved. */
export const holdsWhileItWaits = ({ status, savePlan, isDry }: Pick<Run, "status" | "savePlan" | "isDry">) =>
  status === "confirmed" && !savePlan && !isDry;

/** Statuses in which a run that is stopped is discarded instead of canceled, because nothing executes. */
export const DISCARDABLE_RUN_STATUSES: ReadonlySet<RunStatus> = new Set(
  startsOf("discard").filter((status) => !startsOf("cancel").includes(status)),
);
