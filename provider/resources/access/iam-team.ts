import { STRING, setOf } from "../../../engine/values/index.js";
import { apiResource, toMany, toOne } from "../framework/index.js";
import { accountId, id, name, text } from "../shared/common-attributes.js";

/** `scalr_iam_team` */
export const iamTeam = apiResource({
  type: "scalr_iam_team",
  noun: "team",
  apiType: "teams",
  twin: (planned) => ({ "filter[name]": String(planned.name) }),
  block: {
    description: "A team: users that get roles together (R21).",
    attributes: {
      id,
      name: name("team"),
      account_id: accountId,
      description: text("What it is for."),
      identity_provider_id: text("Id of the identity provider.", {
        computed: true,
        deprecated: "The identity provider is the account's.",
        api: toOne("identity-provider", "identity-providers"),
      }),
      users: {
        type: setOf(STRING),
        optional: true,
        computed: true,
        description: "Ids of its users.",
        api: toMany("users", "users"),
      },
    },
  },
});
