import type { CancelOrder, Orders, TaskOffer, TaskRef } from "../../../agent/protocol/protocol.js";
import type { Task } from "../../core/entities.js";
import type { Reader } from "../../core/schema.js";

/** How the dispatcher reaches agents: by the responses to their open polls, or directly if they are simulated. */
export interface AgentChannel {
  /** How many more tasks can be offered to the agent now; 0 for one that does not listen. */
  slots(agent: string): number;
  /** The agent was assigned a task, which it has to start. */
  offer(agent: string, offer: TaskOffer): void;
  /** A user asked that a task of the agent be canceled. */
  cancel(agent: string, order: CancelOrder): void;
  /** A task that the agent started is no longer its own. */
  drop(agent: string, task: TaskRef): void;
  /** A task that the agent started has ended: nothing more is said of it. */
  ended(agent: string, task: string): void;
  /** The agent is no longer registered. */
  stop(agent: string, stop: NonNullable<Orders["stop"]>): void;
  /** Everything that follows from the commits so far was said. */
  flush(): void;
  close(): void;
}

/** The order for an agent about its task, if there is one. */
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

/** All orders for an agent about the tasks that it reports to run. */
export function ordersFor(reader: Reader, agent: string, tasks: readonly TaskRef[]) {
  const cancel = reader
    .find("tasks", "agent", agent)
    .map(cancelOrder)
    .filter((order) => order !== null);
  const drop = tasks.filter(({ id, attempt }) => !isCurrent(reader.get("tasks", id), agent, attempt));
  return { cancel, drop };
}
