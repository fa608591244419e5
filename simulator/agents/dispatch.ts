import type { Logger } from "pino";
import type { RegisterRequest } from "../../agent/protocol/protocol.js";
import type { Agent, AgentPool, Entities, Run } from "../core/entities.js";
import type { Store } from "../core/schema.js";
import type { ResolvePool, RunDispatch, TokenService } from "../core/services.js";
import type { Clock, DeadlineTable } from "../platform/clock/index.js";
import { type OpenPoll, Polls } from "../runs/dispatch/polls.js";
import { Dispatcher } from "../runs/dispatch/run-dispatcher.js";
import { openTask } from "../runs/moves.js";
import { UNDECIDED_RUN_STATUSES } from "../runs/run-status-rules.js";
import { agentCalled, registerAgent, removeAgent } from "./agent-life.js";
import { Contacts } from "./contacts.js";
import { lifecycleDeadlines } from "./life-deadlines.js";
import { ScalrRunners } from "./runners.js";
import { type Waiting, waitingFor } from "./waiting.js";

export interface DispatchOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly tokens: TokenService;
  readonly log: Logger;
  readonly accountId: string;
  /** R13: milliseconds without contact after which an agent is offline. */
  readonly offlineAfter: number;
  readonly resolve: ResolvePool;
  /** Where the Scalr runners reach the simulator, over HTTPS where there is HTTPS (R15). */
  readonly baseUrl: () => string;
  /** PEM of the authority that they have to trust for it. */
  readonly ca?: string;
  /** R1: whether the Scalr runners are started when there is work for them. */
  readonly runners: boolean;
}

/** Seconds between an agent's heartbeats; a fifth of the time after which it would be offline, 10 at most. */
export const heartbeatInterval = (offlineAfter: number) => Math.min(10, offlineAfter / 5_000);

/** Connects runs and agents: contacts, polls, the dispatcher and the Scalr runners. */
export class Dispatch implements RunDispatch {
  readonly contacts: Contacts;
  readonly resolve: ResolvePool;
  readonly dispatcher: Dispatcher;
  private readonly polls = new Polls();
  /** R13 and run timeouts, for `startDeadlines`. */
  readonly deadlines: DeadlineTable<Entities>;
  private readonly runners: ScalrRunners | null;
  private sequence = 0;

  constructor(readonly options: DispatchOptions) {
    const { store, clock, log, accountId, resolve, offlineAfter } = options;
    this.resolve = resolve;
    this.contacts = new Contacts({
      now: () => clock.now(),
      realNow: () => performance.now(),
      patience: 2 * heartbeatInterval(offlineAfter) * 1_000,
    });
    clock.onRestarted(() => this.contacts.clockRestarted());
    this.deadlines = lifecycleDeadlines({
      offlineAfter,
      lastSeenAt: (agent) => this.contacts.lastSeenAt(agent),
      resolve,
      nextSequence: () => this.nextSequence(),
    });
    for (const run of store.all("runs")) this.sequence = Math.max(this.sequence, run.sequence);
    const pool = store.find("agent-pools", "managed", accountId)[0];
    this.runners = options.runners && pool ? new ScalrRunners({ ...options, pool: pool.id }) : null;
    const onRunnersNeeded = (tasks: number) => this.runners?.need(tasks);
    const agents = this.polls;
    this.dispatcher = new Dispatcher({ store, clock, log, accountId, resolve, agents, onRunnersNeeded });
    store.onCommit(({ changes }) => {
      for (const { type, id, after } of changes) {
        if (type === "agents" && !after) this.contacts.forget(id);
        // A state that takes the place of all there was brings runs of its own.
        if (type === "runs" && after) this.sequence = Math.max(this.sequence, after.sequence);
      }
    });
  }

  /** The simulator listens: from here on the Scalr runners can be started. */
  open(): void {
    this.runners?.open();
  }

  /** R13: when the agent was last known to be there. */
  lastSeenAt(agent: Agent): number {
    return this.contacts.lastSeenAt(agent);
  }

