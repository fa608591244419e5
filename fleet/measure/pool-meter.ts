import type { AgentPool, Task } from "../../simulator/core/entities.js";
import { Histogram } from "./histogram.js";
import { Series } from "./series.js";

/** A target such as "95 % of runs start within 30 s". */
export interface Target {
  /** 0 to 1 */
  readonly part: number;
  /** Milliseconds */
  readonly within: number;
}

/** The reasons for which runs of a pool waited, in total milliseconds. */
export interface Causes {
  /** R10: earlier runs of the same workspace, or its lock. */
  workspace: number;
  /** R7 */
  quota: number;
  /** R8: every agent was full. */
  slots: number;
  /** No agent was online, or a serverless one started. */
  agents: number;
}

/** Counts and waits of one pool, in memory that does not grow with the number of runs. */
export class PoolMeter {
  readonly name: string;
  readonly waits = new Histogram();
  readonly applyWaits = new Histogram();
  readonly causes: Causes = { workspace: 0, quota: 0, slots: 0, agents: 0 };
  readonly series: Series;
  /** Runs that started within the target. */
  inTarget = 0;
  queued = 0;
  running = 0;
  mostQueued = 0;
  mostQueuedAt = 0;
  mostRunning = 0;
  /** When the queue was last empty. */
  emptyAt = 0;
  /** When a run was last queued, how many waited then, and when the queue had last been empty. */
  lastQueuedAt = 0;
  lastQueue = 0;
  lastEmptyAt = 0;
  private readonly serverless: boolean;
  readonly managed: boolean;
  private online = 0;
  private slots = 0;
  private quota = Number.POSITIVE_INFINITY;
  private last = 0;
  /** Agents times milliseconds. */
  agentTime = 0;
  /** Milliseconds without an agent, and where that stood when each queued task was queued. */
  private withoutAgent = 0;
  private readonly queuedWithout = new Map<string, number>();

  constructor(
    pool: AgentPool,
    origin: number,
    private readonly target: Target | null,
  ) {
    this.name = pool.name;
    this.managed = pool.isScalrManaged;
    this.serverless = pool.webhookEnabled;
    this.series = new Series(origin);
  }

  advance(now: number): void {
    const span = now - this.last;
    if (span <= 0) return;
    this.series.advance(now, this.queued, this.running, this.capacity);
    this.agentTime += this.online * span;
    if (this.online === 0) this.withoutAgent += span;
    this.last = now;
    if (this.queued === 0) this.emptyAt = now;
  }

  /** Slots that there are now; of the Scalr runners, as many as the quota admits. */
  get capacity(): number {
    return this.managed ? this.quota : this.slots;
  }

  change(now: number, what: "queued" | "running", by: number): void {
    this.advance(now);
    this[what] += by;
    if (this.running > this.mostRunning) this.mostRunning = this.running;
    if (this.queued <= this.mostQueued) return;
    this.mostQueued = this.queued;
    this.mostQueuedAt = now;
  }

  agents(now: number, count: number, slots: number): void {
    this.advance(now);
    this.online += count;
    this.slots += slots;
  }

  hasQuota(now: number, quota: number): void {
    this.advance(now);
    this.quota = quota;
  }

  wasQueued(task: string, now: number): void {
    this.advance(now);
    this.queuedWithout.set(task, this.withoutAgent);
    this.lastQueuedAt = now;
    this.lastQueue = this.queued;
    this.lastEmptyAt = this.emptyAt;
  }

  /** The task will not be started in this pool. */
  forget(task: string): void {
    this.queuedWithout.delete(task);
  }

  started(task: Task, askedAt: number, now: number): void {
    this.advance(now);
    const wait = now - askedAt;
    (task.phase === "plan" ? this.waits : this.applyWaits).add(wait);
    if (task.phase === "plan" && this.target !== null && wait <= this.target.within) this.inTarget += 1;
    const inPool = now - task.queuedAt;
    this.causes.workspace += wait - inPool;
    const before = this.queuedWithout.get(task.id);
    this.queuedWithout.delete(task.id);
    if (this.managed) this.causes.quota += inPool;
    else if (this.serverless) this.causes.agents += inPool;
    else {
      const without = before === undefined ? 0 : Math.min(inPool, this.withoutAgent - before);
      this.causes.agents += without;
      this.causes.slots += inPool - without;
    }
  }
}
