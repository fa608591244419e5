import type {
  CancelOrder,
  Orders,
  TaskOffer,
  TaskRef,
  TasksResponse,
} from "../../../agent/protocol/protocol.js";
import type { AgentChannel } from "./orders.js";

interface Poll {
  /** Tasks that the agent can still take with this answer. */
  slots: number;
  readonly offers: TaskOffer[];
  readonly cancel: CancelOrder[];
  readonly drop: TaskRef[];
  stop: Orders["stop"];
  readonly answer: (response: TasksResponse) => void;
}

/** A poll of an agent that waits for work (R15). */
export interface OpenPoll {
  /** What the poll is answered with; a poll with nothing to say is answered by `end`. */
  readonly answer: Promise<TasksResponse>;
  /** Answers now, with nothing if there is nothing. */
  end(): void;
}

const wayOf = ({ attempt, mode }: CancelOrder) => `${attempt} ${mode}`;

/** The open polls of agents, one for each agent. A poll is answered as soon as there is something to report. */
export class Polls implements AgentChannel {
  private readonly open = new Map<string, Poll>();
  /** Agents whose open poll has something to say. Ten thousand others cost a flush nothing. */
  private readonly due = new Set<string>();
  /**
   * By agent and task, the cancel order that a poll has brought last, until the task ends. Only heartbeats repeat an order, or
   * polls would be answered endlessly.
   */
  private readonly told = new Map<string, Map<string, string>>();

  /** Opens an agent's poll, in place of the one that is open. */
  start(agent: string, slots: number): OpenPoll {
    this.end(agent);
    let poll: Poll | undefined;
    const answer = new Promise<TasksResponse>((resolve) => {
      poll = { slots, offers: [], cancel: [], drop: [], stop: null, answer: resolve };
      this.open.set(agent, poll);
    });
    return {
      answer,
      end: () => {
        if (this.open.get(agent) === poll) this.end(agent);
      },
    };
  }

  /** How many tasks the agent's open poll can still take; 0 without one. */
  slots(agent: string): number {
    return this.open.get(agent)?.slots ?? 0;
  }

  offer(agent: string, offer: TaskOffer): void {
    const poll = this.open.get(agent);
    if (poll === undefined) return;
    poll.offers.push(offer);
    poll.slots -= 1;
    this.due.add(agent);
  }

  cancel(agent: string, order: CancelOrder): void {
    const poll = this.open.get(agent);
    const told = this.told.get(agent) ?? new Map<string, string>();
    if (poll === undefined || told.get(order.id) === wayOf(order)) return;
    this.told.set(agent, told.set(order.id, wayOf(order)));
    poll.cancel.push(order);
    this.due.add(agent);
  }

  drop(agent: string, task: TaskRef): void {
    const poll = this.open.get(agent);
    if (poll === undefined) return;
    poll.drop.push(task);
    this.due.add(agent);
  }

  ended(agent: string, task: string): void {
    const told = this.told.get(agent);
    if (told?.delete(task) && told.size === 0) this.told.delete(agent);
  }

  /** The agent is gone: its poll says so, and nothing is remembered of it. */
  stop(agent: string, stop: NonNullable<Orders["stop"]>): void {
    const poll = this.open.get(agent);
    if (poll) poll.stop = stop;
    this.end(agent);
    this.told.delete(agent);
  }

  /** Answers every poll that has something to say. */
  flush(): void {
    for (const agent of this.due) this.end(agent);
  }

  /** Answers all polls. */
  close(): void {
    for (const agent of [...this.open.keys()]) this.end(agent);
  }

  private end(agent: string): void {
    const poll = this.open.get(agent);
    if (poll === undefined) return;
    this.open.delete(agent);
    this.due.delete(agent);
    poll.answer({ tasks: poll.offers, cancel: poll.cancel, drop: poll.drop, stop: poll.stop });
  }
}
