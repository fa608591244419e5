import { MAX_CONCURRENCY } from "../../agent/protocol/protocol.js";
import { deleteQuietly } from "../../simulator/core/deletion.js";
import type { ConfigurationVersion, Entities, Run } from "../../simulator/core/entities.js";
import { INDEXES, type Store, type Tx } from "../../simulator/core/schema.js";
import type { ResolvePool } from "../../simulator/core/services.js";
import { type Agenda, type Clock, createClock, type Fired } from "../../simulator/platform/clock/index.js";
import { scratchStore } from "../../simulator/platform/store/index.js";
import { poolFor } from "../../simulator/pools/resolve.js";
import { createRun } from "../../simulator/runs/create-run.js";
import { Dispatcher } from "../../simulator/runs/dispatch/run-dispatcher.js";
import { confirmRun, taskFinished, taskStarted } from "../../simulator/runs/run-life.js";
import { FINAL_RUN_STATUSES } from "../../simulator/runs/run-transition-rules.js";
import type { DesignedWorld } from "../design/apply.js";
import type { Design } from "../design/design.js";
import { countAt, nextChange } from "../design/schedule.js";
import { FleetInputError } from "../input/errors.js";
import type { Arrival, Workload } from "../workload/workload.js";
import { SimulatedAgents } from "./agents.js";
import { Directory } from "./directory.js";
import { Events, type Happening } from "./events.js";

/** Input and callbacks of a simulation. */
export interface SimulationOptions {
  readonly designed: DesignedWorld;
  readonly design: Design;
  readonly workload: Workload;
  /** Whether the world was given, rather than made for the workload. */
  readonly worldIsGiven: boolean;
  /** Observes the store's commits. Called once, before the first run. */
  readonly watch: (store: Store, clock: Clock) => void;
  readonly signal?: AbortSignal;
  /** Called from time to time with the progress. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly queued: number;
  readonly ended: number;
  /** Where the simulated clock stands, in milliseconds from the workload's origin. */
  readonly at: number;
}

/** How a simulation ended. */
export interface Ending {
  readonly queued: number;
  readonly ended: number;
  /** Runs that cannot continue: they wait for an agent that never comes, a confirmation or a lock. */
  readonly stuck: number;
  /** Milliseconds from the origin: of the last queued run, and of the last event. */
  readonly lastArrival: number;
  readonly endedAt: number;
  readonly interrupted: boolean;
}

const DAY = 86_400_000;
/** Schedules repeat weekly, so a run that has not moved in more than a week never will. */
const PATIENCE = 8 * DAY;
/** Ended runs that are deleted at a time. */
const SWEPT = 256;
/** The store's indexes without those that nothing in a simulation reads: runs and workspaces come and go all the time. */
const READ_INDEXES = { ...INDEXES, workspaces: {}, runs: { workspace: INDEXES.runs.workspace } };

/**
 * Runs a workload on the simulator's own dispatcher, with a virtual clock and agents that exist only in memory. Ended runs are
 * deleted, so memory depends on the number of unfinished runs and not on the length of the workload.
 */
export class Simulation implements Agenda {
  private readonly store: Store = scratchStore<Entities>(READ_INDEXES);
  private readonly clock: Clock = createClock({ mode: "virtual", now: 0 });
  private readonly agents = new SimulatedAgents(this.store, () => this.clock.now());
  private readonly events = new Events();
  private readonly directory: Directory;
  private readonly dispatcher: Dispatcher;
  private readonly resolve: ResolvePool;
  private readonly arrivals: AsyncIterator<readonly Arrival[]>;
  private batch: readonly Arrival[] = [];
  private place = 0;
  private exhausted = false;
  /** The workload's entry of each unfinished run, by the run's id. */
  private readonly underWay = new Map<string, Arrival>();
  private readonly over: string[] = [];
  private sequence = 0;
  private queued = 0;
  private ended = 0;
  private lastArrival = 0;
  private movedAt = 0;
  private failure: unknown;

  private constructor(private readonly options: SimulationOptions) {
    const { designed, design, workload, worldIsGiven } = options;
    const { world } = designed;
    this.directory = new Directory(world, design, worldIsGiven);
    this.resolve = (reader, workspace) => poolFor(reader, world.account.id, workspace);
    this.arrivals = workload.open()[Symbol.asyncIterator]();
    this.store.transact((tx) => {
      for (const entity of [world.account, ...world.pools, ...world.environments, ...world.workspaces])
        tx.insert(entity as Entities[keyof Entities]);
    });
    this.dispatcher = new Dispatcher({
      store: this.store,
      clock: this.clock,
      log: { error: (problem: unknown) => this.fail(problem) } as never,
      accountId: world.account.id,
      resolve: this.resolve,
      agents: this.agents,
      onRunnersNeeded: (tasks) => this.startRunners(tasks),
    });
    options.watch(this.store, this.clock);
    this.store.onCommit(({ changes }) => {
      for (const change of changes) {
        if (change.type === "tasks" && change.before === undefined && change.after?.status === "queued")
          this.callServerless(change.after.pool);
        if (change.type === "runs" && change.after && FINAL_RUN_STATUSES.has(change.after.status))
          this.over.push(change.id);
      }
    });
  }

