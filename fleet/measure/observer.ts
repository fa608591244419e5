import type { Agent, Run, Task } from "../../simulator/core/entities.js";
import type { Store } from "../../simulator/core/schema.js";
import type { Clock } from "../../simulator/platform/clock/index.js";
import { PoolMeter, type Target } from "./pool-meter.js";

/** A plan or an apply that an agent has started. */
export interface Start {
  readonly run: string;
  readonly workspace: string;
  readonly environment: string;
  readonly pool: string;
  readonly phase: Task["phase"];
  readonly dry: boolean;
  /** Milliseconds from the origin: when the run was queued, or confirmed, and when its plan, or apply, was started. */
  readonly askedAt: number;
  readonly startedAt: number;
  readonly wait: number;
}

/** R10, R12: how many runs ended without being executed, by their message. */
export interface Failure {
  readonly message: string;
  count: number;
}

/** Measures how long runs wait and how busy pools are, from the commits of a store alone. */
export class Observer {
  readonly pools = new Map<string, PoolMeter>();
  readonly failures = new Map<string, Failure>();
  private store!: Store;
  private clock!: Clock;

  constructor(
    private readonly origin: number,
    private readonly target: Target | null,
    private readonly onStart: ((start: Start) => void) | null,
  ) {}

  watch(store: Store, clock: Clock): void {
    this.store = store;
    this.clock = clock;
    for (const pool of store.all("agent-pools"))
      if (!pool.vcsEnabled) this.pools.set(pool.id, new PoolMeter(pool, this.origin, this.target));
    store.onCommit(({ changes }) => {
      for (const change of changes) {
        if (change.type === "tasks") this.followTask(change.before, change.after);
        else if (change.type === "agents") this.followAgent(change.before, change.after);
        else if (change.type === "runs" && change.after?.status === "errored") this.failed(change.after);
        else if (change.type === "accounts" && change.after) this.followQuota();
      }
    });
    this.followQuota();
  }

  /** Accounts for the time until now. */
  finish(at: number): void {
    for (const meter of this.pools.values()) meter.advance(at);
  }

  private followTask(before: Task | undefined, after: Task | undefined): void {
    const now = this.clock.now();
    if (after !== undefined && after.status === "running" && before?.status !== "running")
      this.started(after, now);
    const [was, is] = [stateOf(before), stateOf(after)];
    if (was === is && before?.pool === after?.pool) return;
    if (before && was) this.pools.get(before.pool)?.change(now, was, -1);
    if (after && is) this.pools.get(after.pool)?.change(now, is, 1);
    if (before && was === "queued" && (is === null || before.pool !== after!.pool))
      this.pools.get(before.pool)?.forget(before.id);
    if (after && is === "queued") this.pools.get(after.pool)?.wasQueued(after.id, now);
  }

  private started(task: Task, now: number): void {
    const run = this.store.get("runs", task.run) as Run;
    const askedAt =
      task.phase === "plan" ? run.createdAt : (run.statusTimestamps["confirmed-at"] ?? task.queuedAt);
    this.pools.get(task.pool)?.started(task, askedAt, now);
    if (this.onStart === null) return;
    const workspace = this.store.get("workspaces", task.workspace)!;
    this.onStart({
      run: run.id,
      workspace: workspace.name,
      environment: this.store.get("environments", workspace.environment)!.name,
      pool: this.pools.get(task.pool)?.name ?? task.pool,
      phase: task.phase,
      dry: run.isDry,
      askedAt,
      startedAt: now,
      wait: now - askedAt,
    });
  }

  private followAgent(before: Agent | undefined, after: Agent | undefined): void {
    const now = this.clock.now();
    if (before) this.pools.get(before.pool)?.agents(now, -1, -before.concurrency);
    if (after) this.pools.get(after.pool)?.agents(now, 1, after.concurrency);
  }

  private followQuota(): void {
    for (const pool of this.store.all("agent-pools")) {
      if (!pool.isScalrManaged) continue;
      const quota = this.store.get("accounts", pool.account)!.maxConcurrentRuns;
      this.pools.get(pool.id)?.hasQuota(this.clock.now(), quota);
    }
  }

  private failed({ errorMessage }: Run): void {
    const message = errorMessage ?? "It failed.";
    const known = this.failures.get(message);
    if (known) known.count += 1;
    // The first few reasons are enough to see what is wrong.
    else if (this.failures.size < 20) this.failures.set(message, { message, count: 1 });
  }
}

const stateOf = (task: Task | undefined): "queued" | "running" | null => {
  switch (task?.status) {
    case "queued":
      return "queued";
    case "assigned":
    case "running":
      return "running";
    default:
      return null;
  }
};
