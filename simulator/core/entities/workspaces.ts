/** A tag of workspaces and environments. */
export interface Tag {
  readonly type: "tags";
  readonly id: string;
  readonly name: string;
  readonly account: string;
}

/** An environment: a group of workspaces, which may have a default pool (R2). */
export interface Environment {
  readonly type: "environments";
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly createdAt: number;
  readonly updatedAt: number | null;
  readonly createdBy: string | null;
  readonly updatedBy: string | null;
  readonly status: string;
  readonly remoteBackend: boolean;
  readonly remoteBackendOverridable: boolean;
  readonly maskSensitiveOutput: boolean;
  readonly isFederatedToAccount: boolean;
  readonly locked: boolean;
  readonly lockReason: string | null;
  readonly lockedBy: string | null;
  /** R2: the default pool of the environment's workspaces. */
  readonly defaultWorkspaceAgentPool: string | null;
  /** Environments that may read this one's outputs; if it is federated to the account, all may. */
  readonly federatedEnvironments: readonly string[];
  readonly defaultProviderConfigurations: readonly string[];
  readonly storageProfile: string | null;
  /** Users who have it among their favorites. */
  readonly favoredBy: readonly string[];
  readonly tags: readonly string[];
}

/** A workspace: a configuration with its state and settings. */
export interface Workspace {
  readonly type: "workspaces";
  readonly id: string;
  readonly name: string;
  readonly environment: string;
  readonly createdAt: number;
  readonly updatedAt: number | null;
  readonly createdBy: string | null;
  readonly updatedBy: string | null;
  readonly autoApply: boolean;
  readonly autoQueueRuns: "always" | "never" | "skip_first" | "on_create_only";
  readonly deletionProtectionEnabled: boolean;
  readonly environmentType: "production" | "staging" | "testing" | "development" | "unmapped";
  readonly executionMode: "remote" | "local";
  readonly forceLatestRun: boolean;
  readonly hooks: Readonly<Record<string, string | null>> | null;
  readonly iacPlatform: "terraform" | "opentofu";
  readonly terraformVersion: string;
  readonly remoteBackend: boolean;
  readonly remoteStateSharing: boolean;
  /** Minutes, 10 to 720; null means the default of 60. */
  readonly runOperationTimeout: number | null;
  readonly terragrunt: Readonly<Record<string, unknown>> | null;
  readonly varFiles: readonly string[];
  readonly vcsRepo: Readonly<Record<string, unknown>> | null;
  readonly workingDirectory: string | null;
  readonly locked: boolean;
  readonly lockReason: string | null;
  readonly lockedBy: string | null;
  /** R2: the explicit link, which overrides every default. */
  readonly agentPool: string | null;
  readonly vcsProvider: string | null;
  readonly tags: readonly string[];
  readonly sshKey: string | null;
  readonly moduleVersion: string | null;
  /** Variable sets whose variables its runs get, in addition to those of its environment. */
  readonly varSets: readonly string[];
  readonly applySchedule: string | null;
  readonly destroySchedule: string | null;
  /** The last times of its schedules that were handled. */
  readonly applyScheduleSince: number | null;
  readonly destroyScheduleSince: number | null;
  /** Users who have it among their favorites. */
  readonly favoredBy: readonly string[];
  /** Who last changed `deletionProtectionEnabled`. */
  readonly deletionProtectionChangedBy: string | null;
  readonly autoDestroyDays: number | null;
  /** Workspaces that may read this one's state, if it is not shared with all. */
  readonly remoteStateConsumers: readonly string[];
  /** The newest state, or null before the first apply. */
  readonly currentStateVersion: string | null;
}

/** A variable of an account, an environment or a workspace. */
export interface Variable {
  readonly type: "vars";
  readonly id: string;
  readonly key: string;
  readonly value: string | null;
  readonly category: "terraform" | "shell" | "env";
  readonly description: string | null;
  readonly final: boolean;
  readonly hcl: boolean;
  readonly sensitive: boolean;
  readonly account: string;
  readonly environment: string | null;
  readonly workspace: string | null;
  readonly updatedAt: number | null;
  readonly updatedBy: string | null;
}

/** What the API shows of a state file without reading the file again. */
export interface StateSummary {
  readonly outputs: readonly {
    readonly name: string;
    readonly type: unknown;
    /** Null if it is sensitive. */
    readonly value: unknown;
    readonly sensitive: boolean;
  }[];
  readonly resources: readonly {
    readonly address: string;
    readonly type: string;
    readonly name: string;
    readonly module: string | null;
    readonly provider: string;
    readonly mode: "managed" | "data";
    readonly count: number;
  }[];
}

/** A state version: the state of a workspace after one run or upload. */
export interface StateVersion {
  readonly type: "state-versions";
  readonly id: string;
  readonly workspace: string;
  readonly run: string | null;
  readonly createdAt: number;
  readonly serial: number;
  readonly lineage: string;
  readonly md5: string;
  readonly size: number;
  readonly summary: StateSummary;
}

/** What the last look for drift has found in a workspace; there is one at most. Its status follows from its run. */
export interface DriftReport {
  readonly type: "drift-reports";
  readonly id: string;
  readonly workspace: string;
  /** The run that looks, or has looked. */
  readonly run: string;
  /** What differs; null until the run's plan is made. */
  readonly drifted: DriftedResources | null;
}

/** The resources that were changed outside. */
export interface DriftedResources {
  readonly count: number;
  /** The first of them. */
  readonly addresses: readonly string[];
}
