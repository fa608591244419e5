import type { PlainObject } from "../../provider/resources/framework/index.js";
import { unique } from "../api/support.js";
import type { Sandbox } from "../support/sandbox.js";

/** Objects that the rows need; each row gets them again where it changes them. */
export interface Needed {
  readonly environment: string;
  readonly other: string;
  readonly workspace: string;
  readonly second: string;
  readonly vcsProvider: string;
  readonly team: string;
  readonly role: string;
  readonly serviceAccount: string;
  readonly account: string;
  readonly varSet: string;
  readonly configuration: string;
  readonly policyGroup: string;
  readonly hook: string;
  readonly identityProvider: string;
}

export async function needed(sandbox: Sandbox): Promise<Needed> {
  const environment = (await sandbox.environment(unique("env"))).id;
  const made = async (type: string, attributes: object, links = {}) =>
    (await sandbox.create(type, { name: unique("needed"), ...attributes }, links)).id;
  const vcsProvider = await made("vcs-providers", { "vcs-type": "github", token: "t" });
  const repo = { "vcs-repo": { identifier: "shop/code" } };
  return {
    environment,
    other: (await sandbox.environment(unique("env"))).id,
    workspace: (await sandbox.workspace(unique("ws"), environment)).id,
    second: (await sandbox.workspace(unique("ws"), environment)).id,
    vcsProvider,
    team: await made("teams", {}),
    role: await made("roles", {}, { permissions: ["runs:read"] }),
    serviceAccount: await made("service-accounts", {}),
    account: sandbox.accountId,
    varSet: await made("var-sets", {}),
    configuration: await made("provider-configurations", { "provider-name": "aws", "is-shared": true }),
    policyGroup: await made("policy-groups", repo, { "vcs-provider": vcsProvider }),
    hook: await made(
      "hooks",
      { interpreter: "bash", "scriptfile-path": "a.sh", ...repo },
      { "vcs-provider": vcsProvider },
    ),
    identityProvider: await made("workload-identity-providers", {
      url: `https://${unique("issuer")}.example.com`,
      "allowed-audiences": ["one"],
    }),
  };
}

type Config = (needed: Needed) => PlainObject;

export interface Row {
  readonly type: string;
  /** Says which of several rows of a type it is. */
  readonly of?: string;
  /** Path of the object in the API, where it has one of its own. */
  readonly path?: (state: PlainObject) => string;
  readonly first: Config;
  /** What an update in place says differently. */
  readonly changed?: Config;
  /** What a replacement says differently, and the attribute that is the reason. */
  readonly replaced?: readonly [attribute: string, Config];
  /** Attributes that somebody else changes. */
  readonly drift?: Readonly<Record<string, unknown>>;
  readonly importId?: (state: PlainObject) => string;
  /** What an import cannot know. */
  readonly lost?: readonly string[];
}

const at = (path: string) => (state: PlainObject) => `${path}/${String(state.id)}`;
const renamed = { name: "renamed" };
const repository = (identifier = "shop/code") => [{ identifier }];

