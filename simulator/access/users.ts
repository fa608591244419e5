import { byId } from "../core/common.js";
import type { User } from "../core/entities.js";
import { conflict, invalidAttribute } from "../core/errors.js";
import { defineResource, type View } from "../core/resource.js";
import type { Reader } from "../core/schema.js";
import { accountIdentityProvider } from "./identity-providers.js";
import { addMember, setTeams } from "./members.js";

/** Whether a text has one `@` with something on both sides. The sandbox sends no mail, so it checks no more. */
const isEmail = (text: string) => /^[^\s@]+@[^\s@]+$/.test(text);

export const MEMBER_STATUS = { enum: ["Active", "Inactive", "Pending"] } as const;

/**
 * Why a user cannot be `what`, or null. The first user was created with the sandbox: without it, nobody could add users any more.
 */
export function administratorRefusal(reader: Reader, user: User, what: string): string | null {
  const [first] = reader.all("users");
  return first?.id === user.id
    ? `User '${user.email}' (${user.id}) is the sandbox's administrator and can't be ${what}.`
    : null;
}

/** E8: the identity providers that were given, or the account's. */
function identityProvidersOf({ identityProviders }: User, { reader, services }: View): readonly string[] {
  const given = identityProviders.filter((id) => reader.get("identity-providers", id));
  if (given.length > 0) return given;
  const own = accountIdentityProvider(reader, services.accountId);
  return own === null ? [] : [own];
}

/** People. The sandbox has no sign-in form: its operator creates tokens for them. */
export const users = defineResource<"users">({
  type: "users",
  model: "User",
  idPrefix: "user",
  attributes: {
    email: {
      type: "string",
      writable: true,
      required: true,
      minLength: 1,
      maxLength: 255,
      emptyText: "Email cannot be empty.",
      check: (email: string) => (isEmail(email) ? null : "Value must be an email address."),
    },
    "full-name": { type: "string", nullable: true, writable: true, maxLength: 255 },
    username: { type: "string", writable: true, minLength: 1, maxLength: 255 },
    status: { type: MEMBER_STATUS, writable: true, default: "Active" },
    "created-at": { type: "date-time", nullable: true },
    "last-login-at": { type: "date-time", nullable: true },
  },
  relationships: {
    "identity-providers": {
      kind: "to-many",
      target: "identity-providers",
      writable: true,
      field: "identityProviders",
      read: identityProvidersOf,
    },
    teams: {
      kind: "to-many",
      target: "teams",
      writable: true,
      permission: "teams:update",
      read: ({ id }, { reader }) => reader.find("teams", "user", id).map((team) => team.id),
      write: setTeams,
    },
  },
  filters: {
    user: byId(),
    email: { index: "email", values: (user) => user.email },
    status: { values: (user) => user.status },
    "identity-provider": { values: identityProvidersOf },
  },
  sort: {
    email: (user) => user.email,
    username: (user) => user.username,
    "created-at": (user) => user.createdAt,
  },
  search: (user) => [user.email, user.username, user.fullName],
  operations: {
    list: "users:read",
    read: "users:read",
    create: "users:create",
    update: "users:update",
    delete: "users:delete",
  },
  initial: ({ now }) => ({ createdAt: now, lastLoginAt: null }),
  hooks: {
    prepare(_op, input, previous) {
      const { email, username } = input.changes;
      if (previous !== null || username) return input;
      return { ...input, changes: { ...input.changes, username: email! } };
    },
    check(op, next, previous) {
      const other = op.reader.find("users", "email", next.email).find(({ id }) => id !== next.id);
      if (other)
        throw invalidAttribute(
          "email",
          `A user with the email '${next.email}' already exists (${other.id}).`,
        );
      if (previous === null || next.status !== "Inactive") return;
      const refusal = administratorRefusal(op.reader, next, "made inactive");
      if (refusal !== null) throw conflict(refusal);
    },
    afterCreate: (op, user) => addMember(op, user, user.status),
  },
  deletion: { refuse: (user, { reader }) => administratorRefusal(reader, user, "deleted") },
});
