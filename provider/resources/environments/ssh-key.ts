import { STRING } from "../../../engine/values/index.js";
import { apiResource, nonEmpty, secret } from "../framework/index.js";
import { accountId, environments, id, name } from "../shared/common-attributes.js";

/** `scalr_ssh_key` */
export const sshKey = apiResource({
  type: "scalr_ssh_key",
  noun: "SSH key",
  apiType: "account-ssh-keys",
  path: "ssh-keys",
  twin: (planned) => ({ "filter[name]": String(planned.name) }),
  block: {
    description: "An SSH key with which runs fetch modules.",
    attributes: {
      id,
      name: name("SSH key"),
      private_key: {
        type: STRING,
        required: true,
        sensitive: true,
        description: "The private key. The API never shows it, so it is empty after an import.",
        validate: [nonEmpty],
        api: secret("private-key"),
      },
      account_id: accountId,
      environments: environments("key"),
    },
  },
});
