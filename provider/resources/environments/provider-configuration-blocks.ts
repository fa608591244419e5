import { BOOL, mapOf, STRING } from "../../../engine/values/index.js";
import type { AttributeDefinition, InnerDefinition, NestedDefinition } from "../framework/index.js";
import { oneOf } from "../framework/index.js";
import { blank, requiredText, text } from "../shared/common-attributes.js";
import { prefixedBlock } from "../shared/prefixed-block.js";
import { customBlock } from "./custom-provider.js";

type Attributes = Readonly<Record<string, AttributeDefinition>>;

const sensitive = { sensitive: true } as const;

function labels(name: string, what: string): InnerDefinition {
  return {
    nesting: "list",
    maxItems: 1,
    description: `Adds ${what} to every resource.`,
    attributes: {
      [name]: { type: mapOf(STRING), optional: true, description: `The ${what}.` },
      strategy: text("What happens if a resource already has one of the same name: skip, update.", {
        validate: [oneOf("skip", "update")],
      }),
    },
  };
}

const aws: Attributes = {
  credentials_type: requiredText("Authentication: access_keys, role_delegation, oidc.", {
    validate: [oneOf("access_keys", "role_delegation", "oidc")],
  }),
  access_key: blank("Access key."),
  account_type: text("Kind of the AWS account: regular, gov-cloud, cn-cloud.", {
    computed: true,
    default: "regular",
    validate: [oneOf("regular", "gov-cloud", "cn-cloud")],
  }),
  audience: blank("Audience of the token."),
  credentials_source: blank(
    "Source of the credentials of a delegated role: Ec2InstanceMetadata, EcsContainer.",
    {
      validate: [oneOf("Ec2InstanceMetadata", "EcsContainer")],
    },
  ),
  external_id: blank("External id of the role."),
  role_arn: blank("ARN of the role."),
  secret_key: blank("Secret key.", sensitive),
  trusted_entity_type: blank("Who may assume the role: aws_account, aws_service.", {
    validate: [oneOf("aws_account", "aws_service")],
  }),
};

const azurerm: Attributes = {
  client_id: requiredText("Id of the client."),
  tenant_id: requiredText("Id of the tenant."),
  audience: blank("Audience of the token."),
  auth_type: text("Authentication: client-secrets, oidc.", {
    computed: true,
    default: "client-secrets",
    validate: [oneOf("client-secrets", "oidc")],
  }),
  client_secret: blank("Secret of the client."),
  subscription_id: blank("Id of the subscription."),
};

const google: Attributes = {
  auth_type: text("Authentication: service-account-key, oidc.", {
    computed: true,
    default: "service-account-key",
    validate: [oneOf("service-account-key", "oidc")],
  }),
  credentials: blank("Key of the service account, as JSON.", sensitive),
  project: text("Id of the project.", { computed: true }),
  service_account_email: blank("Email address of the service account."),
  use_default_project: {
    type: BOOL,
    optional: true,
    computed: true,
    default: true,
    description: "Whether runs get the project as well.",
  },
  workload_provider_name: blank("Name of the workload identity provider."),
};

const scalr: Attributes = {
  hostname: requiredText("Host of the account."),
  token: requiredText("API token.", sensitive),
};

const one = (provider: string) => ({ discriminator: "provider-name", value: provider, prefix: provider });

/** The settings of the provider: exactly one of these blocks. */
export const providerBlocks: Readonly<Record<string, NestedDefinition>> = {
  aws: prefixedBlock("Configuration of the AWS provider.", one("aws"), {
    attributes: aws,
    blocks: { default_tags: labels("tags", "tags") },
    secrets: ["secret_key"],
    flattened: { default_tags: { tags: "aws-default-tags", strategy: "aws-default-tags-strategy" } },
  }),
  azurerm: prefixedBlock("Configuration of the Azure provider.", one("azurerm"), {
    attributes: azurerm,
    secrets: ["client_secret"],
  }),
  google: prefixedBlock("Configuration of the Google provider.", one("google"), {
    attributes: google,
    blocks: { default_labels: labels("labels", "labels") },
    secrets: ["credentials"],
    flattened: {
      default_labels: { labels: "google-default-labels", strategy: "google-default-labels-strategy" },
    },
  }),
  scalr: prefixedBlock("Configuration of the Scalr provider.", one("scalr"), {
    attributes: scalr,
    secrets: ["token"],
  }),
  custom: customBlock,
};
