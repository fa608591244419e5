/** The events in the life of a run. Each function runs in the transaction of its cause. */
import type { FinishRequest } from "../../agent/protocol/protocol.js";
import type { Run, Task, UploadedState } from "../core/entities.js";
import { newId } from "../core/ids.js";
import type { Tx } from "../core/schema.js";
import type { ResolvePool } from "../core/services.js";
import { movePhase, moveRun, moveTask, openTask, phaseOf } from "./moves.js";
import { holdsWhileItWaits } from "./run-transition-rules.js";
import { besideCurrent, type KeptState, keepLateState, keepUploadedState } from "./uploaded-state.js";

/**
 * R10: starts the next phase of a run whose turn has come in its workspace. Queues a task for its plan or its confirmed apply.
 */
export function startPhase(tx: Tx, run: Run, resolve: ResolvePool, now: number): void {
  const phase = run.status === "confirmed" ? "apply" : "plan";
  const resolved = resolve(tx, tx.get("workspaces", run.workspace)!);
  if ("error" in resolved) {
    endRun(tx, run, "fail", now, resolved.error);
    return;
  }
  moveRun(tx, run, phase === "plan" ? "queue-plan" : "queue-apply", now);
  movePhase(tx, phaseOf(tx, run, phase), "queue", now);
  tx.insert({
    type: "tasks",
    id: newId("task"),
    run: run.id,
    workspace: run.workspace,
    phase,
    pool: resolved.pool,
    status: "queued",
    agent: null,
    attempt: 0,
    sequence: run.sequence,
    jobTokenHash: null,
    uploadedState: null,
    cancelRequested: "no",
    queuedAt: now,
    assignedAt: null,
    startedAt: null,
    finishedAt: null,
  });
}

/**
 * A user, or auto-apply, confirms a planned run. A run that blocks its workspace is queued for its apply at once, or at
 * the given time, and blocks the workspace until then.
 */
export function confirmRun(
  tx: Tx,
  run: Run,
  resolve: ResolvePool,
  now: number,
  applyAt: number | null = null,
): Run {
  const holds = run.status === "planned";
  const waitsUntil = applyAt !== null && applyAt > now ? applyAt : null;
  const confirmed = moveRun(tx, run, "confirm", now, { applyAt, waitsUntil });
  if (holds && waitsUntil === null) startPhase(tx, confirmed, resolve, now);
  return tx.get("runs", run.id)!;
}

/** The time for which a run waited has come. It joins the queue of its workspace, or continues if it blocks the workspace. */
export function runDue(tx: Tx, run: Run, resolve: ResolvePool, now: number, sequence: number): void {
  const due = tx.update("runs", run.id, {
    waitsUntil: null,
    // A run that was in no queue has no position yet.
    ...(holdsWhileItWaits(run) ? {} : { sequence }),
  });
  if (holdsWhileItWaits(run)) startPhase(tx, due, resolve, now);
}

/** A user discards a run that does not execute. */
export function discardRun(tx: Tx, run: Run, now: number): Run {
  return endRun(tx, run, "discard", now);
}

/**
 * Cancels a run. If it executes, its agent is asked to stop and then reports how it ended; a second
 * request kills the work at once.
 */
export function cancelRun(tx: Tx, run: Run, now: number, force = false): Run {
  const task = openTask(tx, run);
  if (task?.status !== "running") return endRun(tx, run, "cancel", now);
  tx.update("tasks", task.id, {
    cancelRequested: task.cancelRequested === "no" && !force ? "soft" : "force",
  });
  return run;
}

/** R17: the agent has started the task, which is never assigned again from here on. */
export function taskStarted(tx: Tx, task: Task, jobTokenHash: string, now: number): void {
  const run = tx.get("runs", task.run)!;
  const baseState = tx.get("workspaces", task.workspace)!.currentStateVersion;
  const agent = task.agent === null ? undefined : tx.get("agents", task.agent);
  moveTask(tx, task, "start", now, {
    startedAt: now,
    jobTokenHash,
    baseState,
    ...(agent && { agentName: agent.name }),
  });
  moveRun(tx, run, task.phase === "plan" ? "start-plan" : "start-apply", now);
  movePhase(tx, phaseOf(tx, run, task.phase), "start", now);
}

/** The plan is finished, and its agent evaluates policies. A repeat changes nothing. */
export function policiesBegun(tx: Tx, task: Task, now: number): void {
  const run = tx.get("runs", task.run)!;
  if (task.phase === "plan" && run.status === "planning") moveRun(tx, run, "check-policies", now);
}

/** The policy results of a run; null if none were evaluated. `failed`: why the run must end. */
export type Verdict = "passed" | "override" | { readonly failed: string } | null;

