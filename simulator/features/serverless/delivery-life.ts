/** The events in the life of deliveries. Each function runs in the transaction of its cause. */
import type { Delivery, Entities, Task } from "../../core/entities.js";
import { newId } from "../../core/ids.js";
import type { Reader, Tx } from "../../core/schema.js";
import type { DeadlineTable } from "../../platform/clock/index.js";
import { pauseAfter } from "../../platform/outgoing/retry-rules.js";
import { AGENT_EXPECTED_WITHIN, MOST_DELIVERIES } from "./delivery-rules.js";

/** Whether the task waits for an agent of a pool whose agents are started on demand. */
const needsCall = (reader: Reader, task: Task): boolean =>
  task.status === "queued" && (reader.get("agent-pools", task.pool)?.webhookEnabled ?? false);

const calledNow = (attempts: number, now: number) => ({
  attempts,
  lastAttemptAt: now,
  // Set ahead of the answer: a call that a crash cuts off is repeated like one that failed.
  nextAttemptAt: now + pauseAfter(attempts),
});

/** Starts a call: `attempts` rises, and the code that makes calls watches for that. */
function callAgain(tx: Tx, delivery: Delivery, now: number): void {
  const status = delivery.status === "withdrawn" ? "pending" : delivery.status;
  tx.update("deliveries", delivery.id, { ...calledNow(delivery.attempts + 1, now), status });
}

function callFirst(tx: Tx, task: Task, now: number): void {
  const known = tx.find("deliveries", "pool", task.pool);
  if (known.length >= MOST_DELIVERIES) {
    const oldest = known.find(({ nextAttemptAt }) => nextAttemptAt === null);
    if (oldest) tx.delete("deliveries", oldest.id);
  }
  tx.insert<"deliveries">({
    type: "deliveries",
    id: newId("delivery"),
    pool: task.pool,
    task: task.id,
    run: task.run,
    workspace: task.workspace,
    action: task.phase,
    status: "pending",
    createdAt: now,
    ...calledNow(1, now),
    deliveredAt: null,
    responseStatus: null,
    error: null,
  });
}

/**
 * A task or its pool has changed. `returned`: the task was assigned and returned to the queue, so the agent that was started for
 * it is gone.
 */
export function followTask(tx: Tx, id: string, returned: boolean, now: number): void {
  const task = tx.get("tasks", id);
  const wanted = task !== undefined && needsCall(tx, task);
  const deliveries = [...tx.find("deliveries", "task", id)];
  for (const delivery of deliveries) {
    if (tx.get("agent-pools", delivery.pool) === undefined || task === undefined)
      tx.delete("deliveries", delivery.id);
    else if (!wanted || delivery.pool !== task.pool) endDelivery(tx, delivery, task);
    else if (returned || delivery.nextAttemptAt === null) callAgain(tx, delivery, now);
  }
  if (wanted && !deliveries.some(({ pool }) => pool === task.pool)) callFirst(tx, task, now);
}

/** Ends the calls for a task that needs no agent any more. An assigned task may still return to the queue. */
function endDelivery(tx: Tx, delivery: Delivery, task: Task): void {
  if (delivery.nextAttemptAt === null || (task.status === "assigned" && delivery.pool === task.pool)) return;
  const status = delivery.status === "pending" ? "withdrawn" : delivery.status;
  tx.update("deliveries", delivery.id, { status, nextAttemptAt: null });
}

/** The result of a call. */
export type Answer =
  | { readonly accepted: true; readonly responseStatus: number }
  | { readonly accepted: false; readonly responseStatus: number | null; readonly error: string };

/** Records the result of a call. A result that arrives after the next call has begun counts only if the call was accepted. */
export function answered(tx: Tx, id: string, attempt: number, answer: Answer, now: number): void {
  const delivery = tx.get("deliveries", id);
  if (delivery === undefined) return;
  const { responseStatus } = answer;
  if (!answer.accepted) {
    if (delivery.attempts === attempt) tx.update("deliveries", id, { responseStatus, error: answer.error });
    return;
  }
  const waits = delivery.nextAttemptAt !== null;
  tx.update("deliveries", id, {
    status: "delivered",
    deliveredAt: now,
    responseStatus,
    error: null,
    nextAttemptAt: waits ? now + AGENT_EXPECTED_WITHIN : null,
  });
}

/** The deadlines of repeated webhook calls. */
export const SERVERLESS_DEADLINES: DeadlineTable<Entities> = [
  {
    name: "webhook called again",
    rule: "serverless pools",
    type: "deliveries",
    dueAt: (delivery, reader) => {
      const task = reader.get("tasks", delivery.task);
      return task !== undefined && needsCall(reader, task) ? delivery.nextAttemptAt : null;
    },
    apply: (tx, delivery, now) => callAgain(tx, delivery, now),
    dependsOn: { tasks: (task, reader) => reader.find("deliveries", "task", task.id) },
  },
];
