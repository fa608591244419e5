import { BOOL, listOf, NUMBER, STRING, setOf, UNKNOWN } from "../../../engine/values/index.js";
import {
  apiResource,
  attribute,
  between,
  everyoneFlag,
  everyoneOrSome,
  type Finding,
  oneOf,
  type PlainObject,
  type PlanContext,
  type StateJson,
  toOne,
  unchanged,
} from "../framework/index.js";
import { createdBy, emptyText, flag, id, name, observed, tagIds } from "../shared/common-attributes.js";
import { listedApart } from "../shared/listed-apart.js";
import { changedPool, runPoolFindings } from "../shared/pool-rules.js";
import { providerConfigurationLinks, sshKeyLink, workspaceBlocks } from "./workspace-blocks.js";

/** `scalr_workspace` */
export const workspace = apiResource({
  type: "scalr_workspace",
  noun: "workspace",
  apiType: "workspaces",
  include: "created-by",
  listedBy: "workspace",
  upgrades: [fromFirstForm, unchanged, unchanged, unchanged],
  twin: (planned) => ({
    "filter[environment]": String(planned.environment_id),
    "filter[name]": String(planned.name),
  }),
  extras: {
    remote_state_consumers: listedApart("workspaces", "remote-state-consumers", "remote-state-sharing"),
    provider_configuration: providerConfigurationLinks,
    ssh_key_id: sshKeyLink,
  },
  block: {
    description: "A workspace: one configuration with its state and its runs.",
    attributes: {
      id,
      name: name("workspace"),
      environment_id: {
        type: STRING,
        required: true,
        replace: true,
        description: "Id of its environment.",
        api: toOne("environment", "environments"),
      },
      agent_pool_id: {
        type: STRING,
        optional: true,
        computed: true,
        linkable: true,
        description: "Id of the run pool that it is linked to; overrides every default (R2).",
        api: toOne("agent-pool", "agent-pools"),
      },
      auto_apply: flag(false, "Whether a plan with changes is applied without confirmation."),
      auto_queue_runs: {
        type: STRING,
        optional: true,
        computed: true,
        description:
          "When a new configuration starts a run: skip_first (default), always, never, on_create_only.",
        validate: [oneOf("skip_first", "always", "never", "on_create_only")],
      },
      deletion_protection_enabled: flag(true, "Whether it cannot be deleted while it manages resources."),
      execution_mode: {
        type: STRING,
        optional: true,
        computed: true,
        default: "remote",
        description:
          "Where plans and applies run: remote (on agents or the Scalr runners) or local (on the caller's machine).",
        validate: [oneOf("remote", "local")],
      },
      force_latest_run: flag(false, "Whether a newer configuration replaces the runs that wait."),
      iac_platform: {
        type: STRING,
        optional: true,
        computed: true,
        default: "terraform",
        description: "Program that executes its runs: terraform or opentofu.",
        validate: [oneOf("terraform", "opentofu")],
      },
      module_version_id: {
        type: STRING,
        optional: true,
        description: "Id of the module version it deploys.",
        api: toOne("module-version", "module-versions"),
      },
      operations: {
        ...flag(true, "Whether runs execute remotely."),
        deprecated: "Use the attribute execution_mode.",
        // Only execution_mode is sent; the two always agree.
        api: {
          fields: ["attributes/operations"],
          read: ({ data }) => data.attributes["execution-mode"] !== "local",
        },
      },
      remote_backend: {
        type: BOOL,
        optional: true,
        computed: true,
        replace: true,
        description: "Whether Scalr keeps its state.",
      },
      remote_state_consumers: {
        type: setOf(STRING),
        optional: true,
        computed: true,
        description: 'Ids of the workspaces that may read its state; ["*"] for all of its environment.',
        validate: [everyoneOrSome],
        api: everyoneFlag("remote-state-sharing"),
      },
      run_operation_timeout: {
        type: NUMBER,
        optional: true,
        description: "Timeout of a plan or apply in minutes, from 10 to 720. Default: 60.",
        validate: [between(10, 720, "minutes")],
      },
      ssh_key_id: {
        type: STRING,
        optional: true,
        description: "Id of the SSH key with which its runs fetch modules.",
        api: { fields: ["relationships/ssh-key"], read: toOne("ssh-key", "account-ssh-keys").read },
      },
      tag_ids: tagIds,
      terraform_version: {
        type: STRING,
        optional: true,
        computed: true,
        description: "Version of that program. Default: the account's.",
      },
      type: {
        type: STRING,
        optional: true,
        computed: true,
        default: "unmapped",
        description: "Environment type: production, staging, testing, development, unmapped.",
        validate: [oneOf("production", "staging", "testing", "development", "unmapped")],
        api: attribute("environment-type"),
      },
      var_files: {
        type: listOf(STRING),
        optional: true,
        computed: true,
        default: [],
        description: "Variable files in the configuration, in the order in which they apply.",
      },
      vcs_provider_id: {
        type: STRING,
        optional: true,
        description: "Id of the VCS provider of its configuration.",
        api: toOne("vcs-provider", "vcs-providers"),
      },
      working_directory: emptyText("Folder of the configuration in which runs execute."),
      created_by: createdBy,
      has_resources: observed(BOOL, "Whether its state has resources."),
    },
    blocks: workspaceBlocks,
  },
  validate: validateWorkspace,
  plan: planWorkspace,
  check: (facts, planned, prior) =>
    runPoolFindings(facts, {
      pool: changedPool("agent_pool_id", planned, prior),
      attribute: "agent_pool_id",
      environment: planned.environment_id,
    }),
});

/**
 * The official provider's first form had the id in `external_id`. Ours of version 0.1.0 has the current form, but with an empty
 * `ssh_key_id` for none.
 */
function fromFirstForm({ external_id: externalId, ssh_key_id: sshKey, ...state }: StateJson): StateJson {
  if (typeof externalId === "string") return { ...state, id: externalId };
  return sshKey === undefined ? state : { ...state, ssh_key_id: sshKey === "" ? null : sshKey };
}

function validateWorkspace(config: PlainObject): readonly Finding[] {
  const findings: Finding[] = [];
  const { execution_mode: mode, operations } = config;
  if (typeof mode === "string" && typeof operations === "boolean" && operations !== (mode === "remote")) {
    const detail = `execution_mode is "${mode}" but operations, its deprecated form, is ${operations}. Remove operations.`;
    findings.push({ summary: "Conflicting settings of a workspace", detail, attribute: "operations" });
  }
  const hasRepository = Array.isArray(config.vcs_repo) && config.vcs_repo.length > 0;
  if (hasRepository && config.vcs_provider_id === null) {
    const detail = "vcs_repo needs the VCS provider of the repository. Set vcs_provider_id as well.";
    findings.push({ summary: "A repository needs a VCS provider", detail, attribute: "vcs_repo" });
  }
  return findings;
}

function planWorkspace(planned: PlainObject, { config, prior }: PlanContext): void {
  if (config.execution_mode === null && typeof config.operations === "boolean") {
    planned.execution_mode = config.operations ? "remote" : "local";
  } else if (config.operations === null) {
    planned.operations = planned.execution_mode === UNKNOWN ? UNKNOWN : planned.execution_mode === "remote";
  }
  // Another platform means another default version.
  if (prior && config.terraform_version === null && planned.iac_platform !== prior.iac_platform) {
    planned.terraform_version = UNKNOWN;
  }
}
