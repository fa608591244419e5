import { NUMBER, STRING } from "../../values/index.js";
import { id, requiredText, text } from "../common-attributes.js";
import { apiResource, kept, shownOnce } from "../framework/index.js";

/** `scalr_service_account_token` */
export const serviceAccountToken = apiResource({
  type: "scalr_service_account_token",
  noun: "service account token",
  apiType: "access-tokens",
  createPath: ({ service_account_id: owner }) =>
    `service-accounts/${encodeURIComponent(String(owner))}/access-tokens`,
  block: {
    description: "A token of a service account.",
    attributes: {
      id,
      // The path of the creation says it; the token's own object does not.
      service_account_id: requiredText("Id of the service account.", { replace: true, api: kept }),
      description: text("What it is for."),
      expires_in: {
        type: NUMBER,
        optional: true,
        computed: true,
        description: "Minutes from its creation until it expires. Default: never.",
      },
      name: text("Its name."),
      token: {
        type: STRING,
        computed: true,
        sensitive: true,
        description: "The secret. Known only where the token was created: empty after an import.",
        api: shownOnce("token"),
      },
    },
  },
});
