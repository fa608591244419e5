import { explainPool } from "../../pools/resolve.js";
import type { OperationRequest, SandboxContext } from "./context.js";
import { requireShown } from "./shown.js";

/** R4, `GET /workspaces/:id/resolution`: every candidate in order, which one won, and why each other one did not. */
export function explainResolution(context: SandboxContext, { id, caller }: OperationRequest) {
  const { store, accountId } = context.services;
  const workspace = requireShown(context, "workspaces", id, caller);
  return { workspace: { id, name: workspace.name }, ...explainPool(store, accountId, workspace) };
}
