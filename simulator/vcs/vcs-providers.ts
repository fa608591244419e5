import { ACCOUNT_LINK, byAccount, byId, byName, NAME, sameName } from "../core/common.js";
import { invalidAttribute, invalidRelationship } from "../core/errors.js";
import { type Attribute, defineResource } from "../core/resource.js";
import { vcsLinkRefusal } from "./vcs-rules.js";

const TYPES = [
  "github",
  "gitlab",
  "bitbucket",
  "bitbucket_enterprise",
  "gitlab_enterprise",
  "github_enterprise",
  "azure_dev_ops_services",
];

const flag = (value: boolean) =>
  ({ type: "boolean", writable: true, default: value }) as const satisfies Attribute<unknown>;

/** The addresses of hosted Git services. */
const HOSTED_URLS: Readonly<Record<string, string>> = {
  github: "https://github.com",
  gitlab: "https://gitlab.com",
  bitbucket: "https://bitbucket.org",
  azure_dev_ops_services: "https://dev.azure.com",
};

export const vcsProviders = defineResource<"vcs-providers">({
  type: "vcs-providers",
  model: "VcsProvider",
  idPrefix: "vcs",
  attributes: {
    name: NAME,
    "vcs-type": { type: { enum: TYPES }, writable: "create", required: true },
    "auth-type": { type: { enum: ["oauth2", "personal_token"] }, writable: true, default: "personal_token" },
    url: {
      type: "string",
      nullable: true,
      writable: true,
      maxLength: 2_048,
      check: (url: string) => (url === "" || URL.canParse(url) ? null : "Value must be a URL."),
      store: (url: string | null) => url || null,
    },
    username: { type: "string", nullable: true, writable: true, maxLength: 255 },
    token: { type: "string", nullable: true, writable: true, writeOnly: true, maxLength: 8_192 },
    "error-message": { type: "string", nullable: true, read: () => null, pure: true },
    "is-shared": {
      type: "boolean",
      writable: true,
      field: null,
      read: (provider) => provider.isShared,
      pure: true,
    },
    "applies-enabled": flag(true),
    "auto-merge": flag(false),
    "checks-enabled": flag(true),
    "comments-enabled": flag(false),
    "compare-strategy": {
      type: { enum: ["base-commit", "previous-commit"] },
      writable: true,
      default: "base-commit",
    },
    "draft-pr-runs-enabled": flag(false),
    "plans-enabled": flag(true),
    "pr-merge-comments-enabled": flag(false),
  },
  relationships: {
    account: { ...ACCOUNT_LINK, writable: "create", field: "account" },
    "agent-pool": {
      kind: "to-one",
      target: "agent-pools",
      writable: true,
      permission: "agent-pools:read",
      check: (provider, pool) => vcsLinkRefusal(pool, provider),
    },
    environments: { kind: "to-many", target: "environments", writable: true },
  },
  filters: {
    "vcs-provider": byId(),
    account: byAccount(),
    name: byName(),
    "vcs-type": { values: (provider) => provider.vcsType },
    environment: { values: (provider) => provider.environments, shared: (provider) => provider.isShared },
    "agent-pool": { index: "pool", values: (provider) => provider.agentPool },
  },
  sort: { name: (provider) => provider.name, "created-at": (provider) => provider.createdAt },
  search: (provider) => [provider.name, provider.url],
  operations: {
    list: "vcs-providers:read",
    read: "vcs-providers:read",
    create: "vcs-providers:create",
    update: "vcs-providers:update",
    delete: "vcs-providers:delete",
  },
  initial: ({ now }) => ({ createdAt: now, isShared: true }),
  hooks: {
    prepare(op, input, previous) {
      const account = input.changes.account ?? previous?.account ?? op.services.accountId;
      const environments = input.changes.environments;
      const asked = input.extra["is-shared"] as boolean | undefined;
      if (asked === true && environments?.length) {
        throw invalidAttribute(
          "is-shared",
          "A provider is shared with every environment or assigned to some, not both.",
        );
      }
      const isShared = asked ?? (environments?.length ? false : (previous?.isShared ?? true));
      const kept = isShared ? [] : (environments ?? previous?.environments ?? []);
      const url = input.changes.url ?? previous?.url ?? HOSTED_URLS[input.changes.vcsType ?? ""] ?? null;
      return { ...input, changes: { ...input.changes, account, isShared, environments: kept, url } };
    },
    check(op, next, _previous, { given }) {
      const other = sameName("vcs-providers", op, next);
      if (other)
        throw invalidAttribute("name", `A VCS provider named '${next.name}' already exists (${other.id}).`);
      const pool =
        next.agentPool === null || given.has("agent-pool")
          ? undefined
          : op.reader.get("agent-pools", next.agentPool);
      const refusal = pool ? vcsLinkRefusal(pool, next) : null;
      if (refusal !== null) throw invalidRelationship("agent-pool", refusal);
    },
  },
});
