/** How the policy results of an agent affect the run. */
import type { PolicyReport } from "../../../agent/protocol/protocol.js";
import type { CheckedPolicy, PolicyCheck, PolicyOutcome, Run } from "../../core/entities.js";
import type { Tx } from "../../core/schema.js";
import type { Verdict } from "../../runs/run-life.js";
import { checkTransition, eventOf, FAILURES, failureText, type PolicyCheckEvent } from "./check-rules.js";
import { keepResults } from "./previews/life.js";

const NOT_EVALUATED = "The agent did not report a result.";

function judged(policy: CheckedPolicy, report: PolicyReport): CheckedPolicy {
  if (report.skipped)
    return { ...policy, outcome: "skipped", messages: ["The agent is configured to evaluate no policies."] };
  const result = report.results.find(
    ({ group, policy: name }) => group === policy.group && name === policy.name,
  );
  // Its result is unknown, so it counts as failed.
  const messages = result === undefined ? [NOT_EVALUATED] : result.messages;
  const outcome: PolicyOutcome = messages.length === 0 ? "passed" : FAILURES[policy.level];
  return { ...policy, outcome, messages, duration: result?.duration ?? 0 };
}

export function moveCheck(
  tx: Tx,
  check: PolicyCheck,
  event: PolicyCheckEvent,
  now: number,
  changes: Partial<PolicyCheck> = {},
): PolicyCheck {
  const status = checkTransition(check, event);
  const statusTimestamps = { ...check.statusTimestamps, [`${status.replaceAll("_", "-")}-at`]: now };
  return tx.update("policy-checks", check.id, { ...changes, status, statusTimestamps });
}

/**
 * Stores the policy results of a plan that has ended, and returns what follows for the run; null if no policy applied. After
 * a plan without changes, no policy of the post-plan stage applies. The run of a preview always passes. The levels are
 * those that the run began with, whatever the agent reports.
 */
export function settleChecks(
  tx: Tx,
  run: Run,
  reports: readonly PolicyReport[],
  { isMade, hasChanges }: { readonly isMade: boolean; readonly hasChanges: boolean },
  now: number,
): Verdict {
  const isPreview = run.policyPreview !== undefined;
  const checks: PolicyCheck[] = [];
  for (const check of [...tx.find("policy-checks", "run", run.id)]) {
    if (check.status !== "pending") continue;
    const report = reports.find(({ stage }) => stage === check.stage);
    const isDue = isMade && (hasChanges || isPreview || check.stage === "pre_plan_check");
    if (report === undefined && !isDue) continue;
    const policies = check.policies.map((policy) =>
      judged(policy, report ?? { stage: check.stage, skipped: false, duration: 0, results: [] }),
    );
    checks.push(moveCheck(tx, check, eventOf(policies), now, { policies }));
  }
  if (checks.length === 0) return null;
  if (isPreview) {
    for (const check of checks) keepResults(tx, run, check);
    return "passed";
  }
  if (checks.some(({ status }) => status === "hard_failed"))
    return { failed: failureText(checks.flatMap(({ policies }) => policies)) };
  return checks.some(({ status }) => status === "soft_failed") ? "override" : "passed";
}
