/** Every resource type that the sandbox serves. To add one: declare it in a file of its own and list it here. */
import { accessPolicies } from "../../access/access-policies.js";
import { accessTokens } from "../../access/access-tokens.js";
import { accountUsers } from "../../access/account-users.js";
import { accounts } from "../../access/accounts.js";
import { identityProviders } from "../../access/identity-providers.js";
import { permissions } from "../../access/permissions.js";
import { roles } from "../../access/roles.js";
import { serviceAccounts } from "../../access/service-accounts.js";
import { teams } from "../../access/teams.js";
import { users } from "../../access/users.js";
import { agents } from "../../agents/agents.js";
import type { AnyResource } from "../../core/resource.js";
import { driftReports } from "../../integrations/drift/drift-reports.js";
import { policyChecks } from "../../integrations/policies/policy-checks.js";
import { policyCheckResults } from "../../integrations/policies/previews/results.js";
import { costEstimates } from "../../integrations/scans/cost-estimates.js";
import { dataResources } from "../../kept/declare.js";
import { agentPools } from "../../pools/agent-pools.js";
import { configurationVersions } from "../../runs/configuration-versions.js";
import { applies, plans } from "../../runs/plans-and-applies.js";
import { runs } from "../../runs/runs.js";
import { vcsProviders } from "../../vcs/vcs-providers.js";
import { vcsRevisions } from "../../vcs/vcs-revisions.js";
import { environments } from "../../workspaces/environments.js";
import { stateVersions } from "../../workspaces/state-versions.js";
import { tags } from "../../workspaces/tags.js";
import { vars } from "../../workspaces/vars.js";
import { workspaces } from "../../workspaces/workspaces.js";

/** The types that have a declaration of their own. Nothing but the order of descriptions depends on the order of this list. */
const DECLARED: readonly AnyResource[] = [
  accounts,
  accountUsers,
  identityProviders,
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
  policyChecks,
  policyCheckResults,
  costEstimates,
  driftReports,
  stateVersions,
  vars,
];

/** All types, in the order of the API's description. */
export const RESOURCES: readonly AnyResource[] = [
  ...DECLARED,
  vcsRevisions,
  ...dataResources([...DECLARED, vcsRevisions]),
];
