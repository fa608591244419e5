import { explainPool } from "../../resolve.js";
import { notFound } from "../../resources/errors.js";
import type { SandboxContext } from "./context.js";

/** R4, `GET /workspaces/:id/resolution`: every candidate in order, which one won, and why each other one did not. */
export function explainResolution({ services }: SandboxContext, { id }: { readonly id: string }) {
  const { store, accountId } = services;
  const workspace = store.get("workspaces", id);
  if (workspace === undefined) throw notFound("Workspace", id);
  return { workspace: { id, name: workspace.name }, ...explainPool(store, accountId, workspace) };
}
