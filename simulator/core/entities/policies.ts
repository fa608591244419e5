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

/** A policy that `scalr-policy.hcl` declares, with its text in Rego. */
export interface FoundPolicy {
  readonly name: string;
  readonly enabled: boolean;
  readonly level: PolicyLevel;
  readonly rego: string;
}

/** The policies of a working tree, or why it has none that can be used. */
export type FoundPolicies =
  | { readonly error: string }
  | {
      readonly policies: readonly FoundPolicy[];
      /** Texts of the common functions, by the name of their file. */
      readonly common: Readonly<Record<string, string>>;
    };

/** Where a preview is in its life, by `integrations/policies/previews/preview-rules.ts`. */
export type PolicyPreviewStatus = "fetching" | "running" | "finished" | "errored" | "superseded";

/** The policies that a pull request proposes for a group, and the dry runs that they judge. */
export interface PolicyPreview {
  readonly type: "policy-previews";
  readonly id: string;
  readonly policyGroup: string;
  /** The full name of the pull request's ref, and its number. */
  readonly ref: string;
  readonly number: string;
  readonly commit: string;
  /** The subject of the commit; null until it is fetched. */
  readonly title: string | null;
  readonly createdAt: number;
  readonly status: PolicyPreviewStatus;
  /** Why the proposal cannot be used, or null. */
  readonly error: string | null;
  readonly policies: readonly FoundPolicy[];
  readonly common: Readonly<Record<string, string>>;
  /** Ids of the workspaces whose runs are still to be queued, and of the runs that were. */
  readonly waiting: readonly string[];
  readonly runs: readonly string[];
  /** How many workspaces get no run: they are locked, or too many. */
  readonly leftOut: number;
}

/** How a proposed policy judged the plan of one workspace. */
export interface PolicyCheckResult {
  readonly type: "policy-check-results";
  readonly id: string;
  readonly preview: string;
  readonly policyGroup: string;
  readonly commit: string;
  readonly name: string;
  readonly result: Exclude<PolicyOutcome, "skipped">;
  readonly messages: readonly string[];
  readonly pullRequestNumber: string;
  readonly pullRequestTitle: string | null;
  readonly run: string;
  readonly policyCheck: string;
  readonly workspace: string;
  readonly environment: string;
}
