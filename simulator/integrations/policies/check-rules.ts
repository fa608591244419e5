/** How policy failures affect a run, by enforcement level. */
import type {
  CheckedPolicy,
  PolicyCheck,
  PolicyCheckStatus,
  PolicyLevel,
  PolicyOutcome,
  RunStatus,
} from "../../core/entities.js";
import { nextStatus, type Transition } from "../../core/transitions.js";

/** The outcome of a failure at each level. */
export const FAILURES: Readonly<Record<PolicyLevel, PolicyOutcome>> = {
  "hard-mandatory": "hard_failed",
  "soft-mandatory": "soft_failed",
  advisory: "advisory_failed",
};

/** The events of a policy check. */
export type PolicyCheckEvent = "pass" | "fail-hard" | "fail-soft" | "skip" | "override";

/** The transitions of a policy check. A check that was never evaluated stays `pending`; its run decides how it is shown. */
export const POLICY_CHECK_TRANSITIONS: readonly Transition<PolicyCheckStatus, PolicyCheckEvent>[] = [
  { event: "pass", from: ["pending"], to: "passed", rule: "no mandatory policy failed" },
  { event: "fail-hard", from: ["pending"], to: "hard_failed", rule: "the run ends errored" },
  { event: "fail-soft", from: ["pending"], to: "soft_failed", rule: "the run waits for an override" },
  {
    event: "skip",
    from: ["pending"],
    to: "unreachable",
    rule: "its agent is configured to evaluate no policies",
  },
  { event: "override", from: ["soft_failed"], to: "overridden", rule: "by who may override it" },
];

/** The status of a policy check after an event. @throws TransitionError */
export const checkTransition = (check: Pick<PolicyCheck, "id" | "status">, event: PolicyCheckEvent) =>
  nextStatus(POLICY_CHECK_TRANSITIONS, "PolicyCheck", check, event);

/** The event that follows from the results of a check's policies. */
export function eventOf(policies: readonly CheckedPolicy[]): PolicyCheckEvent {
  const has = (outcome: PolicyOutcome) => policies.some((policy) => policy.outcome === outcome);
  if (has("hard_failed")) return "fail-hard";
  if (has("soft_failed")) return "fail-soft";
  return policies.every(({ outcome }) => outcome === "skipped") ? "skip" : "pass";
}

const CANCELED: ReadonlySet<RunStatus> = new Set(["canceled", "discarded"]);
const ENDED: ReadonlySet<RunStatus> = new Set([
  "errored",
  "applied",
  "planned",
  "planned_and_saved",
  "planned_and_finished",
]);

/** The status of a check as the API shows it: a check that was not evaluated follows its run. */
export function shownStatus({ status, stage }: PolicyCheck, run: RunStatus | undefined): PolicyCheckStatus {
  if (status !== "pending" || run === undefined) return status;
  if (CANCELED.has(run)) return "canceled";
  if (ENDED.has(run)) return "unreachable";
  return run === "policy_checking" || (run === "planning" && stage === "pre_plan_check")
    ? "queued"
    : "pending";
}

const named = ({ name, groupName }: CheckedPolicy) => `'${name}' of group '${groupName}'`;

/** The error of a run whose hard-mandatory policies failed: the first of them with its message, and how many more failed. */
export function failureText(policies: readonly CheckedPolicy[]): string {
  const failed = policies.filter(({ outcome }) => outcome === "hard_failed");
  const [first] = failed as [CheckedPolicy];
  const more = failed.length === 1 ? "" : ` ${failed.length - 1} more failed.`;
  return `Policy ${named(first)} (hard-mandatory) failed: ${first.messages[0] ?? "it gave no reason."}${more} The run's page shows every check.`;
}

/** A check's log: every policy with its messages. */
export function outputOf({ policies }: PolicyCheck): string {
  const lines = policies.flatMap(({ name, groupName, level, outcome, messages }) => [
    `${outcome === null ? "pending" : outcome.replaceAll("_", " ")}: ${groupName}/${name} (${level})`,
    ...messages.map((message) => `  ${message}`),
  ]);
  return `${lines.join("\n")}\n`;
}
