import { ACCOUNT_LINK, byAccount, byId, byName, NAME, sameName } from "../core/common.js";
import { invalidAttribute } from "../core/errors.js";
import { defineResource } from "../core/resource.js";

/** Users who are granted roles together (R21). */
export const teams = defineResource<"teams">({
  type: "teams",
  model: "Team",
  idPrefix: "team",
  attributes: {
    name: NAME,
    description: { type: "string", nullable: true, writable: true, maxLength: 1_000 },
  },
  relationships: {
    account: ACCOUNT_LINK,
    "identity-provider": { kind: "to-one", simulated: false },
    users: { kind: "to-many", target: "users", writable: true },
  },
  filters: {
    team: byId(),
    account: byAccount(),
    name: byName(),
    user: { index: "user", values: (team) => team.users },
    "identity-provider": { values: () => null },
  },
  sort: { name: (team) => team.name },
  search: (team) => [team.name, team.description],
  operations: {
    list: "teams:read",
    read: "teams:read",
    create: "teams:create",
    update: "teams:update",
    delete: "teams:delete",
  },
  initial: ({ services }) => ({ account: services.accountId }),
  hooks: {
    check(op, next) {
      const other = sameName("teams", op, next);
      if (other) throw invalidAttribute("name", `A team named '${next.name}' already exists (${other.id}).`);
    },
  },
});
