import { ACCOUNT_LINK, byId, byName, NAME, sameName } from "../core/common.js";
import type { Role } from "../core/entities.js";
import { conflict, invalidAttribute, invalidRelationship } from "../core/errors.js";
import { defineResource, type Input, type Operation } from "../core/resource.js";
import { systemRole } from "./system-roles.js";

const fixedText = (role: { readonly name: string; readonly id: string }, what: string) =>
  `Role '${role.name}' (${role.id}) is a system role and can't be ${what}.`;

/** E12: a world gives a system role its id, or describes one that the sandbox does not have. */
function systemInput({ reader }: Operation, input: Input<Role>): Input<Role> {
  const built = systemRole(reader, input.changes.name!);
  if (built && input.given.has("permissions"))
    throw invalidRelationship(
      "permissions",
      `The permissions of system role '${built.name}' are built in; leave them out.`,
    );
  const { permissions = [], description = null } = built ?? input.changes;
  return { ...input, changes: { ...input.changes, account: null, permissions, description } };
}

/** Replaces the built-in role of the same name with a world's, in access policies too. */
function replaceSystemRole({ tx }: Operation, role: Role): void {
  for (const other of tx
    .find("roles", "name", role.name)
    .filter(({ id, isSystem }) => isSystem && id !== role.id)) {
    for (const policy of [...tx.find("access-policies", "role", other.id)])
      tx.update("access-policies", policy.id, {
        roles: policy.roles.map((id) => (id === other.id ? role.id : id)),
      });
    tx.delete("roles", other.id);
  }
}

/** R21: sets of permissions. System roles belong to no account and cannot be changed. */
export const roles = defineResource<"roles">({
  type: "roles",
  model: "Role",
  errorModel: "IamRole",
  idPrefix: "role",
  attributes: {
    name: NAME,
    description: { type: "string", nullable: true, writable: true, maxLength: 1_000 },
    "is-system": { type: "boolean", described: true },
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
    prepare: (op, input) => (op.describes && input.changes.isSystem ? systemInput(op, input) : input),
    check(op, next, previous) {
      if (previous?.isSystem) throw conflict(fixedText(previous, "changed"));
      const other = sameName("roles", op, next, (role) => !(next.isSystem && role.isSystem));
      if (other) throw invalidAttribute("name", `A role named '${next.name}' already exists (${other.id}).`);
    },
    afterCreate: (op, role) => {
      if (role.isSystem) replaceSystemRole(op, role);
    },
  },
  deletion: { refuse: (role) => (role.isSystem ? fixedText(role, "deleted") : null) },
});
