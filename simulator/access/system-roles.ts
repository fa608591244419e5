import type { Role } from "../core/entities.js";
import type { Reader } from "../core/schema.js";
import { EVERYTHING } from "./permission-rules.js";

/** R21: a role that every account has and nobody can change. */
export interface SystemRole {
  /** Fixed unless a world gives another (E12), so that lessons and stacks can name it. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly string[];
}

/** The name of the role with all permissions. */
export const ADMIN_ROLE = "admin";

/** The system role with a name. */
export const systemRole = (reader: Reader, name: string): Role | undefined =>
  reader.find("roles", "name", name).find(({ isSystem }) => isSystem);

export const SYSTEM_ROLES: readonly SystemRole[] = [
  {
    id: "role-admin",
    name: ADMIN_ROLE,
    description: "Everything.",
    permissions: EVERYTHING,
  },
  {
    id: "role-read-only",
    name: "read-only",
    description: "Can read everything and change nothing.",
    permissions: ["*:read", "plans:read-json-output"],
  },
  {
    id: "role-user",
    name: "user",
    description: "Minimum to sign in: can read the account.",
    permissions: ["accounts:read"],
  },
];
