import { apiResource, type Finding, type PlainObject } from "../framework/index.js";
import { accountId, environments, flag, id, name, owners, tagIds } from "../shared/common-attributes.js";
import { providerArguments } from "./custom-provider.js";
import { providerBlocks } from "./provider-configuration-blocks.js";

const KINDS = Object.keys(providerBlocks);

function exactlyOneKind(config: PlainObject): readonly Finding[] {
  const lists = KINDS.map((kind) => config[kind]);
  if (lists.some((list) => !Array.isArray(list))) return [];
  const given = KINDS.filter((_, index) => (lists[index] as unknown[]).length > 0);
  if (given.length === 1) return [];
  const summary = "Set exactly one provider block";
  const detail = `Give exactly one of the blocks ${KINDS.join(", ")}; ${given.join(" and ") || "none"} is given.`;
  return [{ summary, detail, ...(given[1] !== undefined && { attribute: given[1] }) }];
}

/** `scalr_provider_configuration` */
export const providerConfiguration = apiResource({
  type: "scalr_provider_configuration",
  noun: "provider configuration",
  apiType: "provider-configurations",
  twin: (planned) => ({ "filter[name]": String(planned.name) }),
  extras: { custom: providerArguments },
  validate: exactlyOneKind,
  block: {
    description: "A provider configuration: settings and credentials of a provider, which runs get.",
    attributes: {
      id,
      name: name("provider configuration"),
      account_id: accountId,
      apply_only: { ...flag(false, "Whether only applies get it, and plans do not."), replace: true },
      environments: { ...environments("provider configuration"), default: [] },
      export_shell_variables: flag(false, "Whether runs get the credentials as environment variables too."),
      owners,
      tag_ids: tagIds,
    },
    blocks: providerBlocks,
  },
});
