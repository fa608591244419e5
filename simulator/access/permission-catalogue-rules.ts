import type { ScopeKind } from "../core/scopes.js";
import { PERMISSIONS } from "./permission-rules.js";

/** R21: one permission that a role can have. */
export interface KnownPermission {
  /** `resource:action`; either part may be `*`. */
  readonly id: string;
  readonly description: string;
  /** The scopes at which a grant of it means something. */
  readonly scopes: readonly ScopeKind[];
}

const EVERYWHERE: readonly ScopeKind[] = ["account", "environment", "workspace"];
const ENVIRONMENTS: readonly ScopeKind[] = ["account", "environment"];
const ACCOUNT_ONLY: readonly ScopeKind[] = ["account"];

/** Resources whose permissions can be granted below the account. All other permissions apply to the account only. */
const SCOPES: Readonly<Record<string, readonly ScopeKind[]>> = {
  "access-policies": EVERYWHERE,
  "agent-pools": EVERYWHERE,
  environments: ENVIRONMENTS,
  plans: EVERYWHERE,
  "policy-checks": EVERYWHERE,
  "provider-configurations": EVERYWHERE,
  runs: EVERYWHERE,
  "state-versions": EVERYWHERE,
  tags: EVERYWHERE,
  variables: EVERYWHERE,
  "vcs-providers": EVERYWHERE,
  workspaces: EVERYWHERE,
};

/** The actions on resources of every type, as the beginning of a sentence that ends with the resource's name. */
const VERBS: Readonly<Record<string, string>> = {
  create: "Create",
  read: "Read",
  update: "Change",
  delete: "Delete",
};

/** Further actions, which only some resources have. */
const SPECIAL_VERBS: Readonly<Record<string, string>> = {
  apply: "Apply",
  cancel: "Cancel",
  "download-mocks": "Download mocks of",
  lock: "Lock",
  override: "Override",
  "read-json-output": "Read the JSON output of",
  "read-runs-queue": "Read the runs queue of",
  "set-access-policies": "Set the access policies of",
  "set-quotas": "Set the quotas of",
  "set-schedule": "Set the schedule of",
};

const words = (name: string) => name.replaceAll("-", " ");

function describe(resource: string, action: string): string {
  if (resource === "*" && action === "*") return "Everything.";
  if (action === "*") return `Everything with ${words(resource)}.`;
  const verb = VERBS[action] ?? SPECIAL_VERBS[action] ?? words(action);
  return `${verb} ${resource === "*" ? "anything" : words(resource)}.`;
}

const permission = (resource: string, action: string, scopes: readonly ScopeKind[]): KnownPermission => ({
  id: `${resource}:${action}`,
  description: describe(resource, action),
  scopes,
});

/** Every permission that exists, wildcards first. */
export const KNOWN_PERMISSIONS: readonly KnownPermission[] = [
  ...["*", ...Object.keys(VERBS)].map((action) => permission("*", action, EVERYWHERE)),
  ...Object.entries(PERMISSIONS).flatMap(([resource, actions]) =>
    ["*", ...actions].map((action) => permission(resource, action, SCOPES[resource] ?? ACCOUNT_ONLY)),
  ),
];
