import { demandOf } from "../../runs/dispatch/demand.js";
import type { OperationRequest, SandboxContext } from "./context.js";
import { requireShown } from "./shown.js";

/** `GET /agent-pools/:id/demand`: how many tasks need an agent of the pool now, for whoever starts and stops agents. */
export function showDemand(context: SandboxContext, { id, caller }: OperationRequest) {
  const pool = requireShown(context, "agent-pools", id, caller);
  const queued = context.dispatch.dispatcher.pools.queued(id);
  return { pool: { id, name: pool.name }, ...demandOf(context.services.store, pool, queued) };
}
