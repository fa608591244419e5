import type { CancelOrder, Orders, TaskOffer, TaskRef } from "../../../agent/protocol/protocol.js";

/** How agents hear from the dispatcher: by the answers to their open polls, or at once where they are simulated. */
export interface AgentChannel {
  /** How many more tasks can be offered to the agent now; 0 for one that does not listen. */
  slots(agent: string): number;
  /** The agent was assigned a task, which it has to start. */
  offer(agent: string, offer: TaskOffer): void;
  /** A user asked that a task of the agent be canceled. */
  cancel(agent: string, order: CancelOrder): void;
  /** A task that the agent started is no longer its own. */
  drop(agent: string, task: TaskRef): void;
  /** The agent is no longer registered. */
  stop(agent: string, stop: NonNullable<Orders["stop"]>): void;
  /** Everything that follows from the commits so far was said. */
  flush(): void;
  close(): void;
}