/** The resources of which the life is the same: what each is made of, and what can be done with it. */
export const ROWS: readonly Row[] = [
  {
    type: "scalr_tag",
    path: at("tags"),
    first: () => ({ name: "a" }),
    changed: () => ({ name: "b" }),
    drift: renamed,
  },
  {
    type: "scalr_role",
    path: at("roles"),
    first: () => ({ name: "a", permissions: ["runs:read", "agent-pools:*"] }),
    changed: () => ({ permissions: ["*:read"], description: "Reads" }),
    drift: renamed,
  },
  {
    type: "scalr_iam_team",
    path: at("teams"),
    first: () => ({ name: "a" }),
    changed: () => ({ description: "All of us" }),
    drift: renamed,
  },
  {
    type: "scalr_service_account",
    path: at("service-accounts"),
    first: ({ team }) => ({ name: "a", owners: [team] }),
    changed: () => ({ description: "For all", status: "Inactive" }),
    replaced: ["name", () => ({ name: "b" })],
    drift: { description: "Changed" },
  },
  {
    type: "scalr_service_account_token",
    path: at("access-tokens"),
    first: ({ serviceAccount }) => ({ service_account_id: serviceAccount, name: "a", expires_in: 60 }),
    changed: () => ({ description: "For all" }),
    drift: { description: "Changed" },
    importId: ({ service_account_id, id }) => `${String(service_account_id)}/${String(id)}`,
    lost: ["token"],
  },
  {
    type: "scalr_access_policy",
    of: "a team in an environment",
    path: at("access-policies"),
    first: ({ role, team, environment }) => ({
      role_ids: [role],
      subject: [{ type: "team", id: team }],
      scope: [{ type: "environment", id: environment }],
    }),
    replaced: ["scope", ({ account }) => ({ scope: [{ type: "account", id: account }] })],
  },
  {
    type: "scalr_access_policy",
    of: "a service account in a workspace",
    path: at("access-policies"),
    first: ({ role, serviceAccount, workspace }) => ({
      role_ids: [role],
      subject: [{ type: "service_account", id: serviceAccount }],
      scope: [{ type: "workspace", id: workspace }],
    }),
    replaced: ["subject", ({ team }) => ({ subject: [{ type: "team", id: team }] })],
  },
  {
    type: "scalr_workload_identity_provider",
    path: at("workload-identity-providers"),
    first: () => ({ name: "a", url: "https://token.example.com", allowed_audiences: ["one"] }),
    changed: () => ({ allowed_audiences: ["one", "two"] }),
    replaced: ["url", () => ({ url: "https://other.example.com" })],
    drift: renamed,
  },
  {
    type: "scalr_account_allowed_ips",
    first: () => ({ allowed_ips: ["127.0.0.1", "10.0.0.0/8"] }),
    changed: () => ({ allowed_ips: ["127.0.0.1"] }),
  },
  {
    type: "scalr_var_set",
    of: "for nobody",
    path: at("var-sets"),
    first: () => ({ name: "a" }),
    changed: ({ environment, team }) => ({
      environments: [environment],
      owners: [team],
      description: "For all",
    }),
    drift: { "is-shared": true },
  },
  {
    type: "scalr_var_set",
    of: "for everybody",
    path: at("var-sets"),
    first: () => ({ name: "b", environments: ["*"] }),
    changed: () => ({ environments: [] }),
    drift: { "is-shared": true },
  },
  {
    type: "scalr_variable",
    of: "of a workspace",
    path: at("vars"),
    first: ({ workspace }) => ({ key: "a", value: "1", category: "terraform", workspace_id: workspace }),
    changed: () => ({ value: "[2]", hcl: true, description: "A list" }),
    replaced: ["category", () => ({ category: "shell", hcl: false })],
    drift: { value: "3" },
  },
  {
    type: "scalr_variable",
    of: "that is sensitive",
    path: at("vars"),
    first: ({ environment }) => ({
      key: "b",
      value: "secret",
      category: "shell",
      sensitive: true,
      environment_id: environment,
    }),
    changed: () => ({ value: "other" }),
    lost: ["value"],
  },
  {
    type: "scalr_variable",
    of: "of the account",
    path: at("vars"),
    first: () => ({ key: "c", value: "1", category: "terraform" }),
    changed: () => ({ final: true }),
    drift: { description: "Changed" },
  },
  {
    type: "scalr_variable",
    of: "of a set",
    path: at("var-set-variables"),
    first: ({ varSet }) => ({ key: "d", value: "1", category: "shell", var_set_id: varSet }),
    changed: () => ({ value: "2", description: "In common" }),
    drift: { value: "3" },
  },
  {
    type: "scalr_workspace_var_set",
    first: ({ workspace, varSet }) => ({ workspace_id: workspace, var_set_id: varSet }),
    replaced: ["workspace_id", ({ second }) => ({ workspace_id: second })],
  },
  {
    type: "scalr_provider_configuration_default",
    first: ({ environment, configuration }) => ({
      environment_id: environment,
      provider_configuration_id: configuration,
    }),
    replaced: ["environment_id", ({ other }) => ({ environment_id: other })],
  },
  {
    type: "scalr_policy_group_linkage",
    first: ({ environment, policyGroup }) => ({ environment_id: environment, policy_group_id: policyGroup }),
    replaced: ["environment_id", ({ other }) => ({ environment_id: other })],
  },
  {
    type: "scalr_environment_hook",
    path: at("hook-environment-links"),
    first: ({ environment, hook }) => ({ environment_id: environment, hook_id: hook, events: ["pre-plan"] }),
    changed: () => ({ events: ["pre-plan", "post-apply"] }),
    replaced: ["environment_id", ({ other }) => ({ environment_id: other })],
    drift: { events: ["pre-init"] },
  },
  {
    type: "scalr_assume_service_account_policy",
    path: ({ service_account_id, id }) =>
      `service-accounts/${String(service_account_id)}/assume-policies/${String(id)}`,
    first: ({ serviceAccount, identityProvider }) => ({
      name: "a",
      service_account_id: serviceAccount,
      provider_id: identityProvider,
      claim_condition: [{ claim: "sub", value: "one" }],
    }),
    changed: () => ({
      maximum_session_duration: 7200,
      claim_condition: [
        { claim: "sub", value: "two", operator: "startswith" },
        { claim: "aud", value: "three" },
      ] as PlainObject[],
    }),
    drift: renamed,
    importId: ({ service_account_id, id }) => `${String(service_account_id)}/${String(id)}`,
  },
  {
    type: "scalr_provider_configuration",
    of: "of AWS",
    path: at("provider-configurations"),
    first: ({ environment }) => ({
      name: "a",
      environments: [environment],
      aws: [
        {
          credentials_type: "access_keys",
          access_key: "key",
          secret_key: "secret",
          default_tags: [{ strategy: "skip", tags: { owner: "shop" } }],
        },
      ],
    }),
    changed: () => ({
      aws: [{ credentials_type: "access_keys", access_key: "key", secret_key: "other" }],
      export_shell_variables: true,
    }),
    replaced: ["apply_only", () => ({ apply_only: true })],
    drift: { "aws-access-key": "changed" },
    lost: ["aws"],
  },
  {
    type: "scalr_provider_configuration",
    of: "of Azure",
    path: at("provider-configurations"),
    first: () => ({ name: "b", azurerm: [{ client_id: "one", tenant_id: "two", client_secret: "three" }] }),
    changed: () => ({ azurerm: [{ client_id: "four", tenant_id: "two", client_secret: "three" }] }),
    drift: { "azurerm-tenant-id": "changed" },
    lost: ["azurerm"],
  },
  {
    type: "scalr_provider_configuration",
    of: "of Google",
    path: at("provider-configurations"),
    first: () => ({
      name: "c",
      google: [{ project: "one", service_account_email: "a@b", auth_type: "oidc" }],
    }),
    changed: () => ({ google: [{ project: "two", service_account_email: "a@b", auth_type: "oidc" }] }),
    drift: { "google-project": "changed" },
  },
  {
    type: "scalr_provider_configuration",
    of: "of another provider",
    path: at("provider-configurations"),
    first: () => ({
      name: "d",
      custom: [
        {
          provider_name: "kubernetes",
          argument: [
            { name: "host", value: "one" },
            { name: "token", value: "secret", sensitive: true },
          ] as PlainObject[],
        },
      ],
    }),
    changed: () => ({
      custom: [
        { provider_name: "kubernetes", argument: [{ name: "host", value: "two", description: "Where" }] },
      ],
    }),
    replaced: [
      "custom",
      () => ({ custom: [{ provider_name: "helm", argument: [{ name: "host", value: "two" }] }] }),
    ],
    drift: renamed,
    lost: ["custom"],
  },
  {
    type: "scalr_ssh_key",
    path: at("ssh-keys"),
    first: ({ environment }) => ({ name: "a", private_key: "key", environments: [environment] }),
    changed: () => ({ private_key: "other", environments: ["*"] }),
    drift: renamed,
    lost: ["private_key"],
  },
  {
    type: "scalr_storage_profile",
    of: "of S3",
    path: at("storage-profiles"),
    first: () => ({ name: "a", aws_s3: [{ audience: "a", bucket_name: "b", role_arn: "c", region: "d" }] }),
    changed: () => ({ aws_s3: [{ audience: "a", bucket_name: "e", role_arn: "c" }] }),
    drift: { "aws-s3-region": "changed" },
  },
  {
    type: "scalr_storage_profile",
    of: "of Google",
    path: at("storage-profiles"),
    first: () => ({ name: "b", google: [{ credentials: '{"type": "key"}', storage_bucket: "b" }] }),
    changed: () => ({ google: [{ credentials: '{"type": "key"}', storage_bucket: "c" }] }),
    drift: renamed,
    lost: ["google"],
  },
  {
    type: "scalr_drift_detection",
    path: at("drift-detection-schedules"),
    first: ({ environment }) => ({ environment_id: environment, check_period: "daily" }),
    changed: () => ({ check_period: "weekly", workspace_filters: { name_patterns: ["shop-*"] } }),
    replaced: ["environment_id", ({ other }) => ({ environment_id: other })],
    drift: { schedule: "daily", "workspace-filters": { tags: ["one"] } },
  },
  {
    type: "scalr_federated_environments",
    first: ({ environment, other }) => ({ environment_id: environment, federated_environments: [other] }),
    changed: () => ({ federated_environments: ["*"] }),
    importId: ({ environment_id }) => String(environment_id),
  },
  {
    type: "scalr_run_trigger",
    path: at("run-triggers"),
    first: ({ workspace, second }) => ({ upstream_id: workspace, downstream_id: second }),
    replaced: ["upstream_id", ({ workspace, second }) => ({ upstream_id: second, downstream_id: workspace })],
  },
  {
    type: "scalr_run_schedule_rule",
    path: at("run-schedule-rules"),
    first: ({ workspace }) => ({ workspace_id: workspace, schedule: "0 1 * * *", schedule_mode: "apply" }),
    changed: () => ({ schedule: "0 2 * * *" }),
    replaced: ["workspace_id", ({ second }) => ({ workspace_id: second })],
    drift: { "schedule-mode": "destroy" },
  },
  {
    type: "scalr_workspace_run_schedule",
    first: ({ workspace }) => ({ workspace_id: workspace, apply_schedule: "0 1 * * *" }),
    changed: ({ second }) => ({ workspace_id: second, destroy_schedule: "0 2 * * *" }),
  },
  {
    type: "scalr_webhook",
    path: at("integrations/webhooks"),
    first: ({ environment }) => ({
      name: "a",
      url: "https://a.example.com",
      events: ["run:completed", "run:errored"],
      environments: [environment],
      header: [{ name: "X-One", value: "one" }],
    }),
    changed: () => ({
      events: ["run:errored"],
      environments: ["*"],
      header: [{ name: "X-Two", value: "two" }],
    }),
    drift: { timeout: 20 },
  },
  {
    type: "scalr_slack_integration",
    path: at("integrations/slack"),
    first: ({ environment }) => ({
      name: "a",
      channel_id: "C1",
      events: ["run_errored"],
      environments: [environment],
    }),
    changed: ({ workspace }) => ({ run_mode: "apply", workspaces: [workspace] }),
    drift: { "channel-id": "C2" },
  },
  {
    type: "scalr_integration_infracost",
    path: at("integrations/infracost"),
    first: () => ({ name: "a", api_key: "key" }),
    changed: () => ({ environments: ["*"] }),
    drift: renamed,
    lost: ["api_key"],
  },
  {
    type: "scalr_checkov_integration",
    path: at("integrations/checkov"),
    first: ({ vcsProvider }) => ({
      name: "a",
      cli_args: "--quiet",
      external_checks_enabled: true,
      vcs_provider_id: vcsProvider,
      vcs_repo: [{ identifier: "shop/checks", branch: "main" }],
    }),
    changed: () => ({ cli_args: "--compact", environments: ["*"] }),
    drift: { "cli-args": "--changed" },
  },
  {
    type: "scalr_event_bridge_integration",
    path: at("integrations/aws-event-bridge"),
    first: () => ({ name: "a", aws_account_id: "1", region: "eu-west-1" }),
    replaced: ["region", () => ({ region: "eu-west-2" })],
  },
  {
    type: "scalr_hook",
    path: at("hooks"),
    first: ({ vcsProvider }) => ({
      name: "a",
      interpreter: "bash",
      scriptfile_path: "a.sh",
      vcs_provider_id: vcsProvider,
      vcs_repo: repository(),
    }),
    changed: () => ({ description: "For all", vcs_repo: repository("shop/other") }),
    drift: { interpreter: "python" },
  },
  {
    type: "scalr_module_namespace",
    path: at("module-namespaces"),
    first: ({ environment }) => ({ name: "a", environments: [environment] }),
    changed: ({ team }) => ({ environments: null, is_shared: true, owners: [team] }),
    replaced: ["name", () => ({ name: "b" })],
    drift: { "is-shared": false },
  },
  {
    type: "scalr_module",
    path: at("modules"),
    first: ({ vcsProvider }) => ({
      vcs_provider_id: vcsProvider,
      vcs_repo: repository("shop/terraform-aws-network"),
    }),
    replaced: ["vcs_repo", () => ({ vcs_repo: repository("shop/terraform-aws-database") })],
  },
  {
    type: "scalr_policy_group",
    path: at("policy-groups"),
    first: ({ vcsProvider }) => ({ name: "a", vcs_provider_id: vcsProvider, vcs_repo: repository() }),
    changed: ({ environment }) => ({ opa_version: "0.60.0", environments: [environment] }),
    drift: { "common-functions-folder": "shared" },
  },
];
