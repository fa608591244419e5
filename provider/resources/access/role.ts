import { BOOL, STRING, setOf } from "../../../engine/values/index.js";
import { apiResource, toMany, toOne, unchanged } from "../framework/index.js";
import { id, name, observed, text } from "../shared/common-attributes.js";

/** `scalr_role` */
export const role = apiResource({
  type: "scalr_role",
  noun: "role",
  apiType: "roles",
  upgrades: [unchanged],
  twin: (planned) => ({ "filter[name]": String(planned.name) }),
  block: {
    description: "A role: a set of permissions that access policies grant (R21).",
    attributes: {
      id,
      name: name("role"),
      permissions: {
        type: setOf(STRING),
        required: true,
        description: 'Names of the permissions, such as "workspaces:update", "agent-pools:*" or "*:read".',
        api: toMany("permissions", "permissions"),
      },
      account_id: text("Id of the account.", {
        computed: true,
        deprecated: "The account is the token's.",
        api: toOne("account", "accounts"),
      }),
      description: text("What it is for."),
      is_system: observed(BOOL, "Whether it is built in and cannot be changed."),
    },
  },
});
