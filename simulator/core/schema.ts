import type { Store as EntityStore, Reader as StoreReader, Tx as StoreTx } from "../platform/store/index.js";
import type { AccessToken, Agent, AgentPool, Entities, EntityType, Task } from "./entities.js";
import { DATA_INDEXES } from "./kept-types/fields.js";

/** The store of the simulator's entities. */
export type Store = EntityStore<Entities>;
/** Reads the simulator's entities, inside a transaction or outside. */
export type Reader = StoreReader<Entities>;
/** A transaction over the simulator's entities. */
export type Tx = StoreTx<Entities>;

/** The keys of an entity in an index: one, several, or (null) none. */
type Key = string | readonly string[] | null;

type IndexesOf<T extends EntityType> = Readonly<Record<string, (entity: Entities[T]) => Key>>;

const isHeld = (task: Task) => task.status === "assigned" || task.status === "running";

/** The indexes that rules and filters need, by type and name. `find(type, index, key)` takes time in proportion to its result. */
export const INDEXES = {
  ...DATA_INDEXES,
  accounts: { defaultPool: (account) => account.defaultAgentPool, owner: ({ owner }) => owner },
  users: { email: (user) => user.email },
  "account-users": { account: (member) => member.account, user: (member) => member.user },
  "identity-providers": {},
  teams: { account: (team) => team.account, name: (team) => team.name, user: (team) => team.users },
  roles: { account: (role) => role.account, name: (role) => role.name },
  permissions: {},
  "access-policies": {
    account: (policy) => policy.account,
    environment: (policy) => policy.environment,
    workspace: (policy) => policy.workspace,
    user: (policy) => policy.user,
    team: (policy) => policy.team,
    serviceAccount: (policy) => policy.serviceAccount,
    role: (policy) => policy.roles,
  },
  "service-accounts": {
    account: (account) => account.account,
    email: (account) => account.email,
    name: (account) => account.name,
    owner: (account) => account.owners,
  },
  tags: { account: (tag) => tag.account, name: (tag) => tag.name },
  environments: {
    account: (environment) => environment.account,
    name: (environment) => environment.name,
    tag: (environment) => environment.tags,
    pool: (environment) => environment.defaultWorkspaceAgentPool,
    federated: (environment) => environment.federatedEnvironments,
    defaultProviderConfiguration: (environment) => environment.defaultProviderConfigurations,
    storageProfile: (environment) => environment.storageProfile,
  },
  workspaces: {
    environment: (workspace) => workspace.environment,
    name: (workspace) => workspace.name,
    pool: (workspace) => workspace.agentPool,
    vcsProvider: (workspace) => workspace.vcsProvider,
    tag: (workspace) => workspace.tags,
    consumer: (workspace) => workspace.remoteStateConsumers,
    sshKey: (workspace) => workspace.sshKey,
    varSet: (workspace) => workspace.varSets,
    moduleVersion: (workspace) => workspace.moduleVersion,
  },
  "agent-pools": {
    account: (pool: AgentPool) => pool.account,
    name: (pool: AgentPool) => pool.name,
    environment: (pool: AgentPool) => pool.environments,
    own: (pool: AgentPool) => pool.environment,
    managed: (pool: AgentPool) => (pool.isScalrManaged ? pool.account : null),
  },
  agents: {
    pool: (agent: Agent) => agent.pool,
    name: (agent: Agent) => agent.name,
    sessionToken: (agent: Agent) => agent.sessionToken,
  },
  "access-tokens": {
    hash: (token: AccessToken) => token.hash,
    owner: (token: AccessToken) => token.owner,
    issuedBy: (token: AccessToken) => token.issuedBy,
  },
  "vcs-providers": {
    account: (provider) => provider.account,
    name: (provider) => provider.name,
    pool: (provider) => provider.agentPool,
    environment: (provider) => provider.environments,
  },
  vars: {
    key: (variable) => variable.key,
    environment: (variable) => variable.environment,
    workspace: (variable) => variable.workspace,
    account: (variable) => ((variable.environment ?? variable.workspace) === null ? variable.account : null),
  },
  "configuration-versions": { workspace: (version) => version.workspace },
  runs: {
    workspace: (run) => run.workspace,
    configurationVersion: (run) => run.configurationVersion,
    status: (run) => run.status,
  },
  plans: { run: (plan) => plan.run },
  applies: { run: (apply) => apply.run },
  "drift-reports": { workspace: (report) => report.workspace, run: (report) => report.run },
  "policy-checks": { run: (check) => check.run },
  "policy-check-results": {
    policyGroup: (result) => result.policyGroup,
    preview: (result) => result.preview,
    run: (result) => result.run,
  },
  "policy-previews": { policyGroup: (preview) => preview.policyGroup },
  "cost-estimates": { run: (estimate) => estimate.run },
  // Load, slots and quota are counts in these indexes (R7, R8, R11). Nothing else counts them.
  tasks: {
    run: (task) => task.run,
    agent: (task) => (isHeld(task) ? task.agent : null),
    pool: (task) => (isHeld(task) || task.status === "queued" ? task.pool : null),
    heldIn: (task) => (isHeld(task) ? task.pool : null),
    workspace: (task) => (isHeld(task) || task.status === "queued" ? task.workspace : null),
  },
  "vcs-tasks": {
    // Indexes of a pool's open tasks, an agent's running tasks, and all tasks of a provider.
    pool: ({ pool, status }) => (status === "queued" || status === "running" ? pool : null),
    agent: ({ agent, status }) => (status === "running" ? agent : null),
    work: ({ agent, status, request }) => (status === "running" && request.kind !== "watch" ? agent : null),
    provider: ({ provider }) => provider,
    workspace: ({ ingress }) => ingress?.workspace ?? null,
    moduleVersion: ({ publication }) => publication?.moduleVersion ?? null,
    policyGroup: ({ policyFetch }) =>
      policyFetch?.preview === undefined ? (policyFetch?.group ?? null) : null,
    policyPreview: ({ policyFetch }) => policyFetch?.preview ?? null,
    follower: ({ publication }) => publication?.follows?.id ?? null,
  },
  "vcs-repositories": { provider: ({ provider }) => provider },
  "vcs-revisions": {
    configurationVersion: (revision) => revision.configurationVersion,
    moduleVersion: (revision) => revision.moduleVersion ?? null,
    policyGroup: (revision) => revision.policyGroup ?? null,
    follower: (revision) => revision.follower ?? null,
  },
  deliveries: {
    pool: (delivery) => delivery.pool,
    task: (delivery) => delivery.task,
  },
  notices: {
    integration: (notice) => notice.integration,
    run: (notice) => notice.run,
  },
  "state-versions": {
    workspace: (version) => version.workspace,
    run: (version) => version.run,
  },
  sandbox: {},
} satisfies { readonly [T in EntityType]: IndexesOf<T> };