  /** R12 */
  waitingFor(run: Run): Waiting | null {
    return waitingFor(this.options.store, this.dispatcher, run);
  }

  /** R10: the place of a run that is queued now; unique and rising, across restarts too. */
  nextSequence(): number {
    this.sequence += 1;
    return this.sequence;
  }

  /** Every run that waits for its workspace, its time or an agent, in the order in which they were queued. */
  queuedRuns(): readonly Run[] {
    const { store } = this.options;
    const { workspaces, pools } = this.dispatcher;
    const waiting = [...workspaces.workspaces()].flatMap((id) => [...workspaces.queued(id)]);
    const tasks = [...pools.pools()].flatMap((id) => pools.tasks(id));
    const ids = [...waiting, ...workspaces.scheduled, ...tasks.map((id) => store.get("tasks", id)!.run)];
    return ids.map((id) => store.get("runs", id)!).sort((a, b) => a.sequence - b.sequence);
  }

  /** Every run whose plan holds its workspace until somebody confirms, overrides or discards it. */
  unconfirmedRuns(): readonly Run[] {
    const { workspaces } = this.dispatcher;
    return [...workspaces.workspaces()]
      .map((id) => this.options.store.get("runs", workspaces.holder(id) ?? ""))
      .filter((run): run is Run => run !== undefined && UNDECIDED_RUN_STATUSES.has(run.status))
      .sort((a, b) => a.sequence - b.sequence);
  }

  /** 1 for a run that is next, in its workspace while it waits for that, then in its pool. Null when in no queue. */
  positionInQueue(run: Run): number | null {
    if (run.waitsUntil !== null || run.awaitsUpload) return null;
    if (run.status === "pending" || run.status === "confirmed")
      return this.dispatcher.workspaces.position(run);
    const task = openTask(this.options.store, run);
    return task?.status === "queued" ? this.dispatcher.pools.position(task) : null;
  }

  /**
   * An agent has called. Costs no journal line unless it was offline, or what is stored is so old that a restart
   * would misjudge it.
   */
  called(agent: Agent, error?: string | null): void {
    const { store, clock, offlineAfter } = this.options;
    this.contacts.called(agent.id);
    const told = error === undefined ? (agent.condition === "errored" ? agent.errorMessage : null) : error;
    const known = agent.condition === "errored" ? agent.errorMessage : null;
    if (agent.condition !== "offline" && told === known && clock.now() - agent.lastSeenAt < offlineAfter / 4)
      return;
    store.transact((tx) => agentCalled(tx, agent, told, clock.now()));
  }

  /**
   * Opens an agent's poll for tasks (R15), in place of the one that is open. `awaiting`: the agent has not had the answer to
   * its last one, so what that offered is still its own.
   */
  poll(agent: Agent, slots: number, awaiting = false): OpenPoll {
    this.dispatcher.agentListens(agent, awaiting);
    const poll = this.polls.start(agent.id, slots);
    this.dispatcher.agentChanged(agent);
    return {
      answer: poll.answer,
      end: () => {
        poll.end();
        this.dispatcher.agentChanged(agent);
      },
    };
  }

  /**
   * R16: joins an agent to a pool by one of its tokens. Returns null when an agent of that name is there and in contact; one that is not
   * is taken for dead and replaced, so that a crashed agent can come back at once.
   */
  register(
    pool: AgentPool,
    poolToken: string,
    request: RegisterRequest,
  ): { agent: Agent; sessionToken: string } | null {
    const { store, clock, tokens } = this.options;
    const namesake = store.find("agents", "name", request.name).find((agent) => agent.pool === pool.id);
    if (namesake && this.contacts.inContact(namesake.id)) return null;
    const registered = store.transact((tx) => {
      if (namesake) removeAgent(tx, namesake, "an agent of the same name took its place", clock.now());
      return registerAgent(tx, pool, poolToken, request, tokens, clock.now());
    });
    this.contacts.called(registered.agent.id);
    return registered;
  }

  /** Answers all open polls and stops the Scalr runners. */
  async close(): Promise<void> {
    await this.runners?.close();
    this.dispatcher.close();
  }
}
