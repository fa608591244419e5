import type { PolicyOrder, PolicyStageName } from "../../../agent/protocol/protocol.js";

/** When a group's policies are evaluated: before the plan, with `tfrun` alone, or after it, with `tfplan` too. */
export type PolicyStage = PolicyStageName;

/** What a policy that fails does to the run: it ends it, it makes it wait for an override, or it only shows. */
export type PolicyLevel = PolicyOrder["level"];

/** How a policy judged a run. `skipped`: its agent was told to evaluate none. */
export type PolicyOutcome = "passed" | "hard_failed" | "soft_failed" | "advisory_failed" | "skipped";

/** A policy as it was when the run's plan began, and how it judged the run. */
export interface CheckedPolicy {
  readonly name: string;
  readonly level: PolicyLevel;
  /** Id and name of its policy group. */
  readonly group: string;
  readonly groupName: string;
  /** Null until it was evaluated. */
  readonly outcome: PolicyOutcome | null;
  readonly messages: readonly string[];
  /** Milliseconds that its evaluation took. */
  readonly duration: number;
}

/** Where a policy check is in its life, by `integrations/policies/check-rules.ts`. */
export type PolicyCheckStatus =
  | "pending"
  | "queued"
  | "passed"
  | "errored"
  | "hard_failed"
  | "soft_failed"
  | "overridden"
  | "unreachable"
  | "canceled";

/** All policies of one stage of a run. */
export interface PolicyCheck {
  readonly type: "policy-checks";
  readonly id: string;
  readonly run: string;
  readonly stage: PolicyStage;
  readonly status: PolicyCheckStatus;
  readonly statusTimestamps: Readonly<Record<string, number>>;
  readonly policies: readonly CheckedPolicy[];
  /** `tfrun` as the policies get it. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Id of the user who overrode it; null for nobody, and for the sandbox itself. */
  readonly overriddenBy: string | null;
}
