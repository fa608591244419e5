import type { Reader } from "./schema.js";
import type { Scope } from "./scopes.js";
import type { Services } from "./services.js";

/** The caller of a request. */
export interface Caller {
  /** Id of the user or service account, or null for the sandbox itself. */
  readonly user: string | null;
  /** True if the caller has every permission in the account, so that no object has to be checked. */
  readonly unrestricted: boolean;
  /** R20, R21: whether the caller has a permission such as `agent-pools:create` in a scope, by default the account. */
  can(permission: string, scope?: Scope): boolean;
  /** Whether the caller has the permission in any scope. */
  holds(permission: string): boolean;
  /** Whether the caller has the permission in an environment or in one of its workspaces. */
  within(permission: string, environment: string): boolean;
}

/** The input of a derived value. */
export interface View {
  readonly reader: Reader;
  /** Milliseconds since the epoch on the sandbox clock. */
  readonly now: number;
  readonly caller: Caller;
  readonly services: Services;
}
