/** Policies in the agent protocol: those of a plan, and their results. */

/** When policies are evaluated: before the plan, with `tfrun` alone, or after it, with `tfplan` too. */
export const POLICY_STAGES = ["pre_plan_check", "policy_check"] as const;
export type PolicyStageName = (typeof POLICY_STAGES)[number];

/** The policies of a plan. */
export interface PolicyHandover {
  /** What `input.tfrun` is. */
  readonly tfrun: Readonly<Record<string, unknown>>;
  readonly groups: readonly PolicyGroupOrder[];
  /** Sentences for the log, such as why a group is not evaluated. */
  readonly notes: readonly string[];
  /**
   * The policies are a proposal: they judge the plan, also one without changes, and stop nothing. They reach no network,
   * since anybody may have proposed them.
   */
  readonly isPreview?: boolean;
  /** Who follows the run's log is shown its policy checks beside it, as in a terminal: the log only counts what failed. */
  readonly isShownApart?: boolean;
}

/** One policy group, evaluated at one stage. */
export interface PolicyGroupOrder {
  readonly id: string;
  readonly name: string;
  readonly stage: PolicyStageName;
  /** The version of Open Policy Agent that it asks for, such as `1.4.2`. */
  readonly opaVersion: string;
  /** Texts in Rego that each of its policies may import from, by the name of their file. */
  readonly common: Readonly<Record<string, string>>;
  readonly policies: readonly PolicyOrder[];
}

/** One policy. */
export interface PolicyOrder {
  readonly name: string;
  readonly level: "hard-mandatory" | "soft-mandatory" | "advisory";
  /** Its text in Rego, of package `terraform`: what its rule `deny` contains is against the run. */
  readonly rego: string;
}

/** The results of the policies of one stage. A stage that was not evaluated is not reported. */
export interface PolicyReport {
  readonly stage: PolicyStageName;
  /** The agent was told to evaluate no policies. */
  readonly skipped: boolean;
  /** Milliseconds that all of it took. */
  readonly duration: number;
  readonly results: readonly PolicyResult[];
}

/** The result of one policy. It passed if there are no messages. */
export interface PolicyResult {
  /** Id of its group. */
  readonly group: string;
  readonly policy: string;
  /** What `deny` contained, or why the policy could not be evaluated. */
  readonly messages: readonly string[];
  readonly duration: number;
}

/** `POST tasks/:id/checking`, with the job token: the plan is made, and its policies are evaluated. Safe to repeat. */
export interface CheckingRequest {
  readonly attempt: number;
}

/** Limits on the messages of policies. */
export const POLICY_LIMITS = {
  /** Messages of one policy. */
  messages: 50,
  /** Characters of one message. */
  message: 1_000,
  /** Characters of all messages of a stage. */
  all: 200_000,
  /** Policies of a stage. */
  results: 500,
} as const;
