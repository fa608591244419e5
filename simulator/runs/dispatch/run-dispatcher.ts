import type { Logger } from "pino";
import { MAX_CONCURRENCY } from "../../../agent/protocol/protocol.js";
import type { Agent, Entities, Task } from "../../core/entities.js";
import type { Store, Tx } from "../../core/schema.js";
import type { ResolvePool } from "../../core/services.js";
import type { Clock } from "../../platform/clock/index.js";
import { OnceATurn } from "../../platform/once-a-turn.js";
import type { Change, Commit } from "../../platform/store/index.js";
import { moveTask } from "../moves.js";
import { endRun, returnTask, startPhase } from "../run-life.js";
import type { AgentChannel } from "./orders.js";
import { cancelOrder } from "./orders.js";
import { PoolQueues } from "./pool-queues.js";
import { WorkspaceQueues } from "./workspace-queues.js";

export interface DispatcherOptions {
  readonly store: Store;
  readonly clock: Pick<Clock, "now">;
  readonly log: Pick<Logger, "error">;
  readonly accountId: string;
  readonly resolve: ResolvePool;
  readonly agents: AgentChannel;
  /** R7: told how many tasks the Scalr runners have to do now, at most as many as the quota admits. */
  readonly onRunnersNeeded: (tasks: number) => void;
}

/**
 * Assigns queued tasks to agents. Each commit marks the workspaces and pools that it concerns, and only these are looked at
 * again, as soon as the work of the commit is done. One decision costs O(log n) in the number of queued runs.
 */
export class Dispatcher {
  readonly workspaces: WorkspaceQueues;
  readonly pools: PoolQueues;
  /** Ids of workspaces in which another run may start. */
  private readonly freedWorkspaces = new Set<string>();
  /** Ids of pools in which a queued task may have found an agent. */
  private readonly changedPools = new Set<string>();
  /** Ids of workspaces whose queued tasks may belong to another pool. */
  private readonly relinkedWorkspaces = new Set<string>();
  private readonly unsubscribe: () => void;
  private readonly turn: OnceATurn;

  constructor(private readonly options: DispatcherOptions) {
    const { store, log } = options;
    this.turn = new OnceATurn(
      () => this.pump(),
      (error) => log.error({ error }, "dispatch stopped: the store does not accept changes"),
    );
    this.workspaces = new WorkspaceQueues(store);
    this.pools = new PoolQueues(store);
    for (const workspace of this.workspaces.workspaces()) this.freedWorkspaces.add(workspace);
    for (const pool of this.pools.pools()) this.changedPools.add(pool);
    this.unsubscribe = store.onCommit((commit) => this.follow(commit));
    this.turn.ask();
  }

  /**
   * An agent polls. Tasks that were assigned to it and that it did not start return to the queue first (R17), unless it still
   * awaits the answer with these tasks (`awaiting`).
   */
  agentListens(agent: Agent, awaiting = false): void {
    const unstarted = this.options.store
      .find("tasks", "agent", agent.id)
      .filter((task) => task.status === "assigned" && !awaiting);
    if (unstarted.length === 0) return;
    this.options.store.transact((tx) => {
      for (const task of unstarted) returnTask(tx, task, this.options.clock.now());
    });
  }

  /** The agent can be offered more tasks than before, or fewer. */
  agentChanged(agent: Agent): void {
    for (const task of this.options.store.find("tasks", "agent", agent.id)) this.announce(task);
    this.refresh(agent.id);
    this.changedPools.add(agent.pool);
    this.turn.ask();
  }

  /** Assigns now what the commits so far allow, instead of at the end of this turn of the event loop. */
  settle(): void {
    this.turn.settle();
  }

  close(): void {
    this.turn.close();
    this.unsubscribe();
    this.options.agents.close();
  }

  private follow(commit: Commit<Entities>): void {
    for (const change of commit.changes) this.followOne(change);
    this.turn.ask();
  }

  private followOne(change: Change<Entities>): void {
    switch (change.type) {
      case "runs":
        if (this.workspaces.changed(change.before, change.after))
          this.freedWorkspaces.add((change.after ?? change.before)!.workspace);
        break;
      case "tasks":
        this.pools.changed(change.before, change.after);
        this.followTask(change.before, change.after);
        break;
      case "workspaces":
        if (change.before?.locked !== change.after?.locked) this.freedWorkspaces.add(change.id);
        // R2, R3: whatever a pool is resolved from has changed, as it does here and below.
        if (change.before && change.after) this.relinkedWorkspaces.add(change.id);
        break;
      case "environments":
      case "agent-pools":
        if (change.before && change.after) this.relinkAll();
        break;
      case "accounts":
        if (change.before && change.after) this.relinkAll();
        for (const pool of this.options.store.find("agent-pools", "managed", change.id))
          this.changedPools.add(pool.id);
        break;
      case "agents":
        this.changedPools.add((change.after ?? change.before)!.pool);
        if (!change.after) this.stopAgent(change.before!);
        this.refresh(change.id);
        break;
    }
  }

