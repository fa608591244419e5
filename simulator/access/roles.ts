import { ACCOUNT_LINK, byId, byName, NAME, sameName } from "../core/common.js";
import { conflict, invalidAttribute } from "../core/errors.js";
import { listing } from "../core/refusals.js";
import { defineResource } from "../core/resource.js";

const isFixed = (role: { readonly name: string; readonly id: string }, what: string) =>
  conflict(`Role '${role.name}' (${role.id}) is a system role and can't be ${what}.`);

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
      if (previous?.isSystem) throw isFixed(previous, "changed");
      const other = sameName("roles", op, next);
      if (other) throw invalidAttribute("name", `A role named '${next.name}' already exists (${other.id}).`);
    },
    beforeDelete(op, role) {
      if (role.isSystem) throw isFixed(role, "deleted");
      const policies = op.reader.find("access-policies", "role", role.id);
      if (policies.length === 0) return;
      throw conflict(
        `Role '${role.name}' (${role.id}) is granted by access policies and can't be deleted: ` +
          `${listing(policies)}. Take it out of them first.`,
      );
    },
  },
});
