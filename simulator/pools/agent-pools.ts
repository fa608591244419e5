import { poolLeaves } from "../agents/agent-life.js";
import { ACCOUNT_LINK, byAccount, byId, byName, idsOf, NAME } from "../core/common.js";
import { defineResource } from "../core/resource.js";
import {
  checkPool,
  linkWorkspaces,
  poolTokens,
  preparePool,
  setAccountDefault,
} from "./agent-pool-service.js";
import { workspaceLinkRefusal } from "./pool-rules.js";
import {
  showWebhookHeaders,
  storeWebhookHeaders,
  WEBHOOK_HEADERS_TYPE,
  webhookHeadersFault,
} from "./webhook-headers.js";

export const agentPools = defineResource<"agent-pools">({
  type: "agent-pools",
  model: "AgentPool",
  idPrefix: "apool",
  attributes: {
    name: NAME,
    // R2: one place holds the account's default, and that is the account.
    default: {
      type: "boolean",
      writable: true,
      read: (pool, { reader }) => reader.get("accounts", pool.account)?.defaultAgentPool === pool.id,
    },
    features: { type: { array: { enum: ["relay"] } }, read: () => [], pure: true },
    "in-use": {
      type: "boolean",
      read: ({ id, account }, { reader }) =>
        reader.count("workspaces", "pool", id) > 0 ||
        reader.count("environments", "pool", id) > 0 ||
        reader.count("vcs-providers", "pool", id) > 0 ||
        reader.get("accounts", account)?.defaultAgentPool === id,
    },
    "is-scalr-managed": { type: "boolean" },
    "is-shared": { type: "boolean", writable: true, field: null, read: (pool) => pool.isShared, pure: true },
    "vcs-enabled": { type: "boolean", writable: "create", default: false },
    "webhook-enabled": { type: "boolean", writable: true, default: false },
    "webhook-headers": {
      type: WEBHOOK_HEADERS_TYPE,
      nullable: true,
      writable: true,
      maxLength: 50,
      field: "webhookHeaders",
      read: showWebhookHeaders,
      pure: true,
      check: webhookHeadersFault,
      store: storeWebhookHeaders,
    },
    "webhook-url": {
      type: "string",
      nullable: true,
      writable: true,
      maxLength: 2_048,
      check: (url: string) =>
        /^https?:\/\/\S+$/i.test(url) && URL.canParse(url) ? null : "Value must be an HTTP(S) URL.",
    },
  },
  relationships: {
    account: ACCOUNT_LINK,
    agents: {
      kind: "to-many",
      target: "agents",
      read: ({ id }, { reader }) => idsOf(reader.find("agents", "pool", id)),
    },
    "default-environments": {
      kind: "to-many",
      target: "environments",
      read: ({ id }, { reader }) => idsOf(reader.find("environments", "pool", id)),
    },
    // E6: the first generation's way to assign a pool to one environment, and set by it alone.
    environment: { kind: "to-one", target: "environments", writable: true },
    environments: { kind: "to-many", target: "environments", writable: true },
    workspaces: {
      kind: "to-many",
      target: "workspaces",
      writable: true,
      permission: "workspaces:update",
      read: ({ id }, { reader }) => idsOf(reader.find("workspaces", "pool", id)),
      check: (pool, workspace, { reader }) =>
        workspaceLinkRefusal(pool, workspace, reader.get("environments", workspace.environment)!),
      write: linkWorkspaces,
    },
  },
  filters: {
    "agent-pool": byId(),
    account: byAccount(),
    name: byName(),
    // R3: the pools that an environment may use.
    environment: { values: (pool) => pool.environments, shared: (pool) => pool.isShared },
    "vcs-enabled": { values: (pool) => String(pool.vcsEnabled) },
    "is-shared": { values: (pool) => String(pool.isShared) },
  },
  sort: { name: (pool) => pool.name, "created-at": (pool) => pool.createdAt },
  search: (pool) => [pool.name],
  operations: {
    list: "agent-pools:read",
    read: "agent-pools:read",
    create: "agent-pools:create",
    update: "agent-pools:update",
    delete: "agent-pools:delete",
  },
  initial: ({ services, now }) => ({
    account: services.accountId,
    createdAt: now,
    isScalrManaged: false,
    isShared: true,
  }),
  hooks: {
    prepare: preparePool,
    check: checkPool,
    afterCreate: setAccountDefault,
    afterUpdate: (op, pool, _previous, input) => setAccountDefault(op, pool, input),
  },
  deletion: {
    refuse: ({ name, isScalrManaged }) =>
      isScalrManaged ? `Agent pool '${name}' is managed by Scalr and can't be deleted.` : null,
    leaving: poolLeaves,
  },
  collections: { "access-tokens": poolTokens },
});
