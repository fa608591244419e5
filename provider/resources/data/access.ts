/** Data sources about permissions. */
import { listOf, STRING } from "../../../engine/values/index.js";
import { accessPolicy } from "../access/access-policy.js";
import { iamTeam } from "../access/iam-team.js";
import { role } from "../access/role.js";
import { serviceAccount } from "../access/service-account.js";
import { workloadIdentityProvider } from "../access/workload-identity-provider.js";
import { type DataSource, toMany } from "../framework/index.js";
import { observed } from "../shared/common-attributes.js";
import { byAccount, byId, byName, byText } from "./criteria.js";
import { lookup } from "./lookup.js";
import { asList, blockShown, pick } from "./shown.js";

const ids = listOf(STRING);

export const accessPolicyData: DataSource = lookup({
  type: "scalr_access_policy",
  noun: "access policy",
  apiType: "access-policies",
  description: "An access policy that another stack owns.",
  criteria: { id: { definition: { ...byId.definition, optional: false, computed: false, required: true } } },
  attributes: {
    ...pick(accessPolicy, "is_system"),
    role_ids: asList(accessPolicy, "role_ids"),
    scope: blockShown(accessPolicy, "scope"),
    subject: blockShown(accessPolicy, "subject"),
  },
});

export const roleData: DataSource = lookup({
  type: "scalr_role",
  noun: "role",
  apiType: "roles",
  description: "A role: a built-in one, or one that another stack owns.",
  // Built-in roles belong to no account, so a filter by account would not find them.
  criteria: {
    id: byId,
    name: byName("role"),
    account_id: { definition: byAccount.definition },
  },
  oneOf: ["id", "name"],
  attributes: { ...pick(role, "description", "is_system"), permissions: asList(role, "permissions") },
});

export const iamTeamData: DataSource = lookup({
  type: "scalr_iam_team",
  noun: "team",
  apiType: "teams",
  description: "A team that another stack owns.",
  criteria: { id: byId, name: byName("team"), account_id: byAccount },
  oneOf: ["id", "name"],
  attributes: pick(iamTeam, "description", "identity_provider_id", "users"),
});

export const iamUserData: DataSource = lookup({
  type: "scalr_iam_user",
  noun: "user",
  apiType: "users",
  label: "email",
  description: "A user.",
  criteria: { id: byId, email: byText("email", "Email address of the user.", "filter[email]") },
  oneOf: ["id", "email"],
  attributes: {
    full_name: observed(STRING, "Full name."),
    identity_providers: observed(
      ids,
      "Ids of the identity providers that the user signs in with.",
      toMany("identity-providers", "identity-providers"),
    ),
    status: observed(STRING, "Active, Inactive or Pending."),
    teams: observed(ids, "Ids of the user's teams.", toMany("teams", "teams")),
    username: observed(STRING, "User name."),
  },
});

export const serviceAccountData: DataSource = lookup({
  type: "scalr_service_account",
  noun: "service account",
  apiType: "service-accounts",
  include: "created-by",
  description: "A service account that another stack owns.",
  criteria: {
    id: byId,
    email: byText("email", "Its email address.", "filter[email]"),
    account_id: byAccount,
  },
  oneOf: ["id", "email"],
  attributes: {
    ...pick(serviceAccount, "name", "description", "status", "created_by"),
    owners: asList(serviceAccount, "owners"),
  },
});

export const workloadIdentityProviderData: DataSource = lookup({
  type: "scalr_workload_identity_provider",
  noun: "workload identity provider",
  apiType: "workload-identity-providers",
  description: "A workload identity provider that another stack owns.",
  criteria: {
    id: byId,
    name: byName("workload identity provider"),
    url: byText("url", "URL of the issuer.", "filter[url]"),
  },
  oneOf: ["id", "name", "url"],
  attributes: {
    allowed_audiences: asList(workloadIdentityProvider, "allowed_audiences"),
    assume_service_account_policies: observed(
      ids,
      "Ids of the policies that let its workloads use service accounts.",
      toMany("assume-service-account-policies", "assume-service-account-policies"),
    ),
    created_at: observed(STRING, "When it was created."),
    created_by_email: observed(STRING, "Who created it."),
    status: observed(STRING, "Its status."),
  },
});
