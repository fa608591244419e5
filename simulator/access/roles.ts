import { ACCOUNT_LINK, byId, byName, NAME, sameName } from "../core/common.js";
import { conflict, invalidAttribute } from "../core/errors.js";
import { defineResource } from "../core/resource.js";

const fixedText = (role: { readonly name: string; readonly id: string }, what: string) =>
  `Role '${role.name}' (${role.id}) is a system role and can't be ${what}.`;

/** R21: sets of permissions. The system's own belong to no account and cannot be changed. */
export const roles = defineResource<"roles">({
  type: "roles",
  model: "Role",
  errorModel: "IamRole",
  idPrefix: "role",
  attributes: {
    name: NAME,
    description: { type: "string", nullable: true, writable: true, maxLength: 1_000 },
    "is-system": { type: "boolean" },
  },
  relationships: {
    account: ACCOUNT_LINK,
    permissions: { kind: "to-many", target: "permissions", writable: true },
  },
  filters: {
    role: byId(),
    account: { index: "account", values: (role) => role.account },
    name: byName(),
    "is-system": { values: (role) => String(role.isSystem) },
  },
  sort: { name: (role) => role.name },
  search: (role) => [role.name, role.description],
  operations: {
    list: "roles:read",
    read: "roles:read",
    create: "roles:create",
    update: "roles:update",
    delete: "roles:delete",
  },
  initial: ({ services }) => ({ account: services.accountId, isSystem: false }),
  hooks: {
    check(op, next, previous) {
      if (previous?.isSystem) throw conflict(fixedText(previous, "changed"));
      const other = sameName("roles", op, next);
      if (other) throw invalidAttribute("name", `A role named '${next.name}' already exists (${other.id}).`);
    },
  },
  deletion: { refuse: (role) => (role.isSystem ? fixedText(role, "deleted") : null) },
});
