import { requirePermission } from "../core/authorize.js";
import type { Account, User } from "../core/entities.js";
import { ApiError, attributePointer, badRequest, conflict, notFound, unknownMember } from "../core/errors.js";
import { newId } from "../core/ids.js";
import type { Action, Operation } from "../core/resource.js";
import { ACCOUNT } from "../core/scopes.js";
import { isObject } from "../core/values.js";
import { addMember, removeMember, setTeams } from "./members.js";
import { administratorRefusal } from "./users.js";

interface Invitation {
  readonly email: string;
  readonly teams: readonly string[];
  readonly roles: readonly string[];
}

const memberIds = (relationships: Readonly<Record<string, unknown>>, name: string): readonly string[] => {
  const link = relationships[name];
  const data = isObject(link) ? link.data : undefined;
  if (data === undefined || data === null) return [];
  if (Array.isArray(data) && data.every((each) => isObject(each) && typeof each.id === "string"))
    return [...new Set(data.map((each) => each.id as string))];
  throw badRequest(`'${name}' must be a list of resource identifiers.`, `/data/relationships/${name}/data`);
};

function decodeInvitation(body: unknown): Invitation {
  const data = isObject(body) ? body.data : undefined;
  if (!isObject(data)) throw badRequest("The member 'data' must be a resource object.", "/data");
  const attributes = isObject(data.attributes) ? data.attributes : {};
  const relationships = isObject(data.relationships) ? data.relationships : {};
  const { email } = attributes;
  if (typeof email !== "string" || !/^[^\s@]+@[^\s@]+$/.test(email)) {
    const detail = "An invitation needs an email address.";
    throw new ApiError(422, [{ title: "Invalid Attribute", detail, pointer: attributePointer("email") }]);
  }
  return { email, teams: memberIds(relationships, "teams"), roles: memberIds(relationships, "roles") };
}

const pending = (op: Operation, email: string): User =>
  op.tx.insert<"users">({
    type: "users",
    id: newId("user"),
    email,
    username: email,
    fullName: null,
    createdAt: op.now,
    status: "Pending",
    lastLoginAt: null,
    identityProviders: [],
  });

function requireKnown(op: Operation, type: "teams" | "roles", ids: readonly string[]): void {
  for (const [index, id] of ids.entries())
    if (op.readable(type, id) === undefined) throw unknownMember(type, id, index);
}

/** Adds a user to the account: to teams, with roles in the account, or without either. */
function invite(op: Operation, account: Account, body: unknown): User {
  const { email, teams, roles } = decodeInvitation(body);
  requireKnown(op, "teams", teams);
  requireKnown(op, "roles", roles);
  if (teams.length > 0) requirePermission("teams:update", ACCOUNT, op);
  if (roles.length > 0) requirePermission("accounts:set-access-policies", ACCOUNT, op);
  const known = op.reader.find("users", "email", email)[0];
  if (known && op.reader.count("account-users", "user", known.id) > 0)
    throw conflict(`User '${email}' (${known.id}) is already a member of account '${account.name}'.`);
  const user = known ?? pending(op, email);
  addMember(op, user, "Pending");
  setTeams(op, user, teams);
  if (roles.length > 0)
    op.tx.insert<"access-policies">({
      type: "access-policies",
      id: newId("ap"),
      isSystem: false,
      roles,
      user: user.id,
      team: null,
      serviceAccount: null,
      account: account.id,
      environment: null,
      workspace: null,
    });
  return op.reader.get("users", user.id)!;
}

/** Removes a user from the account. */
function remove(op: Operation, id: string): void {
  const user = op.readable("users", id);
  if (!user || op.reader.count("account-users", "user", id) === 0) throw notFound("User", id);
  const refusal = administratorRefusal(op.reader, user, "removed from the account");
  if (refusal !== null) throw conflict(refusal);
  removeMember(op, user);
}

export const accountActions: Readonly<Record<string, Action<Account>>> = {
  invite: { permission: "users:create", answers: "users", status: 201, run: invite },
  remove: {
    permission: "users:delete",
    method: "DELETE",
    at: "actions/remove/*",
    run: (op, _account, _body, ids) => {
      remove(op, ids[1] ?? "");
      return undefined;
    },
  },
};