  private followTask(before: Task | undefined, after: Task | undefined): void {
    // The deletion of an ended task changes nothing here.
    if (!isOpen(before) && !isOpen(after)) return;
    if (before) this.changedPools.add(before.pool);
    if (after) this.changedPools.add(after.pool);
    if (before?.agent) this.refresh(before.agent);
    if (after?.agent && after.agent !== before?.agent) this.refresh(after.agent);
    if (after?.status === "running") this.announce(after);
    if (before?.status !== "running" || !before.agent || after?.status === "running") return;
    const { id, agent, attempt } = before;
    this.options.agents.ended(agent, id);
    // An agent knows which of its tasks have finished.
    if (after?.status !== "finished") this.options.agents.drop(agent, { id, attempt });
  }

  private announce(task: Task): void {
    const order = cancelOrder(task);
    if (order && task.agent) this.options.agents.cancel(task.agent, order);
  }

  /** R19: tells the open poll of a deleted agent at once that the agent has to stop. */
  private stopAgent(agent: Agent): void {
    const poolIsGone = this.options.store.get("agent-pools", agent.pool) === undefined;
    this.options.agents.stop(
      agent.id,
      poolIsGone
        ? { reason: "pool-deleted", message: `The agent's pool (${agent.pool}) was deleted.` }
        : {
            reason: "agent-deleted",
            message: `Agent '${agent.name}' (${agent.id}) was removed from its pool.`,
          },
    );
  }

  /** A change of defaults or of access may concern any queued task. It is rare, and looks at queued tasks alone. */
  private relinkAll(): void {
    for (const pool of this.pools.pools())
      for (const id of this.pools.tasks(pool)) {
        // A task that the same commit deletes may still be in the queue here.
        const task = this.options.store.get("tasks", id);
        if (task) this.relinkedWorkspaces.add(task.workspace);
      }
  }

  /** R8, R11: how ready an agent is follows from its open poll and its stored tasks. */
  private refresh(id: string): void {
    const { store } = this.options;
    const agent = store.get("agents", id);
    if (agent === undefined || agent.condition !== "online") {
      this.pools.setReady(id, null, null);
      return;
    }
    const concurrency = Math.min(agent.concurrency, MAX_CONCURRENCY);
    const free = Math.min(this.options.agents.slots(id), concurrency - store.count("tasks", "agent", id));
    this.pools.setReady(id, agent.pool, free > 0 ? { agent: id, free, idleSince: agent.idleSince } : null);
  }

  private pump(): void {
    while (this.freedWorkspaces.size + this.relinkedWorkspaces.size + this.changedPools.size > 0) {
      for (const workspace of take(this.relinkedWorkspaces)) this.resolveAgain(workspace);
      for (const workspace of take(this.freedWorkspaces)) this.startRuns(workspace);
      for (const pool of take(this.changedPools)) this.assign(pool);
    }
    this.options.agents.flush();
  }

  /** R10: starts what may start in a workspace. */
  private startRuns(id: string): void {
    const { store, clock, resolve } = this.options;
    const workspace = store.get("workspaces", id);
    if (workspace === undefined || workspace.locked) return;
    for (const run of this.workspaces.startable(id))
      store.transact((tx) => startPhase(tx, tx.get("runs", run)!, resolve, clock.now()));
  }

  /** R2, R3: a queued task follows its workspace's pool when links, defaults or access change. */
  private resolveAgain(id: string): void {
    const { store } = this.options;
    for (const task of store.find("tasks", "workspace", id))
      if (task.status === "queued") store.transact((tx) => this.settlePool(tx, task));
  }

  /** Whether the task's pool is still the one that its workspace resolves to; otherwise moves it, or ends its run. */
  private settlePool(tx: Tx, task: Task): boolean {
    const { resolve, clock } = this.options;
    const resolved = resolve(tx, tx.get("workspaces", task.workspace)!);
    if ("error" in resolved) endRun(tx, tx.get("runs", task.run)!, "fail", clock.now(), resolved.error);
    else if (resolved.pool !== task.pool) tx.update("tasks", task.id, { pool: resolved.pool });
    else return true;
    return false;
  }

  /** R7, R8, R11: hands out a pool's queued tasks, oldest run first, as long as an agent is ready. */
  private assign(pool: string): void {
    const { store, clock } = this.options;
    const managed = store.get("agent-pools", pool)?.isScalrManaged ?? false;
    const quota = managed
      ? (store.get("accounts", this.options.accountId)?.maxConcurrentRuns ?? 0)
      : Number.POSITIVE_INFINITY;
    if (managed) this.options.onRunnersNeeded(Math.min(quota, store.count("tasks", "pool", pool)));
    for (;;) {
      const id = this.pools.nextTask(pool);
      const ready = this.pools.nextAgent(pool);
      if (id === null || ready === null || store.count("tasks", "heldIn", pool) >= quota) return;
      const task = store.transact((tx) => {
        const queued = tx.get("tasks", id)!;
        if (!this.settlePool(tx, queued)) return null;
        const attempt = queued.attempt + 1;
        return moveTask(tx, queued, "assign", clock.now(), {
          agent: ready.agent,
          attempt,
          assignedAt: clock.now(),
        });
      });
      if (task === null) continue;
      this.options.agents.offer(ready.agent, { id, attempt: task.attempt, run: task.run, phase: task.phase });
      this.refresh(ready.agent);
    }
  }
}

const isOpen = (task: Task | undefined) =>
  task?.status === "queued" || task?.status === "assigned" || task?.status === "running";

/** Empties a set while iterating over it, including elements that are added meanwhile. */
function* take<T>(set: Set<T>): Iterable<T> {
  for (const item of set) {
    set.delete(item);
    yield item;
  }
}
