import { byId } from "../core/common.js";
import type { Permission } from "../core/entities.js";
import { defineResource } from "../core/resource.js";
import { KNOWN_PERMISSIONS } from "./permission-catalogue-rules.js";

const ALL = new Map<string, Permission>(
  KNOWN_PERMISSIONS.map(({ id, description, scopes }) => [
    id,
    { type: "permissions", id, description, applicableScopes: scopes },
  ]),
);

/** R21: the permissions that a role can have. */
export const permissions = defineResource<"permissions">({
  type: "permissions",
  model: "Permission",
  idPrefix: "permission",
  attributes: {
    "applicable-scopes": { type: { array: { enum: ["account", "environment", "workspace"] } } },
    description: { type: "string", nullable: true },
  },
  relationships: {},
  filters: { permission: byId() },
  search: ({ description }) => [description],
  operations: { list: "permissions:read", read: "permissions:read" },
  constant: ALL,
});
