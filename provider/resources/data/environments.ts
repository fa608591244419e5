/** Data sources of objects that environments share. */
import { listOf, STRING } from "../../../engine/values/index.js";
import { providerConfiguration } from "../environments/provider-configuration.js";
import { sshKey } from "../environments/ssh-key.js";
import { storageBlocks, storageProfile } from "../environments/storage-profile.js";
import type { DataSource } from "../framework/index.js";
import { byAccount, byFlag, byId, byName, byNameFilter, byTags, byText } from "./criteria.js";
import { idList, lookup } from "./lookup.js";
import { asList, pick, readOnlyBlock } from "./shown.js";

export const tagData: DataSource = lookup({
  type: "scalr_tag",
  noun: "tag",
  apiType: "tags",
  description: "A tag that another stack owns.",
  criteria: { id: byId, name: byName("tag"), account_id: byAccount },
  oneOf: ["id", "name"],
  attributes: {},
});

export const sshKeyData: DataSource = lookup({
  type: "scalr_ssh_key",
  noun: "SSH key",
  apiType: "ssh-keys",
  description: "An SSH key that another stack owns.",
  criteria: { id: byId, name: byName("SSH key"), account_id: byAccount },
  oneOf: ["id", "name"],
  attributes: { environments: asList(sshKey, "environments") },
});

const askedProvider = byText("provider-name", "Name of the provider.", "filter[provider-name]");
const byProvider = { ...askedProvider, definition: { ...askedProvider.definition, computed: false } };

export const providerConfigurationData: DataSource = lookup({
  type: "scalr_provider_configuration",
  noun: "provider configuration",
  apiType: "provider-configurations",
  description: "A provider configuration that another stack owns.",
  criteria: {
    id: byId,
    name: byName("provider configuration"),
    account_id: byAccount,
    provider_name: byProvider,
  },
  attributes: {
    ...pick(providerConfiguration, "apply_only"),
    environments: asList(providerConfiguration, "environments"),
    owners: asList(providerConfiguration, "owners"),
  },
});

export const providerConfigurationsData: DataSource = idList({
  type: "scalr_provider_configurations",
  noun: "provider configurations",
  apiType: "provider-configurations",
  description: "Ids of the provider configurations that match.",
  criteria: { account_id: byAccount, name: byNameFilter, provider_name: byProvider, tag_ids: byTags },
  ids: listOf(STRING),
});

const shownBlocks = Object.fromEntries(
  Object.entries(storageBlocks).map(([name, block]) => [name, readOnlyBlock(block)]),
);

export const storageProfileData: DataSource = lookup({
  type: "scalr_storage_profile",
  noun: "storage profile",
  apiType: "storage-profiles",
  description: "A storage profile that another stack owns.",
  criteria: {
    id: byId,
    name: byName("storage profile"),
    default: byFlag(
      "default",
      "Whether it is the default of environments that name no other.",
      "filter[default]",
    ),
  },
  oneOf: ["id", "name", "default"],
  attributes: pick(storageProfile, "created_at", "error_message", "updated_at"),
  blocks: shownBlocks,
});
