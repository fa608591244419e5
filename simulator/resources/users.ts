import { byId } from "./common.js";
import { defineResource } from "./resource.js";

/** Users; the one who owns the admin token is made at first start. */
export const users = defineResource<"users">({
  type: "users",
  model: "User",
  idPrefix: "user",
  attributes: {
    email: { type: "string" },
    "full-name": { type: "string", nullable: true },
    username: { type: "string" },
    status: { type: { enum: ["Active", "Inactive", "Pending"] }, read: () => "Active", pure: true },
    "created-at": { type: "date-time", nullable: true },
    "last-login-at": { type: "date-time", nullable: true, read: () => null, pure: true },
  },
  relationships: {
    "identity-providers": { kind: "to-many", simulated: false },
    teams: { kind: "to-many", simulated: false },
  },
  filters: {
    user: byId(),
    email: { index: "email", values: (user) => user.email },
    "identity-provider": { values: () => null },
  },
  sort: {
    email: (user) => user.email,
    username: (user) => user.username,
    "created-at": (user) => user.createdAt,
  },
  search: (user) => [user.email, user.username, user.fullName],
  operations: { list: "users:read", read: "users:read" },
});
