/** The events in the life of VCS tasks. Each function runs in the transaction of its cause. */
import type { VcsRequest } from "../../agent/protocol/protocol.js";
import type { Ingress, VcsProvider, VcsTask } from "../core/entities.js";
import { newId } from "../core/ids.js";
import type { Reader, Tx } from "../core/schema.js";
import { MOST_ATTEMPTS, MOST_KEPT, type VcsTaskEvent, vcsTaskTransition } from "./vcs-task-rules.js";

/** A provider whose Git server agents of a pool connect to (R6). */
export type PooledProvider = VcsProvider & { readonly agentPool: string };

/** Whether agents of a VCS pool connect to the provider (R6). */
export const isPooled = (provider: VcsProvider | undefined): provider is PooledProvider =>
  provider !== undefined && provider.agentPool !== null;

/**
 * Queues a task for an agent of the provider's pool, with the purpose of a fetch. Of the ended tasks, only the latest are kept.
 */
export function queueVcsTask(
  tx: Tx,
  provider: PooledProvider,
  request: VcsRequest,
  now: number,
  ingress: Ingress | null = null,
  purpose: Pick<VcsTask, "publication" | "policyFetch"> = {},
): VcsTask {
  forgetOldest(tx, provider.id);
  return tx.insert<"vcs-tasks">({
    type: "vcs-tasks",
    id: newId("vcs-task"),
    provider: provider.id,
    pool: provider.agentPool,
    status: "queued",
    agent: null,
    attempt: 0,
    request,
    ingress,
    ...purpose,
    result: null,
    error: null,
    queuedAt: now,
    startedAt: null,
    finishedAt: null,
  });
}

/** Whether the task is queued or running. */
export const isOpen = ({ status }: VcsTask): boolean => status === "queued" || status === "running";

function forgetOldest(tx: Tx, provider: string): void {
  const over = tx.find("vcs-tasks", "provider", provider).filter((task) => !isOpen(task));
  for (const task of over.slice(0, Math.max(0, over.length - MOST_KEPT + 1))) tx.delete("vcs-tasks", task.id);
}

/** @throws TransitionError */
export function moveVcsTask(
  tx: Tx,
  task: VcsTask,
  event: VcsTaskEvent,
  changes: Partial<VcsTask> = {},
): VcsTask {
  return tx.update("vcs-tasks", task.id, { ...changes, status: vcsTaskTransition(task, event) });
}

/** The open watch of a provider. There is at most one. */
export const openWatch = (reader: Reader, provider: string): VcsTask | undefined =>
  reader
    .find("vcs-tasks", "provider", provider)
    .find((task) => task.request.kind === "watch" && isOpen(task));

/** An agent starts a task. */
export const startVcsTask = (tx: Tx, task: VcsTask, agent: string, now: number): VcsTask =>
  moveVcsTask(tx, task, "start", { agent, attempt: task.attempt + 1, startedAt: now });

/**
 * Returns a task to the queue, because its agent is gone or never got it. Returns true if it was assigned too often and has
 * failed instead.
 */
export function returnVcsTask(tx: Tx, task: VcsTask, why: string, now: number): boolean {
  if (task.request.kind !== "watch" && task.attempt >= MOST_ATTEMPTS) {
    moveVcsTask(tx, task, "fail", { finishedAt: now, error: `It was tried ${task.attempt} times: ${why}.` });
    return true;
  }
  moveVcsTask(tx, task, "return", { agent: null, startedAt: null });
  return false;
}