  /** Runs it to its end, or until it is interrupted. @throws FleetInputError if the workload does not fit the world */
  static async run(options: SimulationOptions): Promise<Ending> {
    const simulation = new Simulation(options);
    try {
      return await simulation.play();
    } finally {
      await simulation.arrivals.return?.();
      simulation.dispatcher.close();
      await simulation.store.close();
    }
  }

  private async play(): Promise<Ending> {
    await this.fetch();
    for (const pool of this.options.designed.staffing.keys()) this.restaff(pool);
    this.settle();
    const kept = this.clock.keep(this);
    while (this.nextDue() !== null) await this.clock.advance(DAY);
    kept.stop();
    this.clock.stop();
    this.sweep();
    this.report();
    return {
      queued: this.queued,
      ended: this.ended,
      stuck: this.isInterrupted ? 0 : this.underWay.size,
      lastArrival: this.lastArrival,
      endedAt: this.movedAt,
      interrupted: this.isInterrupted,
    };
  }

  private get isInterrupted(): boolean {
    return this.options.signal?.aborted ?? false;
  }

  // The clock asks for these.

  nextLook(): number | null {
    return this.nextDue();
  }

  nextDue(): number | null {
    if (this.failure !== undefined || this.isInterrupted) return null;
    const arrival = this.batch[this.place]?.at ?? null;
    const event = this.events.nextAt;
    if (arrival === null && !this.events.hasWork) {
      // From here on only schedules change, which can only help runs that wait for agents.
      const waiting = this.underWay.size - this.over.length;
      if (waiting === 0 || event === null || event - this.movedAt > PATIENCE) return null;
    }
    return arrival === null ? event : event === null ? arrival : Math.min(arrival, event);
  }

  async fire(): Promise<Fired[]> {
    const now = this.clock.now();
    // At the end the clock moves to its stop, and nothing more happens.
    if (this.nextDue() === null) return [];
    do {
      if (!this.happen(now)) break;
      this.settle();
      if (this.place >= this.batch.length) await this.fetch();
    } while (this.failure === undefined);
    if (this.failure !== undefined) throw this.failure;
    return [];
  }

  /** Applies everything that is due now, in one transaction. Returns whether there was anything. */
  private happen(now: number): boolean {
    const finished: Happening[] = [];
    for (let next = this.events.take(now); next !== undefined; next = this.events.take(now))
      finished.push(next);
    const from = this.place;
    while (this.place < this.batch.length && this.batch[this.place]!.at <= now) this.place += 1;
    if (finished.length === 0 && from === this.place) return false;
    const staffing = finished.filter(({ kind }) => kind === "restaff");
    if (staffing.length < finished.length || from < this.place) this.movedAt = now;
    this.store.transact((tx) => {
      for (const each of finished) this.apply(tx, each, now);
      for (let at = from; at < this.place; at++) this.admit(tx, this.batch[at]!, now);
    });
    for (const each of staffing) if (each.kind === "restaff") this.restaff(each.pool);
    return true;
  }

  private apply(tx: Tx, happening: Happening, now: number): void {
    switch (happening.kind) {
      case "finish": {
        const task = tx.get("tasks", happening.task);
        // It was taken from its agent in the meantime.
        if (task === undefined || task.status !== "running" || task.attempt !== happening.attempt) return;
        const arrival = this.underWay.get(task.run)!;
        const hasChanges = task.phase === "plan" ? arrival.apply !== null : true;
        const { agent } = task;
        taskFinished(
          tx,
          task,
          { outcome: "finished", hasChanges, attempt: task.attempt } as never,
          this.resolve,
          now,
        );
        const run = tx.get("runs", task.run)!;
        if (run.status === "planned")
          this.events.add(now + arrival.confirm, { kind: "confirm", run: run.id });
        if (agent !== null && this.agents.leaves(agent)) this.agents.leave(tx, agent, "it has nothing to do");
        return;
      }
      case "confirm": {
        const run = tx.get("runs", happening.run);
        if (run?.status === "planned") confirmRun(tx, run, this.resolve, now);
        return;
      }
      case "agent-ready":
        this.agents.join(tx, happening.pool, 1, true);
        return;
      case "restaff":
    }
  }

  /** Queues a run of the workload. */
  private admit(tx: Tx, arrival: Arrival, now: number): void {
    const workspace = this.directory.workspaceOf(tx, arrival);
    if (workspace.executionMode === "local")
      throw new FleetInputError(
        `${arrival.where}: workspace "${workspace.name}" has execution mode 'local', so it has no runs.`,
      );
    const { dry, confirm } = arrival;
    const run = createRun(
      {
        tx,
        now,
        caller: { user: null },
        services: { dispatch: { nextSequence: () => ++this.sequence } as never },
      },
      {
        workspace,
        configurationVersion: configurationOf(workspace.id),
        options: { isDry: dry, autoApply: confirm === 0, source: "simulated" },
      },
    );
    this.underWay.set(run.id, arrival);
    this.queued += 1;
    this.lastArrival = now;
  }

