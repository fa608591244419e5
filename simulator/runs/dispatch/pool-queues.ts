import type { Task } from "../../core/entities.js";
import type { Reader } from "../../core/schema.js";
import { OrderedTree } from "./ordered-tree.js";

interface Queued {
  readonly sequence: number;
  readonly task: string;
}

/** An agent that waits for work, as R11 ranks it. */
export interface ReadyAgent {
  readonly agent: string;
  /** Tasks that it could take on now. */
  readonly free: number;
  readonly idleSince: number;
}

interface PoolQueue {
  readonly tasks: OrderedTree<Queued>;
  readonly ready: OrderedTree<ReadyAgent>;
}

const bySequence = (a: Queued, b: Queued) => a.sequence - b.sequence;

/** R11: most free slots first, ties to the longest idle, then by id so that the order is total. */
export const byReadiness = (a: ReadyAgent, b: ReadyAgent): number =>
  b.free - a.free || a.idleSince - b.idleSince || (a.agent < b.agent ? -1 : a.agent > b.agent ? 1 : 0);

/** For each pool, the queued tasks in order and the agents that are ready for one. Derived from stored tasks and open polls. */
export class PoolQueues {
  private readonly queues = new Map<string, PoolQueue>();
  private readonly readyIn = new Map<string, { pool: string; entry: ReadyAgent }>();

  constructor(reader: Reader) {
    for (const task of reader.all("tasks")) this.changed(undefined, task);
  }

  /** Takes over one task's change. */
  changed(before: Task | undefined, after: Task | undefined): void {
    const isSame = before?.status === after?.status && before?.pool === after?.pool;
    if (isSame && before?.sequence === after?.sequence) return;
    if (before?.status === "queued")
      this.queues.get(before.pool)?.tasks.delete({ sequence: before.sequence, task: before.id });
    if (after?.status === "queued")
      this.open(after.pool).tasks.add({ sequence: after.sequence, task: after.id });
    if (before) this.drop(before.pool);
  }

  /** Says how ready an agent is; null when it is not. */
  setReady(agent: string, pool: string | null, entry: ReadyAgent | null): void {
    const known = this.readyIn.get(agent);
    if (known && entry && known.pool === pool && byReadiness(known.entry, entry) === 0) return;
    if (known) {
      this.queues.get(known.pool)?.ready.delete(known.entry);
      this.readyIn.delete(agent);
      this.drop(known.pool);
    }
    if (pool === null || entry === null) return;
    this.open(pool).ready.add(entry);
    this.readyIn.set(agent, { pool, entry });
  }

  /** The task that is next in a pool. */
  nextTask(pool: string): string | null {
    return this.queues.get(pool)?.tasks.first()?.task ?? null;
  }

  /** The agent that R11 chooses. */
  nextAgent(pool: string): ReadyAgent | null {
    return this.queues.get(pool)?.ready.first() ?? null;
  }

  queued(pool: string): number {
    return this.queues.get(pool)?.tasks.size ?? 0;
  }

  /** 1 for the task that is next. */
  position(task: Task): number {
    return 1 + (this.queues.get(task.pool)?.tasks.rank({ sequence: task.sequence, task: task.id }) ?? 0);
  }

  /** Ids of a pool's queued tasks, in order. */
  tasks(pool: string): readonly string[] {
    return [...(this.queues.get(pool)?.tasks ?? [])].map(({ task }) => task);
  }

  pools(): Iterable<string> {
    return this.queues.keys();
  }

  private open(pool: string): PoolQueue {
    let queue = this.queues.get(pool);
    if (queue === undefined) {
      queue = { tasks: new OrderedTree(bySequence), ready: new OrderedTree(byReadiness) };
      this.queues.set(pool, queue);
    }
    return queue;
  }

  private drop(pool: string): void {
    const queue = this.queues.get(pool);
    if (queue && queue.tasks.size === 0 && queue.ready.size === 0) this.queues.delete(pool);
  }
}
