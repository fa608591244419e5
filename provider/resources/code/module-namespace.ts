import { STRING, setOf } from "../../../engine/values/index.js";
import { apiResource, type Finding, type PlainObject, toManyIfGiven } from "../framework/index.js";
import { flag, id, name, owners } from "../shared/common-attributes.js";

function sharedOrAssigned({ is_shared: shared, environments }: PlainObject): readonly Finding[] {
  if (shared !== true || !Array.isArray(environments) || environments.length === 0) return [];
  const detail =
    "is_shared makes the namespace available in all environments, environments in those that it lists. Set one of the two.";
  return [{ summary: "Set is_shared or environments of the namespace", detail, attribute: "environments" }];
}

/** `scalr_module_namespace` */
export const moduleNamespace = apiResource({
  type: "scalr_module_namespace",
  noun: "module namespace",
  apiType: "module-namespaces",
  twin: (planned) => ({ "filter[name]": String(planned.name) }),
  validate: sharedOrAssigned,
  block: {
    description: "A module namespace: a group of modules that the same environments can use.",
    attributes: {
      id,
      name: { ...name("module namespace"), replace: true },
      environments: {
        type: setOf(STRING),
        optional: true,
        description: "Ids of the environments that may use its modules.",
        api: toManyIfGiven("environments", "environments"),
      },
      is_shared: flag(false, "Whether all environments may use its modules."),
      owners: { ...owners, computed: false, api: toManyIfGiven("owners", "teams") },
    },
  },
});
