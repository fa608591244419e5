import { type Granting, policiesOf, scopeOf } from "../../access/callers.js";
import { explainPermission, type GrantedRole, reaches } from "../../access/explain-permission-rules.js";
import { KNOWN_PERMISSIONS } from "../../access/permission-catalogue-rules.js";
import { ApiError, forbidden } from "../../core/errors.js";
import { ACCOUNT, environmentScope, type Scope, workspaceScope } from "../../core/scopes.js";
import type { ExplainedGrant, ExplainedPermissions, NamedScope } from "../../sandbox/contract/answers.js";
import type { OperationRequest, SandboxContext } from "./context.js";
import { requireShown } from "./explanations.js";

/**
 * `GET /permissions?of=&at=`: what a user, team or service account may do in the account, an environment or a workspace, and why
 * (R21).
 */
export function explainPermissions(context: SandboxContext, request: OperationRequest): ExplainedPermissions {
  const { store } = context.services;
  const who = whoOf(context, request);
  const at = placeOf(context, request);
  const kind = who.type === "users" ? "user" : "service-account";
  const grantings = policiesOf(store, kind, who.id).flatMap((granting) => {
    const scope = scopeOf(store, granting.policy);
    return scope === undefined ? [] : [{ ...granting, scope }];
  });
  const roles = grantings.flatMap(({ policy, scope }) => rolesOf(context, policy.id, policy.roles, scope));
  const named = (id: string) => ({ id, name: store.get("roles", id)!.name });
  return {
    who,
    at: describe(context, at),
    grants: grantings.map((granting) => describeGrant(context, granting, at)),
    permissions: KNOWN_PERMISSIONS.filter(
      ({ id, scopes }) => !id.includes("*") && scopes.includes(at.kind),
    ).map(({ id, description }) => {
      const by = explainPermission(id, at, roles);
      return {
        id,
        description,
        held: by.length > 0,
        by: by.map((each) => ({ ...each, role: named(each.role) })),
      };
    }),
  };
}

/** @throws ApiError 403, 404 */
function whoOf(
  { services: { store } }: SandboxContext,
  { caller, params }: OperationRequest,
): ExplainedPermissions["who"] {
  const own = caller!.user!;
  const id = params.get("of") ?? own;
  if (id !== own && !caller!.unrestricted)
    throw forbidden(
      "Only the sandbox's operator can ask about others. Leave out 'of' to ask about yourself.",
    );
  const user = store.get("users", id);
  if (user) return { type: "users", id, name: user.email };
  const account = store.get("service-accounts", id);
  if (account) return { type: "service-accounts", id, name: account.name };
  const detail = `There is no user or service account '${id}'.`;
  throw new ApiError(404, [{ title: "Not Found", detail }]);
}

/** @throws ApiError 404 */
function placeOf(context: SandboxContext, { caller, params }: OperationRequest): Scope {
  const id = params.get("at");
  if (id === null) return ACCOUNT;
  if (context.services.store.get("environments", id) || id.startsWith("env-"))
    return environmentScope(requireShown(context, "environments", id, caller).id);
  return workspaceScope(requireShown(context, "workspaces", id, caller));
}

function describe({ services: { store, accountId } }: SandboxContext, scope: Scope): NamedScope {
  const id = scope.kind === "account" ? accountId : scope.id;
  const type = { account: "accounts", environment: "environments", workspace: "workspaces" } as const;
  return { kind: scope.kind, id, name: store.get(type[scope.kind], id)!.name };
}

const rolesOf = (
  { services: { store } }: SandboxContext,
  policy: string,
  roles: readonly string[],
  scope: Scope,
): readonly GrantedRole[] =>
  roles.flatMap((role) => {
    const permissions = store.get("roles", role)?.permissions;
    return permissions === undefined ? [] : [{ policy, role, scope, permissions }];
  });

function describeGrant(
  context: SandboxContext,
  { policy, team, scope }: Granting & { readonly scope: Scope },
  at: Scope,
): ExplainedGrant {
  const where = describe(context, scope);
  const applies = reaches(scope, at);
  return {
    policy: policy.id,
    at: where,
    team: team && { id: team.id, name: team.name },
    roles: policy.roles.map((id) => ({ id, name: context.services.store.get("roles", id)?.name ?? id })),
    applies,
    reason: reasonOf(where, at, applies),
  };
}

function reasonOf(
  granted: { readonly kind: string; readonly name: string },
  at: Scope,
  applies: boolean,
): string {
  if (granted.kind === "account") return "Granted in the account, so it applies everywhere.";
  const where = `${granted.kind} '${granted.name}'`;
  if (!applies) return `Granted in ${where}, which does not include this.`;
  return granted.kind === at.kind
    ? `Granted in this ${at.kind}.`
    : `Granted in ${where}, which includes this.`;
}
