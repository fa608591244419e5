/** The only functions that change the status of runs, their phases and their tasks: by the transition tables. */
import type { Apply, Plan, Run, Task } from "../core/entities.js";
import type { Reader, Tx } from "../core/schema.js";
import {
  type PhaseEvent,
  phaseTransition,
  type RunEvent,
  runTransition,
  type TaskEvent,
  taskTransition,
} from "./run-transition-rules.js";

const stampKeys = new Map<string, string>();

/** The key of a status in `status-timestamps`: `plan_queued` gives `plan-queued-at`. */
function stampKey(status: string): string {
  const known = stampKeys.get(status);
  if (known !== undefined) return known;
  const key = `${status.replaceAll("_", "-")}-at`;
  stampKeys.set(status, key);
  return key;
}

/** @throws TransitionError */
export function moveRun(tx: Tx, run: Run, event: RunEvent, now: number, changes: Partial<Run> = {}): Run {
  const status = runTransition(run, event);
  const statusTimestamps = { ...run.statusTimestamps, [stampKey(status)]: now };
  return tx.update("runs", run.id, { ...changes, status, statusTimestamps });
}

type Counts = Partial<
  Pick<
    Apply,
    "resourceAdditions" | "resourceChanges" | "resourceDestructions" | "resourceForgets" | "resourceImports"
  >
>;

/** @throws TransitionError */
export function movePhase(
  tx: Tx,
  phase: Plan | Apply,
  event: PhaseEvent,
  now: number,
  changes?: Counts & { readonly hasChanges?: boolean },
): void {
  const status = phaseTransition(phase, event);
  const statusTimestamps = { ...phase.statusTimestamps, [stampKey(status)]: now };
  if (changes === undefined) tx.update(phase.type, phase.id, { status, statusTimestamps });
  else if (phase.type === "plans") {
    const { resourceForgets: _forgets, resourceImports: _imports, ...known } = changes;
    tx.update("plans", phase.id, { ...known, status, statusTimestamps });
  } else {
    const { hasChanges: _hasChanges, ...known } = changes;
    tx.update("applies", phase.id, { ...known, status, statusTimestamps });
  }
}

/** @throws TransitionError */
export function moveTask(
  tx: Tx,
  task: Task,
  event: TaskEvent,
  now: number,
  changes: Partial<Task> = {},
): Task {
  const moved = tx.update("tasks", task.id, { ...changes, status: taskTransition(task, event) });
  if (task.agent !== null && event !== "start" && tx.count("tasks", "agent", task.agent) === 0) {
    // R11 breaks ties by who has been idle longest.
    if (tx.get("agents", task.agent)) tx.update("agents", task.agent, { idleSince: now });
  }
  return moved;
}

/** The plan or apply that a task executes. */
export function phaseOf(reader: Reader, run: Run, phase: Task["phase"]): Plan | Apply {
  return phase === "plan" ? reader.get("plans", run.plan)! : reader.get("applies", run.apply!)!;
}

/** The task of a run that has not ended, if there is one. */
export function openTask(reader: Reader, run: Run): Task | undefined {
  const last = reader.find("tasks", "run", run.id).at(-1);
  return last && ["queued", "assigned", "running"].includes(last.status) ? last : undefined;
}
