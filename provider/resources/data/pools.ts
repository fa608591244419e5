/** Data sources of agent pools, and of the objects that use them. */
import { BOOL, listOf, STRING, setOf } from "../../../engine/values/index.js";
import { vcsProvider } from "../code/vcs-provider.js";
import { environment } from "../environments/environment.js";
import { type DataSource, toMany } from "../framework/index.js";
import { agentPool } from "../pools/agent-pool.js";
import { listedApart } from "../shared/listed-apart.js";
import { workspace } from "../workspaces/workspace.js";
import {
  byAccount,
  byEnvironment,
  byFlag,
  byId,
  byName,
  byNameFilter,
  byPool,
  byTags,
  byText,
  byUsableIn,
} from "./criteria.js";
import { idList, lookup, shown } from "./lookup.js";
import { blockShown, pick } from "./shown.js";

const ids = listOf(STRING);

export const agentPoolData: DataSource = lookup({
  type: "scalr_agent_pool",
  noun: "agent pool",
  apiType: "agent-pools",
  description: "An agent pool that another stack owns.",
  criteria: {
    id: byId,
    name: byName("agent pool"),
    account_id: byAccount,
    environment_id: byUsableIn,
    vcs_enabled: byFlag(
      "vcs-enabled",
      "Whether its agents connect to VCS providers instead of executing runs (R5).",
      "filter[vcs-enabled]",
    ),
  },
  attributes: {
    ...pick(agentPool, "api_gateway_url", "environments"),
    header: blockShown(agentPool, "header"),
    workspace_ids: {
      type: ids,
      computed: true,
      description: "Ids of the workspaces that are linked to it.",
      api: toMany("workspaces", "workspaces"),
    },
  },
});

export const environmentData: DataSource = lookup({
  type: "scalr_environment",
  noun: "environment",
  apiType: "environments",
  description: "An environment that another stack owns.",
  include: "created-by",
  extras: {
    federated_environments: listedApart("environments", "federated-environments", "is-federated-to-account"),
  },
  criteria: { id: byId, name: byName("environment"), account_id: byAccount },
  oneOf: ["id", "name"],
  attributes: {
    ...pick(
      environment,
      "created_by",
      "default_workspace_agent_pool_id",
      "federated_environments",
      "mask_sensitive_output",
      "policy_groups",
      "remote_backend",
      "remote_backend_overridable",
      "status",
      "storage_profile_id",
    ),
    default_provider_configurations: shown(
      environment.block.attributes.default_provider_configurations!,
      ids,
    ),
    tag_ids: shown(environment.block.attributes.tag_ids!, ids),
  },
});

export const environmentsData: DataSource = idList({
  type: "scalr_environments",
  noun: "environments",
  apiType: "environments",
  description: "Ids of the environments that match.",
  criteria: { account_id: byAccount, name: byNameFilter, tag_ids: byTags },
  ids: setOf(STRING),
});

export const workspaceData: DataSource = lookup({
  type: "scalr_workspace",
  noun: "workspace",
  apiType: "workspaces",
  description: "A workspace that another stack owns.",
  include: "created-by",
  criteria: {
    id: byId,
    name: byName("workspace"),
    environment_id: {
      ...byEnvironment,
      definition: { ...byEnvironment.definition, optional: false, required: true },
    },
  },
  oneOf: ["id", "name"],
  attributes: {
    ...pick(
      workspace,
      "agent_pool_id",
      "auto_apply",
      "auto_queue_runs",
      "created_by",
      "deletion_protection_enabled",
      "execution_mode",
      "force_latest_run",
      "has_resources",
      "iac_platform",
      "module_version_id",
      "remote_backend",
      "terraform_version",
      "type",
      "vcs_provider_id",
      "working_directory",
    ),
    operations: {
      type: BOOL,
      computed: true,
      description: "Whether runs execute remotely; execution_mode says the same.",
      api: workspace.block.attributes.operations!.api!,
    },
    tag_ids: shown(workspace.block.attributes.tag_ids!, ids),
    hooks: blockShown(workspace, "hooks"),
    terragrunt: blockShown(workspace, "terragrunt"),
    vcs_repo: blockShown(workspace, "vcs_repo", [
      "identifier",
      "path",
      "dry_runs_enabled",
      "ingress_submodules",
    ]),
  },
});

export const workspacesData: DataSource = idList({
  type: "scalr_workspaces",
  noun: "workspaces",
  apiType: "workspaces",
  description: "Ids of the workspaces that match.",
  criteria: { account_id: byAccount, environment_id: byEnvironment, name: byNameFilter, tag_ids: byTags },
  ids,
});

export const vcsProviderData: DataSource = lookup({
  type: "scalr_vcs_provider",
  noun: "VCS provider",
  apiType: "vcs-providers",
  description: "A VCS provider that another stack owns.",
  criteria: {
    id: byId,
    // The API filters VCS providers by a search, not by their exact names.
    name: { ...byName("VCS provider"), filter: "query" },
    account_id: byAccount,
    agent_pool_id: byPool,
    environment_id: byUsableIn,
    vcs_type: byText("vcs-type", "Kind of Git server.", "filter[vcs-type]"),
    draft_pr_runs_enabled: byFlag("draft-pr-runs-enabled", "Whether draft pull requests start runs."),
  },
  attributes: pick(vcsProvider, "comments_enabled", "environments", "pr_merge_comments_enabled", "url"),
});
