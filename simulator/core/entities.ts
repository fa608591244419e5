import type {
  AccessPolicy,
  AccessToken,
  Account,
  AccountUser,
  IdentityProvider,
  Permission,
  Role,
  ServiceAccount,
  Team,
  User,
} from "./entities/access.js";
import type { Notice } from "./entities/integrations.js";
import type { PolicyCheck, PolicyCheckResult, PolicyPreview } from "./entities/policies.js";
import type { Agent, AgentPool, Delivery } from "./entities/pools.js";
import type { Apply, ConfigurationVersion, CostEstimate, Plan, Run, Task } from "./entities/runs.js";
import type { VcsProvider, VcsRepository, VcsRevision, VcsTask } from "./entities/vcs.js";
import type {
  DriftReport,
  Environment,
  StateVersion,
  Tag,
  Variable,
  Workspace,
} from "./entities/workspaces.js";
import type { DataEntities } from "./kept-types/types.js";

/**
 * The entities of the simulator as they are stored: plain, immutable JSON objects.
 *
 * Field names are the API's attribute and relationship names in camel case. A to-one relationship holds an id
 * or null, a to-many one a list of ids. Only one side of a relationship is stored; the inverse (an environment's
 * workspaces, a pool's agents) and every other derivable attribute (`in-use`, `default`, `has-resources`) is
 * computed on each read. Times are milliseconds since the epoch on the sandbox clock.
 */
export type * from "./entities/access.js";
export type * from "./entities/integrations.js";
export type * from "./entities/policies.js";
export type * from "./entities/pools.js";
export type * from "./entities/runs.js";
export type * from "./entities/vcs.js";
export type * from "./entities/workspaces.js";

/** The sandbox's own settings; there is one such entity. */
export interface Sandbox {
  readonly type: "sandbox";
  readonly id: "sandbox";
  /** The id of this sandbox (`sbx-…`), whatever its address. Created at the first start; a reset keeps it. */
  readonly identity: string;
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
  "identity-providers": IdentityProvider;
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
  "policy-checks": PolicyCheck;
  "policy-check-results": PolicyCheckResult;
  "policy-previews": PolicyPreview;
  "cost-estimates": CostEstimate;
  "drift-reports": DriftReport;
  deliveries: Delivery;
  notices: Notice;
  "vcs-tasks": VcsTask;
  "vcs-repositories": VcsRepository;
  "vcs-revisions": VcsRevision;
  "state-versions": StateVersion;
  sandbox: Sandbox;
}

/** The JSON:API type of an entity. */
export type EntityType = keyof Entities;
