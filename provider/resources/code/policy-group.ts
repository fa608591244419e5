import { BOOL, listOf, objectOf, STRING, setOf } from "../../../engine/values/index.js";
import { type AttributeDefinition, apiResource, type Mapping, toMany } from "../framework/index.js";
import {
  accountId,
  blank,
  id,
  linkTo,
  name,
  observed,
  requiredText,
  text,
} from "../shared/common-attributes.js";
import { vcsRepo } from "./vcs-repo.js";

const repository: Readonly<Record<string, AttributeDefinition>> = {
  identifier: requiredText("Owner and name of the repository."),
  branch: text("Branch. Default: the repository's own.", { computed: true }),
  path: blank("Folder in the repository."),
};

/** The included policies of the group. */
const policies: Mapping = {
  fields: [],
  read: ({ included }) =>
    included
      .filter(({ type }) => type === "policies")
      .map(({ attributes: { name, enabled, "enforced-level": level } }) => ({
        name: name ?? null,
        enabled: enabled ?? null,
        enforced_level: level ?? null,
      })),
};

/** `scalr_policy_group` */
export const policyGroup = apiResource({
  type: "scalr_policy_group",
  noun: "policy group",
  apiType: "policy-groups",
  include: "policies",
  twin: (planned) => ({ "filter[name]": String(planned.name) }),
  block: {
    description: "A policy group: policies from a repository, which check the plans of runs.",
    attributes: {
      id,
      name: name("policy group"),
      vcs_provider_id: linkTo("vcs-provider", "vcs-providers", "Id of the VCS provider of the repository."),
      account_id: accountId,
      common_functions_folder: blank("Folder with functions that the policies share."),
      environments: {
        type: setOf(STRING),
        optional: true,
        computed: true,
        linkable: true,
        initial: [],
        description:
          "Ids of the environments whose runs are checked. To add a single one, use scalr_policy_group_linkage.",
        api: toMany("environments", "environments"),
      },
      opa_version: text("Version of the Open Policy Agent.", { computed: true }),
      error_message: observed(STRING, "Why it does not work; empty while it works."),
      policies: observed(
        listOf(objectOf({ enabled: BOOL, enforced_level: STRING, name: STRING })),
        "Its policies.",
        policies,
      ),
      status: observed(STRING, "Its status."),
    },
    blocks: {
      vcs_repo: vcsRepo(repository),
    },
  },
});
