import type { Scope } from "../core/scopes.js";
import { coversOf } from "./permission-rules.js";

/** The permissions that were granted at one scope. */
export interface Grant {
  readonly scope: Scope;
  readonly permissions: readonly string[];
}

type Covers = (permission: string) => boolean;

const NOTHING: Covers = () => false;

/** R21: all grants of one caller, prepared for frequent checks. */
export class Grants {
  /** Everything in the account: no single object has to be asked about then. */
  readonly unrestricted: boolean;
  private readonly account: Covers;
  private readonly environments: ReadonlyMap<string, Covers>;
  private readonly workspaces: ReadonlyMap<string, { readonly environment: string; readonly covers: Covers }>;
  private readonly anywhere: Covers;

  constructor(grants: readonly Grant[]) {
    const account: string[] = [];
    const environments = new Map<string, string[]>();
    const workspaces = new Map<string, { environment: string; permissions: string[] }>();
    for (const { scope, permissions } of grants) {
      if (scope.kind === "account") account.push(...permissions);
      else if (scope.kind === "environment")
        environments.set(scope.id, [...(environments.get(scope.id) ?? []), ...permissions]);
      else {
        const before = workspaces.get(scope.id)?.permissions ?? [];
        const { environment } = scope;
        workspaces.set(scope.id, { environment, permissions: [...before, ...permissions] });
      }
    }
    this.account = coversOf(account);
    this.environments = new Map([...environments].map(([id, permissions]) => [id, coversOf(permissions)]));
    this.workspaces = new Map(
      [...workspaces].map(([id, { environment, permissions }]) => [
        id,
        { environment, covers: coversOf(permissions) },
      ]),
    );
    this.anywhere = coversOf(grants.flatMap(({ permissions }) => permissions));
    this.unrestricted = this.account("*:*");
  }

  /** Whether a permission is held at a scope: granted there, or above. */
  at(permission: string, scope: Scope): boolean {
    if (this.account(permission)) return true;
    if (scope.kind === "account") return false;
    if (scope.kind === "environment") return this.inEnvironment(scope.id)(permission);
    return (
      this.inEnvironment(scope.environment)(permission) ||
      (this.workspaces.get(scope.id)?.covers ?? NOTHING)(permission)
    );
  }

  /** Whether a permission is held at any scope at all. */
  somewhere(permission: string): boolean {
    return this.anywhere(permission);
  }

  /** Whether a permission is held in an environment or in one of its workspaces. */
  within(permission: string, environment: string): boolean {
    if (this.at(permission, { kind: "environment", id: environment })) return true;
    for (const workspace of this.workspaces.values())
      if (workspace.environment === environment && workspace.covers(permission)) return true;
    return false;
  }

  private inEnvironment(id: string): Covers {
    return this.environments.get(id) ?? NOTHING;
  }
}
