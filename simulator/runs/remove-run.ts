import type { Run } from "../core/entities.js";
import type { Tx } from "../core/schema.js";

/** Deletes a run that nothing executes, with everything that belongs to it alone. States outlive the run that made them. */
export function removeRun(tx: Tx, run: Run): void {
  for (const version of [...tx.find("state-versions", "run", run.id)])
    tx.update("state-versions", version.id, { run: null });
  for (const task of [...tx.find("tasks", "run", run.id)]) tx.delete("tasks", task.id);
  tx.delete("plans", run.plan);
  if (run.apply !== null) tx.delete("applies", run.apply);
  tx.delete("runs", run.id);
}
