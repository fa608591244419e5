import { NUMBER } from "../../../engine/values/index.js";
import type { Json } from "../../client/index.js";
import {
  type AttributeDefinition,
  apiResource,
  kept,
  nestedFromApi,
  nestedToApi,
  type PlainObject,
  toOne,
  UserError,
} from "../framework/index.js";
import { id, linkTo, name, requiredText, text } from "../shared/common-attributes.js";

const claimCondition: Readonly<Record<string, AttributeDefinition>> = {
  claim: requiredText("Name of the claim."),
  value: requiredText("Value that the claim is compared with."),
  operator: text("Comparison operator.", { computed: true, default: "eq" }),
};

/** `scalr_assume_service_account_policy` */
export const assumeServiceAccountPolicy = apiResource({
  type: "scalr_assume_service_account_policy",
  noun: "assume service account policy",
  apiType: "assume-service-account-policies",
  path: ({ service_account_id: account }) =>
    `service-accounts/${encodeURIComponent(String(account))}/assume-policies`,
  importId(importId) {
    const [account, policy, ...rest] = importId.split("/");
    if (!account || !policy || rest.length > 0)
      throw new UserError('Give "<service account id>/<policy id>", such as "sa-abc/asap-def".');
    return { id: policy, service_account_id: account };
  },
  block: {
    description:
      "Lets workloads of an identity provider use a service account. Import it by <service account id>/<policy id>.",
    attributes: {
      id,
      name: name("policy"),
      provider_id: linkTo(
        "provider",
        "workload-identity-providers",
        "Id of the workload identity provider.",
        {
          replace: true,
        },
      ),
      // The path names it.
      service_account_id: requiredText("Id of the service account.", {
        replace: true,
        api: { ...kept, read: toOne("service-account", "service-accounts").read },
      }),
      maximum_session_duration: {
        type: NUMBER,
        optional: true,
        computed: true,
        description: "Maximum duration of a session, in seconds.",
      },
    },
    blocks: {
      claim_condition: {
        nesting: "set",
        description: "A condition on a claim of the token.",
        attributes: claimCondition,
        api: {
          fields: ["attributes/claim-conditions"],
          write: (value, draft) => {
            const items = value as PlainObject[];
            draft.attributes["claim-conditions"] = items.map((item) => nestedToApi(claimCondition, item));
          },
          read: ({ data }) =>
            ((data.attributes["claim-conditions"] ?? []) as Record<string, Json>[]).map((item) =>
              nestedFromApi(claimCondition, item),
            ),
        },
      },
    },
  },
});
