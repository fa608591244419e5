/** Every resource type that the sandbox serves. To add one: declare it in a file of its own and list it here. */
import { accessPolicies } from "./access-policies.js";
import { accessTokens } from "./access-tokens.js";
import { accountUsers } from "./account-users.js";
import { accounts } from "./accounts.js";
import { agentPools } from "./agent-pools.js";
import { agents } from "./agents.js";
import { applies } from "./applies.js";
import { configurationVersions } from "./configuration-versions.js";
import { dataResources } from "./data/index.js";
import { environments } from "./environments.js";
import { permissions } from "./permissions.js";
import { plans } from "./plans.js";
import type { AnyResource } from "./resource.js";
import { roles } from "./roles.js";
import { runs } from "./runs.js";
import { serviceAccounts } from "./service-accounts.js";
import { stateVersions } from "./state-versions.js";
import { tags } from "./tags.js";
import { teams } from "./teams.js";
import { users } from "./users.js";
import { vars } from "./vars.js";
import { vcsProviders } from "./vcs-providers.js";
import { vcsRevisions } from "./vcs-revisions.js";
import { workspaces } from "./workspaces.js";

// Deletions run through the types in this order: agents end what they execute before runs and their files go (R19).
const DECLARED: readonly AnyResource[] = [
  accounts,
  accountUsers,
  users,
  teams,
  serviceAccounts,
  roles,
  permissions,
  accessPolicies,
  tags,
  environments,
  workspaces,
  agentPools,
  agents,
  accessTokens,
  vcsProviders,
  configurationVersions,
  runs,
  plans,
  applies,
  stateVersions,
  vars,
];

// What is kept as data comes from no repository, and has no revision to lead to.
export const RESOURCES: readonly AnyResource[] = [...DECLARED, vcsRevisions, ...dataResources(DECLARED)];
