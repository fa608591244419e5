/**
 * R20, R21: whether grants cover a permission. A grant is `resource:action`, and either part may be `*`:
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

/** Like `covers`, for grants that are checked often: four look-ups, however many grants there are. */
export function coversOf(grants: readonly string[]): (needed: string) => boolean {
  const granted = new Set(grants);
  if (granted.has("*:*")) return () => true;
  return (needed) => {
    const [resource, action] = split(needed);
    return granted.has(needed) || granted.has(`${resource}:*`) || granted.has(`*:${action}`);
  };
}

const split = (permission: string): readonly [string, string] => {
  const at = permission.indexOf(":");
  return [permission.slice(0, at), permission.slice(at + 1)];
};

const MANAGED = ["create", "read", "update", "delete"] as const;

/**
 * R20, R21: all permissions, by resource. Every permission that an operation needs is listed here, so roles can
 * grant it.
 */
export const PERMISSIONS = {
  accounts: ["read", "update", "set-quotas", "set-access-policies"],
  "access-policies": MANAGED,
  "access-tokens": MANAGED,
  "agent-pools": MANAGED,
  environments: [...MANAGED, "set-access-policies", "read-runs-queue"],
  "identity-providers": MANAGED,
  hooks: MANAGED,
  integrations: MANAGED,
  modules: MANAGED,
  permissions: ["read"],
  plans: ["read", "read-json-output"],
  "policy-checks": ["override", "download-mocks"],
  "policy-groups": MANAGED,
  "provider-configurations": MANAGED,
  roles: MANAGED,
  runs: ["create", "read", "apply", "cancel"],
  "service-accounts": MANAGED,
  "software-versions": ["read"],
  "ssh-keys": MANAGED,
  "state-versions": ["create", "read"],
  "storage-profiles": MANAGED,
  tags: MANAGED,
  teams: MANAGED,
  users: MANAGED,
  variables: MANAGED,
  "vcs-providers": MANAGED,
  workspaces: [...MANAGED, "lock", "set-access-policies", "set-schedule"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** R20: the permissions to link a pool, by the type of the object that links it. */
export const LINK_PERMISSIONS = {
  /** In addition to `workspaces:update`. */
  workspace: "agent-pools:read",
  environment: "agent-pools:read",
  /** Making a pool the account's default. */
  account: "agent-pools:update",
} as const;

/** The permissions of the role `admin`: all of them. */
export const EVERYTHING: readonly string[] = ["*:*"];
