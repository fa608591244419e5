import { ACCOUNT_LINK, byAccount, byId, byName, NAME, sameName } from "../core/common.js";
import type { Team } from "../core/entities.js";
import { invalidAttribute } from "../core/errors.js";
import { defineResource, type View } from "../core/resource.js";
import { accountIdentityProvider } from "./identity-providers.js";

const identityProviderOf = ({ account, identityProvider }: Team, { reader }: View) =>
  identityProvider !== null && reader.get("identity-providers", identityProvider)
    ? identityProvider
    : accountIdentityProvider(reader, account);

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
    "identity-provider": {
      kind: "to-one",
      target: "identity-providers",
      verified: true,
      described: true,
      field: "identityProvider",
      read: identityProviderOf,
    },
    users: { kind: "to-many", target: "users", writable: true },
  },
  filters: {
    team: byId(),
    account: byAccount(),
    name: byName(),
    user: { index: "user", values: (team) => team.users },
    "identity-provider": { values: identityProviderOf },
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
  initial: ({ services }) => ({ account: services.accountId, identityProvider: null }),
  hooks: {
    check(op, next) {
      const other = sameName("teams", op, next);
      if (other) throw invalidAttribute("name", `A team named '${next.name}' already exists (${other.id}).`);
    },
  },
});
