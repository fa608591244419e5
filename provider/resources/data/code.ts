/** Data sources of objects that come from repositories. */
import { STRING, setOf } from "../../../engine/values/index.js";
import { hook } from "../code/hook.js";
import { moduleNamespace } from "../code/module-namespace.js";
import { policyGroup } from "../code/policy-group.js";
import { type DataSource, toMany } from "../framework/index.js";
import { observed } from "../shared/common-attributes.js";
import { byAccount, byId, byName } from "./criteria.js";
import { lookup } from "./lookup.js";
import { asList, blockShown, pick } from "./shown.js";

export const hookData: DataSource = lookup({
  type: "scalr_hook",
  noun: "hook",
  apiType: "hooks",
  description: "A hook that another stack owns.",
  criteria: { id: byId, name: byName("hook") },
  oneOf: ["id", "name"],
  attributes: {
    ...pick(hook, "description", "interpreter", "scriptfile_path", "vcs_provider_id"),
    vcs_repo: blockShown(hook, "vcs_repo"),
  },
});

export const moduleNamespaceData: DataSource = lookup({
  type: "scalr_module_namespace",
  noun: "module namespace",
  apiType: "module-namespaces",
  description: "A module namespace that another stack owns.",
  criteria: { name: byName("module namespace") },
  oneOf: ["name"],
  attributes: {
    id: observed(STRING, "Id of the object."),
    ...pick(moduleNamespace, "environments", "is_shared", "owners"),
    modules: observed(setOf(STRING), "Ids of its modules.", toMany("modules", "modules")),
  },
});

export const policyGroupData: DataSource = lookup({
  type: "scalr_policy_group",
  noun: "policy group",
  apiType: "policy-groups",
  include: "policies",
  description: "A policy group that another stack owns.",
  criteria: { id: byId, name: byName("policy group"), account_id: byAccount },
  oneOf: ["id", "name"],
  attributes: {
    ...pick(
      policyGroup,
      "common_functions_folder",
      "error_message",
      "opa_version",
      "policies",
      "status",
      "vcs_provider_id",
    ),
    environments: asList(policyGroup, "environments"),
    vcs_repo: blockShown(policyGroup, "vcs_repo"),
  },
});
