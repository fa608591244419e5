import { endRun } from "../dispatch/run-life.js";
import type { Run } from "../entities.js";
import { RUN_TRANSITIONS } from "../rules/run-transitions.js";
import { isLegal } from "../rules/transitions.js";
import { conflict } from "./errors.js";
import type { Operation } from "./resource.js";

/** `actions/force`: earlier runs of the workspace that wait, for their turn or for a confirmation, are canceled. */
export function forceRun(op: Operation, run: Run): Run {
  if (run.status !== "pending")
    throw conflict(`Run '${run.id}' is ${run.status}; only a pending run can be forced past earlier ones.`);
  for (const earlier of op.tx.find("runs", "workspace", run.workspace)) {
    if (earlier.isDry || earlier.sequence >= run.sequence) continue;
    if (isLegal(RUN_TRANSITIONS, earlier.status, "be-superseded"))
      endRun(op.tx, earlier, "be-superseded", op.now, `The later run ${run.id} was forced.`);
  }
  return op.tx.get("runs", run.id)!;
}
