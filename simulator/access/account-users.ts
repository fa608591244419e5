import { byAccount, iso } from "../core/common.js";
import { defineResource } from "../core/resource.js";
import { MEMBER_STATUS } from "./users.js";

/** The members of the account. `invite` or the creation of a user adds them, `remove` removes them. */
export const accountUsers = defineResource<"account-users">({
  type: "account-users",
  model: "AccountUser",
  idPrefix: "accu",
  attributes: {
    status: { type: MEMBER_STATUS },
    "last-login-at": {
      type: "date-time",
      nullable: true,
      read: ({ user }, { reader }) => iso(reader.get("users", user)?.lastLoginAt ?? null),
    },
  },
  relationships: {
    account: { kind: "to-one", target: "accounts" },
    user: { kind: "to-one", target: "users" },
    teams: {
      kind: "to-many",
      target: "teams",
      read: ({ user }, { reader }) => reader.find("teams", "user", user).map(({ id }) => id),
    },
  },
  filters: {
    account: byAccount(),
    user: { index: "user", values: (member) => member.user },
    status: { values: (member) => member.status },
    team: { values: ({ user }, { reader }) => reader.find("teams", "user", user).map(({ id }) => id) },
  },
  sort: { status: (member) => member.status },
  search: ({ user }, { reader }) => {
    const { email, username, fullName } = reader.get("users", user)!;
    return [email, username, fullName];
  },
  operations: { list: "users:read" },
});
