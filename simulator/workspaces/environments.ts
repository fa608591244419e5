import { LINK_PERMISSIONS } from "../access/permission-rules.js";
import {
  ACCOUNT_LINK,
  byAccount,
  byId,
  byName,
  emailOf,
  idsOf,
  NAME,
  sameName,
  userLink,
} from "../core/common.js";
import { invalidAttribute } from "../core/errors.js";
import { type Attribute, defineResource } from "../core/resource.js";
import { ACCOUNT, environmentScope } from "../core/scopes.js";
import {
  environmentDefaultRefusal,
  providerConfigurationRefusal,
  runPoolRefusal,
} from "../pools/pool-rules.js";
import { FAVORITE, favoriteActions } from "./favorites.js";
import { lockActions } from "./locks.js";

const flag = (value: boolean, writable: true | "create" = true) =>
  ({ type: "boolean", writable, default: value }) as const satisfies Attribute<unknown>;

export const environments = defineResource<"environments">({
  type: "environments",
  model: "Environment",
  idPrefix: "env",
  attributes: {
    name: NAME,
    "created-at": { type: "date-time" },
    "created-by-email": {
      type: "string",
      nullable: true,
      read: (environment, view) => emailOf(environment.createdBy, view),
    },
    favorite: FAVORITE,
    "is-federated-to-account": flag(false),
    "lock-reason": { type: "string", nullable: true },
    locked: { type: "boolean" },
    "mask-sensitive-output": flag(true),
    permissions: {
      type: "object",
      read: ({ id }, { caller }) => {
        const can = (permission: string) => caller.can(permission, environmentScope(id));
        return {
          "can-create-workspace": can("workspaces:create"),
          "can-destroy": can("environments:delete"),
          "can-update": can("environments:update"),
        };
      },
    },
    "remote-backend": flag(true),
    "remote-backend-overridable": flag(true),
    status: { type: "string" },
    "updated-at": { type: "date-time", nullable: true },
  },
  relationships: {
    account: ACCOUNT_LINK,
    "created-by": userLink("createdBy"),
    "updated-by": userLink("updatedBy"),
    "locked-by": userLink("lockedBy"),
    "default-workspace-agent-pool": {
      kind: "to-one",
      target: "agent-pools",
      writable: true,
      permission: LINK_PERMISSIONS.environment,
      check: (environment, pool, { asItIs }) =>
        asItIs
          ? runPoolRefusal(pool, `environment '${environment.name}' as its default`)
          : environmentDefaultRefusal(pool, environment),
    },
    tags: { kind: "to-many", target: "tags", writable: true, endpoints: true },
    "federated-environments": {
      kind: "to-many",
      target: "environments",
      writable: true,
      endpoints: "only",
      check: ({ id }, environment) =>
        environment.id === id ? "An environment reads its own outputs without that." : null,
    },
    "default-provider-configurations": {
      kind: "to-many",
      target: "provider-configurations",
      writable: true,
      check: (environment, configuration) => providerConfigurationRefusal(configuration, environment),
    },
    "drift-detection-schedules": {
      kind: "to-many",
      target: "drift-detection-schedule",
      read: ({ id }, { reader }) => idsOf(reader.find("drift-detection-schedule", "environment", id)),
    },
    "policy-groups": {
      kind: "to-many",
      target: "policy-groups",
      read: ({ id }, { reader }) => idsOf(reader.find("policy-groups", "environments", id)),
    },
    "provider-configurations": {
      kind: "to-many",
      target: "provider-configurations",
      read: ({ id }, { reader }) => idsOf(reader.find("provider-configurations", "environments", id)),
    },
    "storage-profile": { kind: "to-one", target: "storage-profiles", writable: true },
  },
  filters: {
    environment: byId(),
    account: byAccount(),
    name: byName(),
    tag: { index: "tag", values: (environment) => environment.tags },
    "agent-pool": { index: "pool", values: (environment) => environment.defaultWorkspaceAgentPool },
  },
  sort: {
    name: (environment) => environment.name,
    "created-at": (environment) => environment.createdAt,
    "updated-at": (environment) => environment.updatedAt,
  },
  search: (environment) => [environment.name],
  operations: {
    list: "environments:read",
    read: "environments:read",
    create: "environments:create",
    update: "environments:update",
    delete: "environments:delete",
  },
  scope: ({ id }) => (id ? environmentScope(id) : ACCOUNT),
  initial: ({ services, now, caller }) => ({
    account: services.accountId,
    createdAt: now,
    updatedAt: null,
    createdBy: caller.user,
    updatedBy: null,
    status: "Active",
    locked: false,
    lockReason: null,
    lockedBy: null,
    federatedEnvironments: [],
    favoredBy: [],
  }),
  hooks: {
    prepare: ({ now, caller }, input, previous) =>
      previous === null
        ? input
        : { ...input, changes: { ...input.changes, updatedAt: now, updatedBy: caller.user } },
    check(op, next) {
      const other = sameName("environments", op, next);
      if (other) {
        throw invalidAttribute("name", `An environment named '${next.name}' already exists (${other.id}).`);
      }
    },
  },
  actions: {
    ...lockActions("environments", "environments:update"),
    ...favoriteActions("environments", "environments:read"),
  },
});
