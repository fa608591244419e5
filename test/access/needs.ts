/**
 * What each operation needs, read from the path and the method alone: the pattern of R21 and, by hand, what R20, R21
 * and the names of permissions in use say otherwise. Nothing here looks at how the simulator declares it.
 */

/** The resource part of the permission, where it is not the first segment of the path. */
const RESOURCES: Readonly<Record<string, string>> = {
  "account-users": "users",
  agents: "agent-pools",
  applies: "runs",
  "assume-service-account-policies": "service-accounts",
  "configuration-versions": "workspaces",
  "drift-detection-schedules": "environments",
  "event-definitions": "integrations",
  "gpg-keys": "modules",
  "hook-environment-links": "hooks",
  "module-namespaces": "modules",
  "module-versions": "modules",
  plans: "runs",
  policies: "policy-groups",
  "cost-estimates": "runs",
  "policy-checks": "runs",
  "provider-configuration-links": "workspaces",
  "provider-configuration-parameters": "provider-configurations",
  "provider-versions": "modules",
  providers: "modules",
  "run-schedule-rules": "workspaces",
  "run-triggers": "workspaces",
  reports: "environments",
  "runs-queue": "runs",
  "security-rules": "accounts",
  "var-set-variables": "variables",
  "var-sets": "variables",
  vars: "variables",
  "vcs-revisions": "workspaces",
  "workload-identity-providers": "service-accounts",
};

const VERBS: Readonly<Record<string, string>> = {
  GET: "read",
  POST: "create",
  PATCH: "update",
  DELETE: "delete",
};

/** Where the verb of the method is not the action, or the resource is another. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  "DELETE agents/*": "agent-pools:update",
  "DELETE accounts/*/actions/remove/*": "users:delete",
  "POST accounts/*/actions/invite": "users:create",
  "POST configuration-versions": "runs:create",
  "GET environments/*/actions/unlock": "environments:update",
  "GET workspaces/*/actions/unlock": "workspaces:lock",
  "POST workspaces/*/actions/lock": "workspaces:lock",
  "GET hooks/*/actions/resync": "hooks:update",
  "GET integrations/checkov/*/actions/resync": "integrations:update",
  "GET module-versions/*/actions/resync": "modules:update",
  "GET policy-checks/*/actions/override": "policy-checks:override",
  "GET policy-groups/*/actions/resync": "policy-groups:update",
  "GET runs/*/policy-input": "policy-checks:download-mocks",
  "GET workspaces/*/actions/resync": "workspaces:update",
  "POST workspaces/*/actions/set-schedule": "workspaces:set-schedule",
  "GET workspaces/*/current-state-version": "state-versions:read",
  "GET workspaces/*/outputs": "state-versions:read",
  "GET plans/*/json-output": "plans:read-json-output",
  "POST runs/*/actions/apply": "runs:apply",
  "POST runs/*/actions/cancel": "runs:cancel",
  "POST runs/*/actions/discard": "runs:cancel",
  "POST runs/*/actions/force": "runs:cancel",
  // Settings of an object, made as objects of their own.
  "POST drift-detection-schedules": "environments:update",
  "DELETE drift-detection-schedules/*": "environments:update",
  "POST run-triggers": "workspaces:update",
  "DELETE run-triggers/*": "workspaces:update",
  "DELETE provider-configuration-links/*": "workspaces:update",
  "DELETE provider-configuration-parameters/*": "provider-configurations:update",
  "POST run-schedule-rules": "workspaces:set-schedule",
  "PATCH run-schedule-rules/*": "workspaces:set-schedule",
  "DELETE run-schedule-rules/*": "workspaces:set-schedule",
  "PATCH service-accounts/*/assume-policies/*": "service-accounts:update",
};

export interface Need {
  /** Any one of these allows the operation; none asks for nothing. */
  readonly any: readonly string[];
  /** Any one of these allows to know of the object. */
  readonly read: readonly string[];
  /** The permission that a refusal names. */
  readonly named: string;
}

const resourceOf = (pattern: string) => {
  const [first = ""] = pattern.split("/");
  return RESOURCES[first] ?? first;
};

function permissionOf(method: string, pattern: string): string {
  const exception = EXCEPTIONS[`${method} ${pattern}`];
  if (exception) return exception;
  const isBelow = pattern.split("*").length > 1 && !pattern.endsWith("/*");
  const isDeep = isBelow || pattern.split("*").length > 2;
  const verb = isDeep && method !== "GET" ? "update" : VERBS[method]!;
  return `${resourceOf(pattern)}:${verb}`;
}

/** What one operation needs on a fixture of the walk: a pool's token, and a policy of a workspace. */
export function needOf(method: string, pattern: string): Need {
  const named = permissionOf(method, pattern);
  const read = `${resourceOf(pattern)}:read`;
  if (pattern === "access-tokens") return { named, any: [], read: [] };
  if (pattern === "access-tokens/*") {
    const action = method === "GET" ? "read" : "update";
    return { named, any: [named, `agent-pools:${action}`], read: [read, "agent-pools:read"] };
  }
  if (pattern === "access-policies") {
    const settings = ["accounts", "environments", "workspaces"].map((type) => `${type}:set-access-policies`);
    return { named, any: [named, ...settings], read: [] };
  }
  if (pattern === "access-policies/*") {
    const setting = "workspaces:set-access-policies";
    return { named, any: [named, setting], read: [read, setting] };
  }
  return { named, any: [named], read: [read] };
}

/** Where the fixture of a path belongs. */
export type Place = "account" | "environment" | "workspace";

const PLACES: Readonly<Record<string, Place>> = {
  "access-policies": "workspace",
  applies: "workspace",
  "configuration-versions": "workspace",
  "drift-detection-schedules": "environment",
  environments: "environment",
  "hook-environment-links": "environment",
  plans: "workspace",
  reports: "environment",
  "cost-estimates": "workspace",
  "policy-checks": "workspace",
  "provider-configuration-links": "workspace",
  "run-schedule-rules": "workspace",
  "run-triggers": "workspace",
  runs: "workspace",
  "state-versions": "workspace",
  vars: "workspace",
  "vcs-revisions": "workspace",
  workspaces: "workspace",
};

export const placeOf = (pattern: string): Place => PLACES[pattern.split("/")[0]!] ?? "account";

/** Fixtures of the account that every environment may use, so that whoever may read them in one may read them. */
const SHARED = ["agent-pools", "agents", "modules", "tags", "vcs-providers"];

export const isShared = (pattern: string): boolean => SHARED.includes(pattern.split("/")[0]!);
