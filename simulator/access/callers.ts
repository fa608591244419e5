import type { AccessToken, Entities } from "../core/entities.js";
import type { Caller } from "../core/resource.js";
import type { Reader, Store } from "../core/schema.js";
import { ACCOUNT, environmentScope, type Scope, workspaceScope } from "../core/scopes.js";
import type { Change } from "../platform/store/index.js";
import { type Grant, Grants } from "./grant-rules.js";

/** Whether a change of the store can affect anybody's grants. */
export function affectsGrants(change: Change<Entities>): boolean {
  switch (change.type) {
    case "access-policies":
    case "roles":
      return true;
    case "teams":
      return change.before?.users !== change.after?.users;
    case "workspaces":
      return change.before !== undefined && change.before.environment !== change.after?.environment;
    default:
      return false;
  }
}

/** The callers and their grants. Grants are computed once, and again when an access policy, a role or a team changes (R21). */
export class Callers {
  private readonly known = new Map<string, Caller>();

  constructor(private readonly store: Store) {
    store.onCommit(({ changes }) => {
      if (this.known.size > 0 && changes.some(affectsGrants)) this.known.clear();
    });
  }

  /** The user or service account that a token stands for. */
  of({ kind, owner }: AccessToken): Caller {
    let caller = this.known.get(owner);
    if (caller === undefined) {
      const grants = new Grants([...grantsOf(this.store, kind, owner)]);
      caller = {
        user: owner,
        unrestricted: grants.unrestricted,
        can: (permission, scope = ACCOUNT) => grants.at(permission, scope),
        holds: (permission) => grants.somewhere(permission),
        within: (permission, environment) => grants.within(permission, environment),
      };
      this.known.set(owner, caller);
    }
    return caller;
  }

  /** What the owner of a token was granted, grant by grant. */
  grantsOf({ kind, owner }: AccessToken): readonly Grant[] {
    return [...grantsOf(this.store, kind, owner)];
  }
}

/** An access policy that applies to somebody, and the team through which it does, if it is not their own. */
export interface Granting {
  readonly policy: Entities["access-policies"];
  readonly team: Entities["teams"] | null;
}

/** R21: the access policies of a user, with those of their teams, or of a service account. */
export function policiesOf(reader: Reader, kind: AccessToken["kind"], owner: string): readonly Granting[] {
  const own = (by: "serviceAccount" | "user" | "team", id: string, team: Granting["team"] = null) =>
    reader.find("access-policies", by, id).map((policy) => ({ policy, team }));
  if (kind === "service-account") return own("serviceAccount", owner);
  const teams = reader.find("teams", "user", owner);
  return [...own("user", owner), ...teams.flatMap((team) => own("team", team.id, team))];
}

function* grantsOf(reader: Reader, kind: AccessToken["kind"], owner: string): Generator<Grant> {
  for (const { policy } of policiesOf(reader, kind, owner)) {
    const scope = scopeOf(reader, policy);
    if (scope === undefined) continue;
    const permissions = policy.roles.flatMap((id) => reader.get("roles", id)?.permissions ?? []);
    yield { scope, permissions };
  }
}

/** R21: where a policy grants its roles. */
export function scopeOf(
  reader: Reader,
  { environment, workspace }: Entities["access-policies"],
): Scope | undefined {
  if (workspace !== null) {
    const found = reader.get("workspaces", workspace);
    return found && workspaceScope(found);
  }
  return environment === null ? ACCOUNT : environmentScope(environment);
}
