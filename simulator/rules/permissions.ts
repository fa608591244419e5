/**
 * R20, R21: whether what was granted covers a permission. A grant is `resource:action`, and either part may be `*`:
 * `agent-pools:*`, `*:read`, `*:*`.
 */
export function covers(grants: readonly string[], needed: string): boolean {
  const [resource, action] = split(needed);
  return grants.some((grant) => {
    const [grantedResource, grantedAction] = split(grant);
    return (
      (grantedResource === "*" || grantedResource === resource) &&
      (grantedAction === "*" || grantedAction === action)
    );
  });
}

const split = (permission: string): readonly [string, string] => {
  const at = permission.indexOf(":");
  return [permission.slice(0, at), permission.slice(at + 1)];
};

/** R20: what linking a pool needs, by the type that is linked. */
export const LINK_PERMISSIONS = {
  /** Besides `workspaces:update`. */
  workspace: "agent-pools:read",
  environment: "agent-pools:read",
  /** Making a pool the account's default. */
  account: "agent-pools:update",
} as const;

/** What the administrator of the sandbox holds. */
export const EVERYTHING: readonly string[] = ["*:*"];
