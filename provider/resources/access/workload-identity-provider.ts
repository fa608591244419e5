import { STRING, setOf } from "../../../engine/values/index.js";
import { apiResource, httpUrl } from "../framework/index.js";
import { id, name, requiredText } from "../shared/common-attributes.js";

/** `scalr_workload_identity_provider` */
export const workloadIdentityProvider = apiResource({
  type: "scalr_workload_identity_provider",
  noun: "workload identity provider",
  apiType: "workload-identity-providers",
  twin: (planned) => ({ "filter[name]": String(planned.name) }),
  block: {
    description: "An issuer of tokens with which workloads sign in as service accounts.",
    attributes: {
      id,
      name: name("workload identity provider"),
      url: requiredText("URL of the issuer.", { replace: true, validate: [httpUrl] }),
      allowed_audiences: {
        type: setOf(STRING),
        required: true,
        description: "Audiences that its tokens may name.",
      },
    },
  },
});
