import { notFound } from "../../resources/errors.js";
import type { SandboxContext } from "./context.js";

/** R12, `GET /runs/:id/waiting`: what the run waits for; null when it waits for nothing. */
export function explainWaiting({ services, dispatch }: SandboxContext, { id }: { readonly id: string }) {
  const run = services.store.get("runs", id);
  if (run === undefined) throw notFound("Run", id);
  return {
    run: id,
    status: run.status,
    position: dispatch.positionInQueue(run),
    waitingFor: dispatch.waitingFor(run),
  };
}