  /** Lets the dispatcher decide, and the agents start their tasks. */
  private settle(): void {
    this.dispatcher.settle();
    while (this.agents.hasOffers) {
      const offers = this.agents.takeOffers();
      const now = this.clock.now();
      this.store.transact((tx) => {
        for (const { id, attempt, run, phase, agent } of offers) {
          const task = tx.get("tasks", id);
          if (task === undefined || task.status !== "assigned" || task.attempt !== attempt) continue;
          if (task.agent !== agent) continue;
          taskStarted(tx, task, "", now);
          const arrival = this.underWay.get(run)!;
          const duration = phase === "plan" ? arrival.plan : (arrival.apply ?? 0);
          this.events.add(now + duration, { kind: "finish", task: id, attempt });
        }
      });
      this.dispatcher.settle();
    }
    if (this.over.length >= SWEPT) this.sweep();
  }

  /** Deletes runs that have ended, with the workspaces that were added for them. */
  private sweep(): void {
    const ids = this.over.splice(0);
    if (ids.length === 0) return;
    this.store.transact((tx) => {
      for (const id of ids) {
        const run = tx.get("runs", id) as Run;
        deleteQuietly<"runs">(tx, run);
        this.directory.release(tx, run.workspace);
        this.underWay.delete(id);
        this.ended += 1;
      }
    });
    this.dispatcher.settle();
    this.report();
  }

  private report(): void {
    this.options.onProgress?.({ queued: this.queued, ended: this.ended, at: this.clock.now() });
  }

  private async fetch(): Promise<void> {
    while (!this.exhausted && this.place >= this.batch.length) {
      const next = await this.arrivals.next();
      if (next.done) this.exhausted = true;
      this.batch = next.done ? [] : next.value;
      this.place = 0;
    }
  }

  /** Starts or stops agents of a pool, as its schedule asks for now. */
  private restaff(pool: string): void {
    const { staffing, slots } = this.options.designed.staffing.get(pool)!;
    if (staffing.kind === "serverless") return;
    const { origin } = this.options.workload;
    const moment = origin + this.clock.now();
    const wanted = countAt(staffing.count, moment);
    const there = this.agents.active(pool);
    const changed: string[] = [];
    if (wanted > there) {
      changed.push(...this.agents.keep(pool, wanted - there));
      const more = wanted - there - changed.length;
      const joined = this.store.transact((tx) =>
        Array.from({ length: more }, () => this.agents.join(tx, pool, slots)),
      );
      changed.push(...joined);
    } else if (wanted < there) changed.push(...this.dismiss(pool, there - wanted));
    for (const id of changed) {
      const agent = this.store.get("agents", id);
      if (agent) this.dispatcher.agentChanged(agent);
    }
    const next = nextChange(staffing.count, moment);
    if (next !== null) this.events.add(next - origin, { kind: "restaff", pool });
  }

  private dismiss(pool: string, count: number): readonly string[] {
    const chosen = this.agents.drain(pool, count);
    const goes = (id: string) => this.options.design.leave === "stop" || this.agents.leaves(id);
    this.store.transact((tx) => {
      for (const id of chosen) if (goes(id)) this.agents.leave(tx, id, "it was stopped");
    });
    return chosen;
  }

  /** R1: starts the Scalr runners on demand, one for each five runs. */
  private startRunners(tasks: number): void {
    const { pools } = this.options.designed.world;
    const pool = pools.find(({ isScalrManaged }) => isScalrManaged)!.id;
    const more = Math.ceil(tasks / MAX_CONCURRENCY) - this.agents.active(pool);
    if (more <= 0) return;
    const joined = this.store.transact((tx) =>
      Array.from({ length: more }, () => this.agents.join(tx, pool, MAX_CONCURRENCY)),
    );
    for (const id of joined) this.dispatcher.agentChanged(this.store.get("agents", id)!);
  }

  private callServerless(pool: string): void {
    const staffing = this.options.designed.staffing.get(pool)?.staffing;
    if (staffing?.kind === "serverless")
      this.events.add(this.clock.now() + staffing.delay, { kind: "agent-ready", pool });
  }

  private fail(problem: unknown): void {
    this.failure ??= (problem as { error?: unknown }).error ?? problem;
  }
}

/** The configuration that createRun needs. Nothing is executed, so there is no archive. */
const configurationOf = (workspace: string): ConfigurationVersion => ({
  type: "configuration-versions",
  id: "cv-simulated",
  workspace,
  createdAt: 0,
  autoQueueRuns: false,
  isDry: false,
  source: "simulated",
  status: "uploaded",
  statusTimestamps: {},
  errorMessage: null,
  size: 0,
  uploadKey: "",
  vcsRevision: null,
  path: "",
});
