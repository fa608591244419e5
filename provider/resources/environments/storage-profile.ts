import { BOOL, STRING } from "../../../engine/values/index.js";
import {
  type AttributeDefinition,
  apiResource,
  checkedAlone,
  type NestedDefinition,
} from "../framework/index.js";
import { id, instant, name, observed, requiredText, stamp, text } from "../shared/common-attributes.js";
import { prefixedBlock } from "../shared/prefixed-block.js";

type Attributes = Readonly<Record<string, AttributeDefinition>>;

const awsS3: Attributes = {
  audience: requiredText("Audience of the token."),
  bucket_name: requiredText("Name of the bucket."),
  role_arn: requiredText("ARN of the role."),
  region: text("Region of the bucket."),
};
const azurerm: Attributes = {
  audience: requiredText("Audience of the token."),
  client_id: requiredText("Id of the client."),
  container_name: requiredText("Name of the container."),
  storage_account: requiredText("Name of the storage account."),
  tenant_id: requiredText("Id of the tenant."),
};
const google: Attributes = {
  credentials: requiredText("Key of the service account, as JSON.", {
    sensitive: true,
    validate: [(value) => (isJson(String(value)) ? null : "is not JSON.")],
  }),
  storage_bucket: requiredText("Name of the bucket."),
  encryption_key: text("Key that encrypts the states.", { sensitive: true }),
  project: text("Id of the project.", { computed: true }),
};

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}

const one = (value: string) => ({ discriminator: "backend-type", value, prefix: value });

export const storageBlocks: Readonly<Record<string, NestedDefinition>> = {
  aws_s3: checkedAlone(prefixedBlock("A bucket of AWS S3.", one("aws-s3"), { attributes: awsS3 })),
  azurerm: checkedAlone(prefixedBlock("A container of Azure.", one("azurerm"), { attributes: azurerm })),
  google: checkedAlone(
    prefixedBlock("A bucket of Google Cloud Storage.", one("google"), {
      attributes: google,
      secrets: ["credentials", "encryption_key"],
      coded: {
        credentials: { write: (text) => JSON.parse(String(text)), read: (value) => JSON.stringify(value) },
      },
    }),
  ),
};

/** `scalr_storage_profile` */
export const storageProfile = apiResource({
  type: "scalr_storage_profile",
  noun: "storage profile",
  apiType: "storage-profiles",
  twin: (planned) => ({ "filter[name]": String(planned.name) }),
  block: {
    description: "A storage profile: your own bucket for states.",
    attributes: {
      id,
      name: name("storage profile"),
      default: {
        type: BOOL,
        optional: true,
        computed: true,
        description: "Whether it is the default of environments that name no other.",
      },
      created_at: observed(STRING, "When it was created."),
      error_message: stamp("Why it does not work; empty while it works."),
      updated_at: stamp("When it was last changed.", instant("updated-at")),
    },
    blocks: storageBlocks,
  },
  validate(config) {
    const kinds = Object.keys(storageBlocks);
    if (kinds.some((kind) => !Array.isArray(config[kind]))) return [];
    const given = kinds.filter((kind) => (config[kind] as unknown[]).length > 0);
    if (given.length === 1) return [];
    const detail = `Give exactly one of the blocks ${kinds.join(", ")}; ${given.join(" and ") || "none"} is given.`;
    return [{ summary: "Set exactly one storage block", detail }];
  },
});
