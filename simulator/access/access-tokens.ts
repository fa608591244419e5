import { byId, userLink } from "../core/common.js";
import type { AccessToken } from "../core/entities.js";
import { defineResource, type Input, type Operation, type View } from "../core/resource.js";
import { issueToken } from "./owned-tokens.js";

/** The longest lifetime of a token in minutes: ten years. */
const LONGEST_LIFE = 10 * 366 * 24 * 60;

/** `POST /access-tokens`: creates another token for the caller. */
function createOwn(op: Operation, input: Input<AccessToken>): AccessToken {
  const owner = op.caller.user!;
  return issueToken(op, op.reader.get("users", owner) ? "user" : "service-account", owner, input);
}

/**
 * The permissions of which one is enough to manage a token: a pool's tokens belong to the pool, a service account's to the
 * account. Users manage their own.
 */
function alternatives(permission: string, token: AccessToken | null, { caller }: View): readonly string[] {
  // One that is being made has no owner yet: it will be the caller's.
  if (token?.owner === undefined || token.owner === caller.user) return [];
  const action = permission.endsWith(":read") ? "read" : "update";
  if (token.kind === "pool") return [permission, `agent-pools:${action}`];
  if (token.kind === "service-account") return [permission, `service-accounts:${action}`];
  return [permission];
}

/** Tokens of users, service accounts and pools. Sessions of agents belong to the agent protocol and are not shown. */
export const accessTokens = defineResource<"access-tokens">({
  type: "access-tokens",
  model: "AccessToken",
  idPrefix: "at",
  attributes: {
    name: { type: "string", nullable: true, writable: true, maxLength: 255 },
    description: { type: "string", nullable: true, writable: true, maxLength: 1_000 },
    "created-at": { type: "date-time" },
    "expires-at": { type: "date-time", nullable: true },
    "expires-in": {
      type: "integer",
      nullable: true,
      writable: "create",
      field: null,
      min: 1,
      max: LONGEST_LIFE,
      read: ({ createdAt, expiresAt }) =>
        expiresAt === null ? null : Math.round((expiresAt - createdAt) / 60_000),
      pure: true,
    },
    "is-expired": {
      type: "boolean",
      read: ({ expiresAt }, { now }) => expiresAt !== null && expiresAt <= now,
    },
    "last-used-at": { type: "date-time", nullable: true },
    // R16: the secret is shown once, in the answer to its creation.
    token: { type: "string", nullable: true, read: () => null },
  },
  relationships: { "created-by": userLink("createdBy") },
  filters: {
    "access-token": byId(),
    name: { values: (token) => token.name },
    "agent-pool": { index: "owner", values: (token) => token.owner },
    "service-account": { index: "owner", values: (token) => token.owner },
    user: { index: "owner", values: (token) => token.owner },
  },
  sort: {
    name: (token) => token.name,
    "created-at": (token) => token.createdAt,
    "last-used-at": (token) => token.lastUsedAt,
  },
  search: (token) => [token.name, token.description],
  visible: ({ kind }) => kind !== "agent",
  operations: {
    list: "access-tokens:read",
    read: "access-tokens:read",
    create: { permission: "access-tokens:create", run: createOwn },
    update: "access-tokens:update",
    delete: "access-tokens:delete",
  },
  alternatives,
});
