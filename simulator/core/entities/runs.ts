import type { RegistryHook } from "../../../agent/protocol/protocol.js";
import type { StateSummary } from "./workspaces.js";

/** A configuration version: an uploaded configuration, or that of a commit. */
export interface ConfigurationVersion {
  readonly type: "configuration-versions";
  readonly id: string;
  readonly workspace: string;
  readonly createdAt: number;
  readonly autoQueueRuns: boolean;
  readonly isDry: boolean;
  readonly source: string;
  readonly status: "pending" | "uploaded" | "errored";
  readonly statusTimestamps: Readonly<Record<string, number>>;
  readonly errorMessage: string | null;
  /** Bytes of the uploaded archive; null until it is uploaded. */
  readonly size: number | null;
  /** The secret part of its upload link, which works once. */
  readonly uploadKey: string;
  /** The commit that it comes from, if it comes from a repository. */
  readonly vcsRevision: string | null;
  /** `vcs-repo.path` at that time: the folder of the configuration in the archive. "" is its root. */
  readonly path: string;
  /** The version of a module that it is a copy of; absent for all others. */
  readonly moduleVersion?: string;
}

/** The status of a run, see `runs/run-transition-rules.ts`. */
export type RunStatus =
  | "pending"
  | "plan_queued"
  | "planning"
  | "planned"
  | "planned_and_saved"
  | "planned_and_finished"
  | "policy_checking"
  | "policy_override"
  | "policy_checked"
  | "confirmed"
  | "apply_queued"
  | "applying"
  | "applied"
  | "errored"
  | "discarded"
  | "canceled";

/** A run: one plan of a configuration and, once it is confirmed, its apply. */
export interface Run {
  readonly type: "runs";
  readonly id: string;
  readonly workspace: string;
  readonly configurationVersion: string;
  readonly createdAt: number;
  readonly createdBy: string | null;
  readonly status: RunStatus;
  readonly statusTimestamps: Readonly<Record<string, number>>;
  readonly errorMessage: string | null;
  readonly message: string | null;
  readonly source: string;
  readonly isDestroy: boolean;
  readonly isDry: boolean;
  readonly autoApply: boolean;
  readonly refresh: boolean;
  readonly refreshOnly: boolean;
  readonly savePlan: boolean;
  readonly replaceAddrs: readonly string[];
  readonly targetAddrs: readonly string[];
  readonly variables: readonly Readonly<Record<string, unknown>>[];
  readonly hasChanges: boolean;
  readonly plan: string;
  readonly apply: string | null;
  /** Order in which runs were queued, unique and rising (R10). */
  readonly sequence: number;
  /** The earliest time of its plan, and of its apply; null for as soon as possible. */
  readonly planAt: number | null;
  readonly applyAt: number | null;
  /** The one of these times for which it waits now. It is in no queue until then. */
  readonly waitsUntil: number | null;
  /** E13: its configuration version waits for an upload. It is in no queue until then. */
  readonly awaitsUpload?: boolean;
  /** The schedule by which it looks for drift; absent in all other runs. */
  readonly driftSchedule?: string;
  /** The preview whose policies judge it; absent in all other runs. */
  readonly policyPreview?: string;
  /** The run of another workspace that triggered it. */
  readonly createdByRun: string | null;
  /** The provider configurations of its plan; absent before. Its apply gets the same. */
  readonly providerConfigurations?: readonly UsedProvider[];
}

/** A provider configuration that a run's plan used. */
export interface UsedProvider {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly alias: string | null;
}

/** A hook of the registry as a task was given it. */
export interface UsedHook extends RegistryHook {
  /** The revision by which the files of its commit are kept. */
  readonly revision: string;
}

/** The external checks of an integration with Checkov as a task was given them. */
export interface UsedChecks {
  /** The integration's id. */
  readonly id: string;
  /** The revision by which the files of their commit are kept. */
  readonly revision: string;
}

/** The status of a plan or an apply, see `runs/run-transition-rules.ts`. */
export type PhaseStatus =
  | "pending"
  | "queued"
  | "running"
  | "finished"
  | "canceled"
  | "errored"
  | "unreachable";

interface Phase {
  readonly id: string;
  readonly run: string;
  readonly status: PhaseStatus;
  readonly statusTimestamps: Readonly<Record<string, number>>;
  readonly resourceAdditions: number | null;
  readonly resourceChanges: number | null;
  readonly resourceDestructions: number | null;
}

/** A run's plan. */
export interface Plan extends Phase {
  readonly type: "plans";
  readonly hasChanges: boolean;
}

/** A run's apply. */
export interface Apply extends Phase {
  readonly type: "applies";
  readonly resourceForgets: number | null;
  readonly resourceImports: number | null;
}

/** A state file that an agent has sent. It becomes a state version when its task ends, successfully or not. */
export interface UploadedState {
  /** Id of its future state version; its file is the blob `states/<id>`. */
  readonly id: string;
  readonly serial: number;
  readonly lineage: string;
  readonly md5: string;
  readonly size: number;
  readonly summary: StateSummary;
  /** Rises with each state that a task sends, so that a delayed one does not replace a newer one. */
  readonly order?: number;
}

/** A task: one phase of a run, which one agent executes. Queues, load and slots are computed from tasks (R11). */
export interface Task {
  readonly type: "tasks";
  readonly id: string;
  readonly run: string;
  readonly workspace: string;
  readonly phase: "plan" | "apply";
  /** Resolved when the task is queued (R2, R3). */
  readonly pool: string;
  readonly status: "queued" | "assigned" | "running" | "finished" | "lost" | "canceled";
  readonly agent: string | null;
  /** E24: the name of the agent that started it, which outlives the agent. */
  readonly agentName?: string;
  /** Rises with each assignment. Calls for another attempt are rejected (R17). */
  readonly attempt: number;
  /** The order of its run: older runs go first. */
  readonly sequence: number;
  /** SHA-256 of its job token, which authenticates calls about it once it is started. */
  readonly jobTokenHash: string | null;
  /** The workspace's current state version when the task started; null for none, absent before the start. */
  readonly baseState?: string | null;
  readonly uploadedState: UploadedState | null;
  /** The hooks of the registry that it was given; absent for none, and until it is started. */
  readonly hooks?: readonly UsedHook[];
  /** The external checks that it was given; absent for none, and until it is started. */
  readonly checks?: readonly UsedChecks[];
  readonly cancelRequested: "no" | "soft" | "force";
  readonly queuedAt: number;
  readonly assignedAt: number | null;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
}

/** What a run's plan costs, as Infracost said it on the agent: US dollars a month, in decimal digits. */
export interface CostEstimate {
  readonly type: "cost-estimates";
  readonly id: string;
  readonly run: string;
  readonly status: "finished" | "errored";
  readonly statusTimestamps: Readonly<Record<string, number>>;
  /** Why there is no estimate, or null. */
  readonly errorMessage: string | null;
  readonly prior: string;
  readonly proposed: string;
  readonly delta: string;
  /** Resources of the plan, those that have a price, and those that have none. */
  readonly resources: number;
  readonly matched: number;
  readonly unmatched: number;
}
