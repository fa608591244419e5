import { STRING } from "../../../engine/values/index.js";
import { apiResource, nonEmpty, secret } from "../framework/index.js";
import { environments, id, name } from "../shared/common-attributes.js";

/** `scalr_integration_infracost` */
export const infracostIntegration = apiResource({
  type: "scalr_integration_infracost",
  noun: "Infracost integration",
  apiType: "infracost-integration",
  path: "integrations/infracost",
  twin: () => ({}),
  block: {
    description: "An Infracost integration: it estimates what changes cost.",
    attributes: {
      id,
      name: name("Infracost integration"),
      api_key: {
        type: STRING,
        required: true,
        sensitive: true,
        description: "Key of its API. The API never shows it, so it is empty after an import.",
        validate: [nonEmpty],
        api: secret("api-key"),
      },
      environments: environments("integration"),
    },
  },
});
