import { ACCOUNT_LINK, byId } from "../core/common.js";
import type { AccessPolicy } from "../core/entities.js";
import { conflict, invalid } from "../core/errors.js";
import { defineResource, type Input } from "../core/resource.js";

const SUBJECTS = ["user", "team", "service-account"] as const;
const SCOPES = ["workspace", "environment", "account"] as const;

const fieldOf = (name: (typeof SUBJECTS)[number] | (typeof SCOPES)[number]) =>
  name === "service-account" ? "serviceAccount" : name;

const setOf = <N extends (typeof SUBJECTS)[number] | (typeof SCOPES)[number]>(
  policy: Partial<AccessPolicy>,
  names: readonly N[],
): readonly N[] => names.filter((name) => policy[fieldOf(name)]);

function requireOne(
  policy: AccessPolicy,
  names: readonly (typeof SUBJECTS | typeof SCOPES)[number][],
  of: string,
) {
  const set = setOf(policy, names);
  if (set.length === 1) return;
  const all = names.map((name) => `'${name}'`).join(", ");
  const given =
    set.length === 0 ? "none is given" : `${set.map((name) => `'${name}'`).join(" and ")} are given`;
  throw invalid(`An access policy needs exactly one ${of}: ${all}; ${given}.`, "/data/relationships");
}

/** E26: if a request gives several scopes, the narrowest one counts. */
function narrowest(input: Input<AccessPolicy>): Input<AccessPolicy> {
  const [, ...wider] = setOf(input.changes, SCOPES);
  return {
    ...input,
    changes: { ...input.changes, ...Object.fromEntries(wider.map((name) => [name, null])) },
  };
}

const link = (target: "users" | "teams" | "service-accounts" | "environments" | "workspaces") =>
  ({ kind: "to-one", target, writable: "create" }) as const;

const systemRefusal = ({ id, isSystem }: AccessPolicy, what: string): string | null =>
  isSystem ? `Access policy '${id}' is built in and can't be ${what}.` : null;

/** The permission to manage access policies of a kind of scope. */
const settingAt = (scope: (typeof SCOPES)[number]) => `${scope}s:set-access-policies`;

/** R21: grants roles to a user, a team or a service account, in the account, an environment or a workspace. */
export const accessPolicies = defineResource<"access-policies">({
  type: "access-policies",
  model: "AccessPolicy",
  errorModel: "IamAccessPolicy",
  idPrefix: "ap",
  attributes: { "is-system": { type: "boolean" } },
  relationships: {
    account: { ...ACCOUNT_LINK, writable: "create", field: "account" },
    environment: link("environments"),
    workspace: link("workspaces"),
    user: link("users"),
    team: link("teams"),
    "service-account": { ...link("service-accounts"), field: "serviceAccount" },
    roles: { kind: "to-many", target: "roles", writable: true, required: true },
  },
  filters: {
    "access-policy": byId(),
    account: { index: "account", values: (policy) => policy.account },
    environment: { index: "environment", values: (policy) => policy.environment },
    workspace: { index: "workspace", values: (policy) => policy.workspace },
    user: { index: "user", values: (policy) => policy.user },
    team: { index: "team", values: (policy) => policy.team },
    "service-account": { index: "serviceAccount", values: (policy) => policy.serviceAccount },
    role: { index: "role", values: (policy) => policy.roles },
    "is-system": { values: (policy) => String(policy.isSystem) },
  },
  search: ({ user, team, serviceAccount, roles }, { reader }) => [
    (user && reader.get("users", user)?.email) || null,
    (team && reader.get("teams", team)?.name) || null,
    (serviceAccount && reader.get("service-accounts", serviceAccount)?.name) || null,
    ...roles.map((role) => reader.get("roles", role)?.name ?? null),
  ],
  operations: {
    list: "access-policies:read",
    read: "access-policies:read",
    create: "access-policies:create",
    update: "access-policies:update",
    delete: "access-policies:delete",
  },
  alternatives: (permission, policy) => [
    permission,
    ...(policy === null ? SCOPES : setOf(policy, SCOPES).slice(0, 1)).map(settingAt),
  ],
  initial: () => ({ isSystem: false }),
  hooks: {
    prepare: (_op, input, previous) => (previous === null ? narrowest(input) : input),
    check(_op, next, previous) {
      const refusal = previous && systemRefusal(previous, "changed");
      if (refusal) throw conflict(refusal);
      requireOne(next, SUBJECTS, "subject");
      requireOne(next, SCOPES, "scope");
    },
  },
  deletion: { refuse: (policy, _view, asked) => (asked ? systemRefusal(policy, "deleted") : null) },
});
