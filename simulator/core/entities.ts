import type { VcsRequest, VcsResult } from "../../agent/protocol.js";
import type { DataEntities } from "./kept-types/types.js";

/**
 * The entities of the simulator as the store keeps them: plain, immutable JSON objects.
 *
 * Field names are the API's attribute and relationship names in camel case. A to-one relationship holds an id
 * or null, a to-many one a list of ids. Only one side of a relationship is stored; the inverse (an environment's
 * workspaces, a pool's agents) and every other derivable attribute (`in-use`, `default`, `has-resources`) is
 * computed when asked for. Times are milliseconds since the epoch on the sandbox clock.
 */

export interface Account {
  readonly type: "accounts";
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly allowedIps: readonly string[];
  /** R7: how many runs the Scalr runners execute at once; `quotas.max-concurrent-runs` in the API. */
  readonly maxConcurrentRuns: number;
  /** R2: the account's default pool. A pool's `default` attribute is derived from it. */
  readonly defaultAgentPool: string | null;
}

/** A person who signs in. */
export interface User {
  readonly type: "users";
  readonly id: string;
  readonly email: string;
  readonly username: string;
  readonly fullName: string | null;
  readonly createdAt: number;
  /** Pending until the first sign-in; an inactive user's tokens open nothing. */
  readonly status: MemberStatus;
  readonly lastLoginAt: number | null;
}

/** Whether somebody may sign in; pending ones were invited and have not yet. */
export type MemberStatus = "Active" | "Inactive" | "Pending";

/** A user's membership of the account. */
export interface AccountUser {
  readonly type: "account-users";
  readonly id: string;
  readonly account: string;
  readonly user: string;
  readonly status: MemberStatus;
}

/** People who are granted roles together (R21). */
export interface Team {
  readonly type: "teams";
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly account: string;
  readonly users: readonly string[];
}

/** R21: a set of permissions. */
export interface Role {
  readonly type: "roles";
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** Null for the system's roles, which belong to no account. */
  readonly account: string | null;
  readonly isSystem: boolean;
  readonly permissions: readonly string[];
}

/** R21: a permission; the same in every sandbox and stored in none. */
export interface Permission {
  readonly type: "permissions";
  readonly id: string;
  readonly description: string;
  readonly applicableScopes: readonly string[];
}

/** R21: grants roles to one user, team or service account at one scope. */
export interface AccessPolicy {
  readonly type: "access-policies";
  readonly id: string;
  readonly isSystem: boolean;
  readonly roles: readonly string[];
  /** One of these three is set: to whom. */
  readonly user: string | null;
  readonly team: string | null;
  readonly serviceAccount: string | null;
  /** One of these three is set: where. */
  readonly account: string | null;
  readonly environment: string | null;
  readonly workspace: string | null;
}

/** Somebody who is no person, and acts by tokens alone (R16). */
export interface ServiceAccount {
  readonly type: "service-accounts";
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly description: string | null;
  readonly account: string;
  readonly status: "Active" | "Inactive";
  readonly createdAt: number;
  readonly createdBy: string | null;
  /** Teams that look after it. */
  readonly owners: readonly string[];
}

/** A label of workspaces and environments. */
export interface Tag {
  readonly type: "tags";
  readonly id: string;
  readonly name: string;
  readonly account: string;
}

/** A group of workspaces, with a default pool where it has one (R2). */
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
  /** Environments that may read this one's outputs, besides all of them when it is federated to the account. */
  readonly federatedEnvironments: readonly string[];
  readonly defaultProviderConfigurations: readonly string[];
  readonly storageProfile: string | null;
  /** Users who have it among their favorites. */
  readonly favoredBy: readonly string[];
  readonly tags: readonly string[];
}

/** What runs are of: a configuration, its state and its settings. */
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
  /** Sets whose variables its runs get, besides those of its environment. */
  readonly varSets: readonly string[];
  readonly applySchedule: string | null;
  readonly destroySchedule: string | null;
  /** The schedules' times after these are still to come. */
  readonly applyScheduleSince: number | null;
  readonly destroyScheduleSince: number | null;
  /** Users who have it among their favorites. */
  readonly favoredBy: readonly string[];
  /** Who last changed `deletionProtectionEnabled`. */
  readonly deletionProtectionChangedBy: string | null;
  readonly autoDestroyDays: number | null;
  /** Workspaces that may read this one's state, where it is not shared with all. */
  readonly remoteStateConsumers: readonly string[];
  /** The newest state, or null before the first apply. */
  readonly currentStateVersion: string | null;
}

