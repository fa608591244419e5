import type { CancelOrder, TaskRef } from "../../../agent/protocol/protocol.js";
import type { Task } from "../../core/entities.js";
import type { Reader } from "../../core/schema.js";

/** What the agent is to be told about a task of its own, if anything. */
export function cancelOrder(task: Task): CancelOrder | null {
  if (task.status !== "running" || task.cancelRequested === "no") return null;
  return { id: task.id, attempt: task.attempt, mode: task.cancelRequested };
}

/** R17: whether a task is still this agent's, in this attempt. */
export function isCurrent(task: Task | undefined, agent: string, attempt: number): task is Task {
  return (
    task !== undefined &&
    task.agent === agent &&
    task.attempt === attempt &&
    (task.status === "assigned" || task.status === "running")
  );
}

/** Everything that an agent must be told about the tasks that it says it runs. */
export function ordersFor(reader: Reader, agent: string, tasks: readonly TaskRef[]) {
  const cancel = reader
    .find("tasks", "agent", agent)
    .map(cancelOrder)
    .filter((order) => order !== null);
  const drop = tasks.filter(({ id, attempt }) => !isCurrent(reader.get("tasks", id), agent, attempt));
  return { cancel, drop };
}
