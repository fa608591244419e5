import { NUMBER } from "../../../engine/values/index.js";
import { apiResource, kept } from "../framework/index.js";
import { blank, id, requiredText } from "../shared/common-attributes.js";
import { importedWithOwner, secretToken, type TokenOwner, tokensOf } from "../shared/owned-token.js";

const OWNER: TokenOwner = {
  attribute: "service_account_id",
  noun: "service account",
  apiType: "service-accounts",
  example: "sa-abc/at-def",
};

const table = apiResource({
  type: "scalr_service_account_token",
  noun: "service account token",
  apiType: "access-tokens",
  createPath: (planned) => tokensOf(OWNER, planned.service_account_id),
  block: {
    description: "A token of a service account. Import it by <service account id>/<token id>.",
    attributes: {
      id,
      // The path of the creation names it; the token's own object does not.
      service_account_id: requiredText("Id of the service account.", { replace: true, api: kept }),
      description: blank("What it is for."),
      expires_in: {
        type: NUMBER,
        optional: true,
        computed: true,
        description: "Minutes from its creation until it expires. Default: never.",
      },
      name: blank("Its name."),
      token: secretToken,
    },
  },
});

/** `scalr_service_account_token` */
export const serviceAccountToken = importedWithOwner(table, OWNER);
