import type { OperationRequest, SandboxContext } from "./context.js";
import { requireShown } from "./shown.js";

/** R12, `GET /runs/:id/waiting`: what the run waits for; null when it waits for nothing. */
export function explainWaiting(context: SandboxContext, { id, caller }: OperationRequest) {
  const { dispatch } = context;
  const run = requireShown(context, "runs", id, caller);
  return {
    run: id,
    status: run.status,
    position: dispatch.positionInQueue(run),
    waitingFor: dispatch.waitingFor(run),
  };
}
