import { BOOL, listOf, STRING, setOf } from "../../../engine/values/index.js";
import { apiResource, everyoneFlag, everyoneOrSome, toMany, toOne } from "../framework/index.js";
import { accountId, createdBy, flag, id, name, observed, tagIds } from "../shared/common-attributes.js";
import { listedApart } from "../shared/listed-apart.js";
import { changedPool, runPoolFindings } from "../shared/pool-rules.js";

/** `scalr_environment` */
export const environment = apiResource({
  type: "scalr_environment",
  noun: "environment",
  apiType: "environments",
  include: "created-by",
  listedBy: "environment",
  twin: (planned) => ({ "filter[name]": String(planned.name) }),
  extras: {
    federated_environments: listedApart("environments", "federated-environments", "is-federated-to-account"),
  },
  block: {
    description: "An environment: a group of workspaces with common settings.",
    attributes: {
      id,
      name: name("environment"),
      account_id: accountId,
      default_provider_configurations: {
        type: setOf(STRING),
        optional: true,
        computed: true,
        description: "Ids of the provider configurations that its workspaces use by default.",
        api: toMany("default-provider-configurations", "provider-configurations"),
      },
      default_workspace_agent_pool_id: {
        type: STRING,
        optional: true,
        computed: true,
        linkable: true,
        description: "Id of the run pool that its workspaces use unless they are linked to another (R2).",
        api: toOne("default-workspace-agent-pool", "agent-pools"),
      },
      federated_environments: {
        type: setOf(STRING),
        optional: true,
        computed: true,
        deprecated: "Use the resource scalr_federated_environments.",
        description: 'Ids of the environments that may read its states; ["*"] for all.',
        validate: [everyoneOrSome],
        api: everyoneFlag("is-federated-to-account"),
      },
      mask_sensitive_output: flag(true, "Hides sensitive values in the console output of runs."),
      remote_backend: {
        type: BOOL,
        optional: true,
        computed: true,
        replace: true,
        description: "Whether Scalr keeps the state of its workspaces.",
      },
      remote_backend_overridable: flag(true, "Whether a workspace can override remote_backend."),
      storage_profile_id: {
        type: STRING,
        optional: true,
        description: "Id of the storage profile that stores its states.",
        api: toOne("storage-profile", "storage-profiles"),
      },
      tag_ids: tagIds,
      created_by: createdBy,
      policy_groups: observed(
        listOf(STRING),
        "Ids of its policy groups.",
        toMany("policy-groups", "policy-groups"),
      ),
      status: observed(STRING, "Its status."),
    },
  },
  check: (facts, planned, prior) =>
    runPoolFindings(facts, {
      pool: changedPool("default_workspace_agent_pool_id", planned, prior),
      attribute: "default_workspace_agent_pool_id",
      environment: prior?.id,
    }),
});
