import { MAX_CONCURRENCY, type TaskOffer } from "../../agent/protocol/protocol.js";
import { createTokenService } from "../../simulator/access/tokens.js";
import { registerAgent, removeAgent } from "../../simulator/agents/agent-life.js";
import type { Store, Tx } from "../../simulator/core/schema.js";
import type { AgentChannel } from "../../simulator/runs/dispatch/orders.js";

interface SimulatedAgent {
  readonly id: string;
  readonly pool: string;
  /** It accepts no more tasks and leaves when it has none. */
  draining: boolean;
  /** A serverless agent ends with its one task. */
  readonly once: boolean;
}

/** A task that an agent was offered and starts at once. */
export interface Offered extends TaskOffer {
  readonly agent: string;
}

/** Agents that exist only in memory. The dispatcher reaches them without a network, and they start each offered task at once. */
export class SimulatedAgents implements AgentChannel {
  private readonly agents = new Map<string, SimulatedAgent>();
  private readonly byPool = new Map<string, Set<SimulatedAgent>>();
  private readonly tokens = createTokenService(() => "");
  private offers: Offered[] = [];
  private joined = 0;

  constructor(
    private readonly store: Store,
    private readonly now: () => number,
  ) {}

  /** Tasks offered since the last call. */
  takeOffers(): readonly Offered[] {
    const { offers } = this;
    this.offers = [];
    return offers;
  }

  get hasOffers(): boolean {
    return this.offers.length > 0;
  }

  /** Agents of a pool that accept tasks. */
  active(pool: string): number {
    let count = 0;
    for (const { draining } of this.byPool.get(pool) ?? []) if (!draining) count++;
    return count;
  }

  /** R16: an agent joins the pool. Returns its id. */
  join(tx: Tx, pool: string, slots: number, once = false): string {
    this.joined += 1;
    const request = {
      name: `agent-${this.joined}`,
      concurrency: Math.min(slots, MAX_CONCURRENCY),
      os: "simulated",
      cpuPlatform: "simulated",
      driver: "local",
      runtime: "simulated",
      version: "0",
    } as const;
    // It asks for tasks as soon as the transaction is committed.
    const registered = registerAgent(tx, tx.get("agent-pools", pool)!, "", request, this.tokens, this.now());
    const agent = { id: registered.agent.id, pool, draining: false, once };
    this.agents.set(agent.id, agent);
    let members = this.byPool.get(pool);
    if (members === undefined) {
      members = new Set();
      this.byPool.set(pool, members);
    }
    members.add(agent);
    return agent.id;
  }

  /** Drains `count` of the pool's agents, the least busy first. Returns them. */
  drain(pool: string, count: number): readonly string[] {
    const chosen = this.ranked(pool, false).slice(0, count);
    for (const agent of chosen) agent.draining = true;
    return chosen.map(({ id }) => id);
  }

  /** Stops the draining of at most `count` agents. Returns them. */
  keep(pool: string, count: number): readonly string[] {
    const kept = this.ranked(pool, true).reverse().slice(0, count);
    for (const agent of kept) agent.draining = false;
    return kept.map(({ id }) => id);
  }

  /** The idle agents of a pool that leave when they are idle. */
  leaving(): readonly string[] {
    const leaving: string[] = [];
    for (const pool of this.byPool.values())
      for (const agent of pool)
        if ((agent.draining || agent.once) && this.load(agent) === 0) leaving.push(agent.id);
    return leaving;
  }

  /** Whether this agent is one that leaves now. */
  leaves(id: string): boolean {
    const agent = this.agents.get(id);
    return agent !== undefined && (agent.draining || agent.once) && this.load(agent) === 0;
  }

  leave(tx: Tx, id: string, why: string): void {
    const agent = tx.get("agents", id);
    if (agent) removeAgent(tx, agent, why, this.now());
    this.forget(id);
  }

  slots(id: string): number {
    const agent = this.agents.get(id);
    if (agent === undefined || agent.draining) return 0;
    return agent.once ? 1 : MAX_CONCURRENCY;
  }

  offer(agent: string, offer: TaskOffer): void {
    this.offers.push({ ...offer, agent });
  }

  stop(agent: string): void {
    this.forget(agent);
  }

  // No run is canceled here, and a task that was taken from an agent is noticed when it would have finished.
  cancel(): void {}
  drop(): void {}
  ended(): void {}
  flush(): void {}
  close(): void {}

  private forget(id: string): void {
    const agent = this.agents.get(id);
    if (agent === undefined) return;
    this.agents.delete(id);
    this.byPool.get(agent.pool)?.delete(agent);
  }

  private load({ id }: SimulatedAgent): number {
    return this.store.count("tasks", "agent", id);
  }

  private ranked(pool: string, draining: boolean): SimulatedAgent[] {
    return [...(this.byPool.get(pool) ?? [])]
      .filter((agent) => agent.draining === draining && !agent.once)
      .sort((a, b) => this.load(a) - this.load(b));
  }
}
