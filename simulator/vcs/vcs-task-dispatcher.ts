import type { TaskRef, VcsOrder, VcsPollResponse } from "../../agent/protocol/protocol.js";
import type { Agent, VcsTask } from "../core/entities.js";
import type { Store, Tx } from "../core/schema.js";
import type { Clock } from "../platform/clock/index.js";
import { returnVcsTask, startVcsTask } from "./task-life.js";
import { handedOutNext } from "./vcs-task-rules.js";

interface Poll {
  readonly agent: string;
  readonly pool: string;
  readonly running: readonly TaskRef[];
  readonly slots: number;
  readonly answer: (response: VcsPollResponse) => void;
}

/** A poll of a VCS pool's agent that waits for work. */
export interface OpenVcsPoll {
  readonly answer: Promise<VcsPollResponse>;
  /** Answers now, with nothing if there is nothing. */
  end(): void;
}

/** Whether the task is still this agent's, in this attempt. */
export const isCurrentVcsTask = (
  task: VcsTask | undefined,
  agent: string,
  attempt: number,
): task is VcsTask =>
  task !== undefined && task.status === "running" && task.agent === agent && task.attempt === attempt;

/** Assigns VCS tasks to the agents of their pools: first to the agent with the most free slots (R11). */
export class VcsDispatcher {
  private readonly polls = new Map<string, Poll>();

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    /** Told of a task that is handed out no more, in the transaction that ends it. */
    private readonly onGivenUp: (tx: Tx, task: VcsTask) => void,
  ) {}

  /** Opens an agent's poll in place of the one that is open, whose answer the agent may still be `awaiting`. */
  poll(agent: Agent, running: readonly TaskRef[], asked: number, awaiting = false): OpenVcsPoll {
    this.end(agent.id);
    const onTheWay = this.handedOut(agent, running);
    if (!awaiting) this.giveBack(onTheWay, `agent '${agent.name}' (${agent.id}) did not get it`);
    const taken = awaiting ? onTheWay.filter(({ request }) => request.kind !== "watch").length : 0;
    const slots = Math.max(0, asked - taken);
    let poll: Poll | undefined;
    const answer = new Promise<VcsPollResponse>((resolve) => {
      poll = { agent: agent.id, pool: agent.pool, running, slots, answer: resolve };
      this.polls.set(agent.id, poll);
    });
    this.look();
    return { answer, end: () => this.polls.get(agent.id) === poll && this.end(agent.id) };
  }

  /** Answers every poll that has something to say. */
  look(): void {
    const polls = [...this.polls.values()].sort((a, b) => b.slots - a.slots);
    for (const poll of polls) {
      const cancel = poll.running.filter((ref) => !this.isOwn(ref, poll.agent));
      const tasks = this.assign(poll);
      if (cancel.length + tasks.length === 0) continue;
      this.polls.delete(poll.agent);
      poll.answer({ tasks, cancel });
    }
  }

  /** The agent is gone: what it had goes back. */
  agentGone(agent: string, why: string): void {
    this.end(agent);
    this.giveBack(this.store.find("vcs-tasks", "agent", agent), why);
  }

  close(): void {
    for (const agent of [...this.polls.keys()]) this.end(agent);
  }

  /** Its own to do, or reported by it a moment ago: then it need not be told to stop. */
  private isOwn({ id, attempt }: TaskRef, agent: string): boolean {
    const task = this.store.get("vcs-tasks", id);
    const isHere = task?.status === "running" || task?.status === "finished" || task?.status === "errored";
    return isHere && task.agent === agent && task.attempt === attempt;
  }

  /** What was handed out and does not run there: on its way, or lost. */
  private handedOut({ id }: Agent, running: readonly TaskRef[]): readonly VcsTask[] {
    const isThere = (task: VcsTask) =>
      running.some((ref) => ref.id === task.id && ref.attempt === task.attempt);
    return this.store.find("vcs-tasks", "agent", id).filter((task) => !isThere(task));
  }

  private giveBack(tasks: readonly VcsTask[], why: string): void {
    if (tasks.length === 0) return;
    this.store.transact((tx) => {
      for (const task of [...tasks])
        if (returnVcsTask(tx, task, why, this.clock.now())) this.onGivenUp(tx, tx.get("vcs-tasks", task.id)!);
    });
  }

  private assign({ agent, pool, slots }: Poll): VcsOrder[] {
    const { store, clock } = this;
    if (store.get("agents", agent)?.condition !== "online") return [];
    let free = slots;
    const next = handedOutNext(store.find("vcs-tasks", "pool", pool));
    const taken = next.filter(({ request }) => request.kind === "watch" || free-- > 0);
    if (taken.length === 0) return [];
    return store.transact((tx) =>
      taken.map((task) => {
        const started = startVcsTask(tx, task, agent, clock.now());
        const { id, name, vcsType, url, username, token } = tx.get("vcs-providers", task.provider)!;
        const { attempt, request } = started;
        const provider = { id, name, vcsType, url: url ?? "", username, token };
        return { id: task.id, attempt, provider, request };
      }),
    );
  }

  private end(agent: string): void {
    const poll = this.polls.get(agent);
    this.polls.delete(agent);
    poll?.answer({ tasks: [], cancel: [] });
  }
}
