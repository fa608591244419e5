import type { DataObject } from "../core/kept-types/types.js";
import type { View } from "../core/resource.js";
import type { Json } from "../core/values.js";
import { hookState } from "../integrations/hooks/source.js";
import { groupState } from "../integrations/policies/group-state.js";
import { checksState } from "../integrations/scans/external-checks.js";
import { statisticsOf } from "../integrations/webhooks/health.js";
import { compareVersions } from "../vcs/modules/module-rules.js";
import { moduleState } from "../vcs/modules/state.js";

type ReadLink = (object: DataObject, view: View) => readonly string[] | string | null;
type ReadAttribute = (object: DataObject, view: View) => Json;

const versionsOf = ({ id }: DataObject, { reader }: View) =>
  reader.find("module-versions", "module", id) as readonly DataObject[];

/** The newest usable version of a module. A prerelease such as `2.0.0-rc1` counts only if there is no release. */
function latestVersion(module: DataObject, view: View): string | null {
  const all = versionsOf(module, view).filter(({ status }) => status === "ok");
  const released = all.filter(({ version }) => !String(version).includes("-"));
  const usable = released.length > 0 ? released : all;
  return [...usable].sort((a, b) => compareVersions(a.version, b.version)).at(-1)?.id ?? null;
}

/** Relationships of data types that are derived from other objects. */
export const DERIVED_LINKS: Readonly<Record<string, Readonly<Record<string, ReadLink>>>> = {
  modules: { "latest-module-version": latestVersion, "module-version": latestVersion },
  "hook-environment-links": {
    "vcs-provider": ({ hook }, { reader }) => reader.get("hooks", hook)?.vcsProvider ?? null,
    "vcs-revision": ({ hook }, { reader }) => reader.get("hooks", hook)?.vcsRevision ?? null,
  },
  hooks: {
    environments: ({ id }, { reader }) => [
      ...new Set(reader.find("hook-environment-links", "hook", id).map((link) => link.environment as string)),
    ],
  },
};

/** Attributes of data types that are derived from other objects. */
export const DERIVED_ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, ReadAttribute>>>> = {
  "account-ssh-keys": {
    "in-use": ({ id }, { reader }) => reader.count("workspaces", "sshKey", id) > 0,
  },
  hooks: {
    status: (hook, { reader }) => hookState(reader, hook as DataObject<"hooks">).status,
    "error-message": (hook, { reader }) => hookState(reader, hook as DataObject<"hooks">).error,
    "hook-blob-id": ({ vcsRevision }) => vcsRevision ?? null,
  },
  modules: {
    status: (module, { reader }) => moduleState(reader, module).status,
    "error-message": (module, { reader }) => moduleState(reader, module).error,
  },
  "policy-groups": {
    status: (group, { reader }) => groupState(reader, group).status,
    "error-message": (group, { reader }) => groupState(reader, group).error,
  },
  // A client turns one off; whether the others work follows from their checks.
  "checkov-integrations": {
    status: (integration, { reader }) => {
      const state = integration.status === "disabled" ? null : checksState(reader, integration);
      return state === null ? integration.status : state.status === "errored" ? "failed" : state.status;
    },
    "err-message": (integration, { reader }) => checksState(reader, integration)?.error ?? null,
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
  // The contract has a number here, which the text of an answer is not; the sandbox's own API shows it.
  "webhook-integration-deliveries": { "response-body": () => null },
  "webhook-integrations": {
    statistics: (webhook, { reader, now }) => statisticsOf(reader, webhook, now),
  },
};
