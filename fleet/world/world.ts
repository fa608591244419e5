import type {
  Account,
  AgentPool,
  Environment,
  VcsProvider,
  Workspace,
} from "../../simulator/core/entities.js";
import { newId } from "../../simulator/core/ids.js";

/** The objects that decide where runs execute: an account with its pools, environments and workspaces, without secrets. */
export interface World {
  readonly account: Account;
  readonly environments: readonly Environment[];
  readonly workspaces: readonly Workspace[];
  /** The pool of the Scalr runners (R1) is among them. */
  readonly pools: readonly AgentPool[];
  /** R6: Git servers, which can be linked to a pool, without their tokens. */
  readonly vcsProviders: readonly VcsProvider[];
  /** Ids of the workspaces whose state has resources, which keeps them from being deleted. */
  readonly managing: readonly string[];
  /** Self-hosted agents that are online, one entry for each. */
  readonly agents: readonly WorldAgent[];
}

/** An agent of a world. */
export interface WorldAgent {
  /** Id of its pool. */
  readonly pool: string;
  /** R8: tasks that it executes at once. */
  readonly slots: number;
}

/** R7: default of the runs that the Scalr runners of an account execute at once. */
export const DEFAULT_QUOTA = 5;

/** An account without an environment, a workspace or a pool but that of the Scalr runners. */
export function emptyWorld(): World {
  const account: Account = {
    type: "accounts",
    id: newId("acc"),
    name: "fleet",
    createdAt: 0,
    allowedIps: [],
    maxConcurrentRuns: DEFAULT_QUOTA,
    defaultAgentPool: null,
    owner: null,
    identityProvider: null,
  };
  const runners = newPool(account.id, "scalr-runners", { isScalrManaged: true });
  return {
    account,
    environments: [],
    workspaces: [],
    pools: [runners],
    vcsProviders: [],
    managing: [],
    agents: [],
  };
}

/** A pool that every environment may use. */
export function newPool(account: string, name: string, given: Partial<AgentPool> = {}): AgentPool {
  return {
    type: "agent-pools",
    id: newId("apool"),
    name,
    account,
    createdAt: 0,
    isShared: true,
    environments: [],
    environment: null,
    vcsEnabled: false,
    isScalrManaged: false,
    webhookEnabled: false,
    webhookUrl: null,
    webhookHeaders: [],
    ...given,
  };
}

export function newEnvironment(account: string, name: string, given: Partial<Environment> = {}): Environment {
  return {
    type: "environments",
    id: newId("env"),
    name,
    account,
    createdAt: 0,
    updatedAt: null,
    createdBy: null,
    updatedBy: null,
    status: "Active",
    remoteBackend: true,
    remoteBackendOverridable: false,
    maskSensitiveOutput: true,
    isFederatedToAccount: false,
    locked: false,
    lockReason: null,
    lockedBy: null,
    defaultWorkspaceAgentPool: null,
    federatedEnvironments: [],
    defaultProviderConfigurations: [],
    storageProfile: null,
    favoredBy: [],
    tags: [],
    ...given,
  };
}

export function newWorkspace(environment: string, name: string, given: Partial<Workspace> = {}): Workspace {
  return {
    type: "workspaces",
    id: newId("ws"),
    name,
    environment,
    createdAt: 0,
    updatedAt: null,
    createdBy: null,
    updatedBy: null,
    autoApply: true,
    autoQueueRuns: "skip_first",
    deletionProtectionEnabled: false,
    environmentType: "unmapped",
    executionMode: "remote",
    forceLatestRun: false,
    hooks: null,
    iacPlatform: "opentofu",
    terraformVersion: "",
    remoteBackend: true,
    remoteStateSharing: false,
    runOperationTimeout: null,
    terragrunt: null,
    varFiles: [],
    vcsRepo: null,
    workingDirectory: null,
    locked: false,
    lockReason: null,
    lockedBy: null,
    agentPool: null,
    vcsProvider: null,
    tags: [],
    sshKey: null,
    moduleVersion: null,
    varSets: [],
    applySchedule: null,
    destroySchedule: null,
    applyScheduleSince: null,
    destroyScheduleSince: null,
    favoredBy: [],
    deletionProtectionChangedBy: null,
    autoDestroyDays: null,
    remoteStateConsumers: [],
    currentStateVersion: null,
    ...given,
  };
}
