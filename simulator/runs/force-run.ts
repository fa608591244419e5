import type { Run } from "../core/entities.js";
import { conflict } from "../core/errors.js";
import { isLegal } from "../core/transitions.js";
import type { RunContext } from "./create-run.js";
import { endRun } from "./run-life.js";
import { RUN_TRANSITIONS } from "./run-transition-rules.js";

/**
 * `actions/force`: earlier runs of the workspace that wait, for their turn or for a confirmation, are canceled. Those whose
 * time has not come are not in its way; its own time it does not wait for any longer.
 */
export function forceRun(op: Pick<RunContext, "tx" | "now">, run: Run): Run {
  if (run.status !== "pending")
    throw conflict(`Run '${run.id}' is ${run.status}; only a pending run can be forced past earlier ones.`);
  for (const earlier of op.tx.find("runs", "workspace", run.workspace)) {
    if (earlier.isDry || earlier.sequence >= run.sequence || earlier.waitsUntil !== null) continue;
    if (isLegal(RUN_TRANSITIONS, earlier.status, "be-superseded"))
      endRun(op.tx, earlier, "be-superseded", op.now, `The later run ${run.id} was forced.`);
  }
  return run.waitsUntil === null ? run : op.tx.update("runs", run.id, { waitsUntil: null });
}