/** The agent reports how a task ended. `verdict` has the policy results, which only plans have. */
export function taskFinished(
  tx: Tx,
  task: Task,
  report: FinishRequest,
  resolve: ResolvePool,
  now: number,
  verdict: Verdict = null,
): void {
  const run = tx.get("runs", task.run)!;
  const ended = moveTask(tx, task, "finish", now, { finishedAt: now });
  const kept = keepUploadedState(tx, ended, now);
  const counts = {
    resourceAdditions: report.changes?.add ?? null,
    resourceChanges: report.changes?.change ?? null,
    resourceDestructions: report.changes?.destroy ?? null,
    resourceImports: report.changes?.import ?? null,
    resourceForgets: report.changes?.forget ?? null,
  };
  // An apply that finished before the cancellation reached it counts as applied. A plan is canceled.
  const canceled =
    report.outcome === "canceled" ||
    (task.cancelRequested !== "no" && report.outcome === "finished" && task.phase === "plan");
  if (canceled) endRun(tx, run, "cancel", now);
  else if (report.outcome === "errored")
    endRun(tx, run, "fail", now, joined(report.error ?? `The ${task.phase} failed.`, kept), counts);
  else if (kept?.superseded)
    endRun(tx, run, "fail", now, joined("The apply made its changes.", kept), counts);
  else if (task.phase === "apply") {
    movePhase(tx, phaseOf(tx, run, "apply"), "finish", now, counts);
    moveRun(tx, run, "finish-apply", now);
  } else {
    movePhase(tx, phaseOf(tx, run, "plan"), "finish", now, { ...counts, hasChanges: report.hasChanges });
    judged(tx, run, report.hasChanges, verdict, resolve, now);
  }
}

/** The plan is finished: the run continues as far as its policies allow. Without an apply, nothing can be overridden. */
function judged(
  tx: Tx,
  run: Run,
  hasChanges: boolean,
  verdict: Verdict,
  resolve: ResolvePool,
  now: number,
): void {
  if (verdict !== null && typeof verdict === "object") {
    moveRun(tx, run, "fail", now, { errorMessage: verdict.failed, hasChanges });
    skipApply(tx, run, now);
  } else if (verdict === "override" && hasChanges && !run.isDry)
    moveRun(tx, run, "await-override", now, { hasChanges });
  else {
    const passed = verdict === null ? run : moveRun(tx, run, "pass-policies", now);
    planFinished(tx, passed, hasChanges, resolve, now);
  }
}

/** Every policy that stopped the run was overridden: it continues as if they had passed. */
export function overrideRun(tx: Tx, run: Run, resolve: ResolvePool, now: number): Run {
  planFinished(tx, moveRun(tx, run, "override", now), run.hasChanges, resolve, now);
  return tx.get("runs", run.id)!;
}

function planFinished(tx: Tx, run: Run, hasChanges: boolean, resolve: ResolvePool, now: number): void {
  if (run.isDry || !hasChanges) {
    moveRun(tx, run, "finish-plan", now, { hasChanges });
    skipApply(tx, run, now);
  } else if (run.savePlan) moveRun(tx, run, "save-plan", now, { hasChanges });
  else {
    const planned = moveRun(tx, run, "plan-changes", now, { hasChanges });
    if (run.autoApply) confirmRun(tx, planned, resolve, now);
  }
}

/** R17, R19, or a timeout: a started task has ended without a report of its agent. */
export function taskLost(tx: Tx, task: Task, event: "lose" | "cancel", message: string, now: number): void {
  const ended = moveTask(tx, task, event, now, { finishedAt: now });
  endRun(tx, tx.get("runs", task.run)!, "fail", now, joined(message, keepUploadedState(tx, ended, now)));
}

/** The error of a run, and a note about its state if that is not the workspace's current state. */
const joined = (message: string, kept: KeptState | null): string =>
  kept === null || kept.superseded === null ? message : `${message} ${besideCurrent(kept)}`;

/** R17: the agent of a lost task delivers its state. The run's error mentions it; the run stays ended. */
export function lateState(tx: Tx, task: Task, state: UploadedState, now: number): KeptState | null {
  const kept = keepLateState(tx, task, state, now);
  if (kept === null) return null;
  const run = tx.get("runs", task.run)!;
  const news =
    kept.superseded === null
      ? `Its state was delivered later: ${kept.version} (serial ${kept.serial}), now the current one.`
      : besideCurrent(kept);
  tx.update("runs", run.id, { errorMessage: [run.errorMessage, news].filter(Boolean).join(" ") });
  return kept;
}

/** R17: a task that was assigned but not started returns to its position in the queue. */
export function returnTask(tx: Tx, task: Task, now: number): void {
  moveTask(tx, task, "return", now, { agent: null, assignedAt: null });
}

/**
 * Ends a run early, with everything that belongs to it: its current phase ends in the same way, the phase
 * that it does not reach is skipped, and its task, if there is one, is canceled.
 */
export function endRun(
  tx: Tx,
  run: Run,
  event: "fail" | "cancel" | "discard" | "be-superseded",
  now: number,
  message: string | null = null,
  counts: Parameters<typeof movePhase>[4] = {},
): Run {
  const ended = moveRun(tx, run, event, now, { errorMessage: message });
  const task = openTask(tx, run);
  if (task) moveTask(tx, task, "cancel", now, { finishedAt: now });
  const plan = phaseOf(tx, run, "plan");
  if (plan.status === "finished") {
    const apply = run.apply === null ? undefined : phaseOf(tx, run, "apply");
    if (apply) movePhase(tx, apply, event === "fail" || event === "cancel" ? event : "skip", now, counts);
  } else {
    movePhase(tx, plan, event === "fail" ? "fail" : "cancel", now, counts);
    skipApply(tx, run, now);
  }
  return ended;
}

function skipApply(tx: Tx, run: Run, now: number): void {
  if (run.apply !== null) movePhase(tx, phaseOf(tx, run, "apply"), "skip", now);
}
