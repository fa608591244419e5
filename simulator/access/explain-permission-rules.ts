import type { Scope } from "../core/scopes.js";
import { covers } from "./permission-rules.js";

/** A role that an access policy grants to somebody, directly or as a member of a team. */
export interface GrantedRole {
  readonly policy: string;
  readonly role: string;
  readonly scope: Scope;
  readonly permissions: readonly string[];
}

/** Why somebody has a permission: the role, and the permission in it that covers it, possibly a wildcard. */
export interface PermissionSource {
  readonly policy: string;
  readonly role: string;
  readonly permission: string;
}

/** R21: whether a grant at one scope applies at another: at the same one, and at those below it. */
export function reaches(granted: Scope, at: Scope): boolean {
  if (granted.kind === "account") return true;
  if (at.kind === "account") return false;
  if (granted.kind === "workspace") return at.kind === "workspace" && granted.id === at.id;
  return granted.id === (at.kind === "environment" ? at.id : at.environment);
}

/** R21: all grants that give a permission at a scope; empty if none does. */
export function explainPermission(
  needed: string,
  at: Scope,
  roles: readonly GrantedRole[],
): readonly PermissionSource[] {
  return roles
    .filter(({ scope }) => reaches(scope, at))
    .flatMap(({ policy, role, permissions }) => {
      const permission = permissions.find((each) => covers([each], needed));
      return permission === undefined ? [] : [{ policy, role, permission }];
    });
}
