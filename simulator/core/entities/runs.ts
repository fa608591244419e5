import type { StateSummary } from "./workspaces.js";

/** A configuration as it was uploaded, or taken from a commit. */
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
  /** The commit that it was made of, if it came from a repository. */
  readonly vcsRevision: string | null;
  /** `vcs-repo.path` as it was then: where in the archive the configuration begins. "" is its root. */
  readonly path: string;
  /** The version of a module that it is a copy of; absent for all others. */
  readonly moduleVersion?: string;
}

/** Where a run is in its life, by `runs/run-transition-rules.ts`. */
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

/** One execution of a configuration: a plan and, where it is confirmed, an apply. */
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
  /** When it was asked to be planned, and applied; null for as soon as it may. */
  readonly planAt: number | null;
  readonly applyAt: number | null;
  /** While it waits for one of these: which. Until then it is in no queue. */
  readonly waitsUntil: number | null;
  /** E13: nothing was uploaded to its configuration version yet. Until then it is in no queue. */
  readonly awaitsUpload?: boolean;
  /** The run of another workspace that triggered it. */
  readonly createdByRun: string | null;
  /** Provider configurations that its plan was made with; absent until then. Its apply gets the same. */
  readonly providerConfigurations?: readonly UsedProvider[];
}

/** A provider configuration that a run's plan was made with. */
export interface UsedProvider {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly alias: string | null;
}

/** Where a plan or an apply is in its life, by `runs/run-transition-rules.ts`. */
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

/** A state file that an agent has sent and that becomes a state version when its task ends, however it ends. */
export interface UploadedState {
  /** Id of the state version that it becomes; its file is the blob `states/<id>`. */
  readonly id: string;
  readonly serial: number;
  readonly lineage: string;
  readonly md5: string;
  readonly size: number;
  readonly summary: StateSummary;
  /** Rises with each state that a task sends, so that one that was delayed on its way does not undo a newer one. */
  readonly order?: number;
}

/** One phase of a run, to be executed by one agent. The queue, load and slots are all derived from tasks (R11). */
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
  /** Rises with each assignment; a call for another attempt is refused (R17). */
  readonly attempt: number;
  /** The run's: older runs go first. */
  readonly sequence: number;
  /** SHA-256 of the token that authenticates calls about it once it is started. */
  readonly jobTokenHash: string | null;
  /** State version that was the workspace's current one when the task was started; null for none, absent before. */
  readonly baseState?: string | null;
  readonly uploadedState: UploadedState | null;
  readonly cancelRequested: "no" | "soft" | "force";
  readonly queuedAt: number;
  readonly assignedAt: number | null;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
}
