import { STRING } from "../../../engine/values/index.js";
import { apiResource, oneOf } from "../framework/index.js";
import {
  accountId,
  blank,
  createdBy,
  id,
  name,
  observed,
  owners,
  text,
} from "../shared/common-attributes.js";

/** `scalr_service_account` */
export const serviceAccount = apiResource({
  type: "scalr_service_account",
  noun: "service account",
  apiType: "service-accounts",
  include: "created-by",
  twin: (planned) => ({ "filter[name]": String(planned.name) }),
  block: {
    description:
      "A service account: a caller that is not a person. Access policies grant it its permissions (R21).",
    attributes: {
      id,
      name: { ...name("service account"), replace: true },
      account_id: accountId,
      description: blank("What it is for."),
      owners,
      status: text("Active or Inactive.", { computed: true, validate: [oneOf("Active", "Inactive")] }),
      created_by: createdBy,
      email: observed(STRING, "Its email address."),
    },
  },
});
