/** R21: where something belongs, and where a role is granted. A grant holds where it was made and below. */
export type Scope =
  | { readonly kind: "account" }
  | { readonly kind: "environment"; readonly id: string }
  | { readonly kind: "workspace"; readonly id: string; readonly environment: string };

/** How far a scope reaches. */
export type ScopeKind = Scope["kind"];

export const ACCOUNT: Scope = { kind: "account" };

/** The scope of an environment (R21). */
export const environmentScope = (id: string): Scope => ({ kind: "environment", id });

/** The scope of a workspace (R21); what is granted in its environment counts there too. */
export const workspaceScope = (workspace: { readonly id: string; readonly environment: string }): Scope => ({
  kind: "workspace",
  id: workspace.id,
  environment: workspace.environment,
});

/** Whether two scopes are one and the same; one that contains the other is not. */
export const sameScope = (one: Scope, other: Scope): boolean =>
  one.kind === other.kind &&
  (one.kind === "account" || one.id === (other as Exclude<Scope, { kind: "account" }>).id) &&
  (one.kind !== "workspace" || one.environment === (other as typeof one).environment);
