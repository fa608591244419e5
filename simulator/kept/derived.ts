import type { DataObject } from "../core/kept-types/types.js";
import type { View } from "../core/resource.js";
import type { Json } from "../core/values.js";

type ReadLink = (object: DataObject, view: View) => readonly string[];
type ReadAttribute = (object: DataObject, view: View) => Json;

/** Relationships of data types that follow from what other objects store. */
export const DERIVED_LINKS: Readonly<Record<string, Readonly<Record<string, ReadLink>>>> = {
  hooks: {
    environments: ({ id }, { reader }) => [
      ...new Set(reader.find("hook-environment-links", "hook", id).map((link) => link.environment as string)),
    ],
  },
};

/** Attributes of data types that follow from what other objects store. */
export const DERIVED_ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, ReadAttribute>>>> = {
  "account-ssh-keys": {
    "in-use": ({ id }, { reader }) => reader.count("workspaces", "sshKey", id) > 0,
  },
  "gpg-keys": {
    "usage-count": ({ id }, { reader }) => reader.count("provider-versions", "gpgKey", id),
  },
  "provider-configuration-links": {
    default: ({ providerConfiguration, workspace }, { reader }) => {
      const owner = reader.get("workspaces", workspace);
      const environment = owner && reader.get("environments", owner.environment);
      return environment?.defaultProviderConfigurations.includes(providerConfiguration) ?? false;
    },
  },
};
