/** R21: the roles that every account has and nobody changes. */
export interface SystemRole {
  /** Fixed, so that lessons and stacks can name it. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly string[];
}

export const ADMIN_ROLE = "role-admin";

export const SYSTEM_ROLES: readonly SystemRole[] = [
  {
    id: ADMIN_ROLE,
    name: "admin",
    description: "Everything.",
    permissions: ["*:*"],
  },
  {
    id: "role-read-only",
    name: "read-only",
    description: "Reads everything and changes nothing.",
    permissions: ["*:read", "plans:read-json-output"],
  },
  {
    id: "role-user",
    name: "user",
    description: "The least that it takes to sign in: sees the account itself.",
    permissions: ["accounts:read"],
  },
];