/** A header that is sent with a serverless pool's webhook. */
export interface WebhookHeader {
  readonly name: string;
  readonly value: string;
  readonly sensitive: boolean;
}

/** A group of agents that may take the same tasks (R3, R5). */
export interface AgentPool {
  readonly type: "agent-pools";
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly createdAt: number;
  /** R3: usable by every environment; false means by `environments` alone. */
  readonly isShared: boolean;
  readonly environments: readonly string[];
  /** R5: a VCS pool; fixed at creation. */
  readonly vcsEnabled: boolean;
  /** R1: the pool of the Scalr runners. There is one per account. */
  readonly isScalrManaged: boolean;
  readonly webhookEnabled: boolean;
  readonly webhookUrl: string | null;
  readonly webhookHeaders: readonly WebhookHeader[];
}

/** R8, R13: what an agent is at, worked out of its condition and its tasks. */
export type AgentStatus = "idle" | "busy" | "offline" | "errored";

/** A process that executes the tasks of its pool (R13 to R17). */
export interface Agent {
  readonly type: "agents";
  readonly id: string;
  readonly name: string;
  readonly pool: string;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  /** R13. Whether an online agent is busy is derived from its tasks, so only these are stored. */
  readonly condition: "online" | "offline" | "errored";
  readonly errorMessage: string | null;
  /** R8: how many tasks it takes at once, 1 to 5. */
  readonly concurrency: number;
  readonly os: string;
  readonly cpuPlatform: string;
  readonly driver: string;
  readonly runtime: string;
  readonly version: string;
  /** The access token that authenticates its session (R16). */
  readonly sessionToken: string;
  /** When it last had no task; ties in R11 go to the longest idle. */
  readonly idleSince: number;
}

/** A token's secret is shown once; only its SHA-256 is kept. */
export interface AccessToken {
  readonly type: "access-tokens";
  readonly id: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
  readonly createdBy: string | null;
  readonly hash: string;
  /** What the token opens: the API as a user or service account, a pool's agent protocol, an agent's session. */
  readonly kind: "user" | "service-account" | "pool" | "agent";
  /** Id of the user, service account, pool or agent it stands for. */
  readonly owner: string;
  /** For an agent's session: the pool token by which it joined, without which it ends. */
  readonly issuedBy: string | null;
}

/** A Git server that configurations come from (R6). */
export interface VcsProvider {
  readonly type: "vcs-providers";
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly createdAt: number;
  readonly vcsType: string;
  readonly authType: "oauth2" | "personal_token";
  readonly url: string | null;
  readonly username: string | null;
  readonly token: string | null;
  readonly isShared: boolean;
  readonly environments: readonly string[];
  /** R6: the VCS pool whose agents reach the Git server. */
  readonly agentPool: string | null;
  readonly commentsEnabled: boolean;
  readonly draftPrRunsEnabled: boolean;
  readonly prMergeCommentsEnabled: boolean;
  readonly appliesEnabled: boolean;
  readonly plansEnabled: boolean;
  readonly checksEnabled: boolean;
  readonly autoMerge: boolean;
  readonly compareStrategy: "base-commit" | "previous-commit";
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
}

/** Where a run is in its life, by `runs/run-transition-rules.ts`. */
export type RunStatus =
  | "pending"
  | "plan_queued"
  | "planning"
  | "planned"
  | "planned_and_saved"
  | "planned_and_finished"
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
  /** The run of another workspace that triggered it. */
  readonly createdByRun: string | null;
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

