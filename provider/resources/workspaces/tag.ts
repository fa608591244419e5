import { apiResource } from "../framework/index.js";
import { accountId, id, name } from "../shared/common-attributes.js";

/** `scalr_tag` */
export const tag = apiResource({
  type: "scalr_tag",
  noun: "tag",
  apiType: "tags",
  twin: (planned) => ({ "filter[name]": String(planned.name) }),
  block: {
    description: "A tag: a label of workspaces, environments and provider configurations.",
    attributes: { id, name: name("tag"), account_id: accountId },
  },
});