/** R6: one thing that an agent of a VCS pool does with a Git server. */
export interface VcsTask {
  readonly type: "vcs-tasks";
  readonly id: string;
  readonly provider: string;
  readonly pool: string;
  readonly status: "queued" | "running" | "finished" | "errored" | "canceled";
  readonly agent: string | null;
  /** Rises each time it is handed out. */
  readonly attempt: number;
  readonly request: VcsRequest;
  /** What the working tree that it fetches is for. */
  readonly ingress: Ingress | null;
  readonly result: VcsResult | null;
  readonly error: string | null;
  readonly queuedAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
}

/** A workspace that gets a configuration from its repository. */
export interface Ingress {
  readonly workspace: string;
  /** Id of the configuration version that it becomes. */
  readonly configurationVersion: string;
  readonly branch: string;
  readonly isDry: boolean;
  readonly sender: string | null;
  /** Nothing comes of it unless a file that triggers runs has changed. */
  readonly ifTriggered: boolean;
  /** Bytes of the archive; null until it was sent. */
  readonly size: number | null;
}

/** What is known of a repository that workspaces are linked to. */
export interface VcsRepository {
  readonly type: "vcs-repositories";
  readonly id: string;
  readonly provider: string;
  readonly identifier: string;
  readonly defaultBranch: string | null;
  /** Commits by full ref name; null until an agent has read them. */
  readonly heads: Readonly<Record<string, string>> | null;
  /** Why they could not be read the last time. */
  readonly error: string | null;
  /** Which branch each workspace has begun with. */
  readonly begun: Readonly<Record<string, string>>;
}

/** A commit that a configuration version was made of. */
export interface VcsRevision {
  readonly type: "vcs-revisions";
  readonly id: string;
  readonly configurationVersion: string;
  readonly branch: string | null;
  readonly cloneUrl: string;
  readonly commitMessage: string | null;
  readonly commitSha: string | null;
  readonly commitUrl: string | null;
  readonly repositoryId: string;
  readonly senderUsername: string | null;
}

/** The calls to a serverless pool's webhook about one task that needs an agent. */
export interface Delivery {
  readonly type: "deliveries";
  readonly id: string;
  readonly pool: string;
  readonly task: string;
  readonly run: string;
  readonly workspace: string;
  readonly action: Task["phase"];
  /** `withdrawn`: the task was started, or is over, before any call was accepted. */
  readonly status: "pending" | "delivered" | "withdrawn";
  readonly createdAt: number;
  readonly attempts: number;
  readonly lastAttemptAt: number;
  /** When the webhook is called again if the task still waits for an agent; null for never. */
  readonly nextAttemptAt: number | null;
  readonly deliveredAt: number | null;
  /** Of the last call; null when there was no answer. */
  readonly responseStatus: number | null;
  /** Why the last call was not accepted. */
  readonly error: string | null;
}

/** What the API tells of a state file without reading it again. */
export interface StateSummary {
  readonly outputs: readonly {
    readonly name: string;
    readonly type: unknown;
    /** Null when it is sensitive. */
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

/** A workspace's state, as one run or upload left it. */
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

/** What the sandbox itself has to remember; there is one. */
export interface Sandbox {
  readonly type: "sandbox";
  readonly id: "sandbox";
  /** Milliseconds that a real clock is ahead of the wall clock. */
  readonly clockOffset: number;
  /** Where a virtual clock stands; null for a real one. */
  readonly virtualNow: number | null;
}

/** Every stored type by its name. */
export interface Entities extends DataEntities {
  accounts: Account;
  users: User;
  "account-users": AccountUser;
  teams: Team;
  roles: Role;
  permissions: Permission;
  "access-policies": AccessPolicy;
  "service-accounts": ServiceAccount;
  tags: Tag;
  environments: Environment;
  workspaces: Workspace;
  "agent-pools": AgentPool;
  agents: Agent;
  "access-tokens": AccessToken;
  "vcs-providers": VcsProvider;
  vars: Variable;
  "configuration-versions": ConfigurationVersion;
  runs: Run;
  plans: Plan;
  applies: Apply;
  tasks: Task;
  deliveries: Delivery;
  "vcs-tasks": VcsTask;
  "vcs-repositories": VcsRepository;
  "vcs-revisions": VcsRevision;
  "state-versions": StateVersion;
  sandbox: Sandbox;
}

/** The JSON:API type of an entity. */
export type EntityType = keyof Entities;
