import { agentStatus } from "../../simulator/agents/agent-status-rules.js";
import type { Agent, AgentPool, Run, Task } from "../../simulator/core/entities.js";
import { type PoolType, poolType } from "../../simulator/pools/pool-rules.js";
import type { World } from "./world.js";

/** A pool, as `top` shows it. */
export interface PoolRow {
  readonly id: string;
  readonly name: string;
  readonly type: PoolType;
  readonly default: boolean;
  /** R7, R8: runs at once; the Scalr runners have their quota. */
  readonly slots: number;
  readonly running: number;
  readonly queued: number;
  /** How many agents there are, and of those how many are there for work. */
  readonly agents: number;
  readonly online: number;
}

/** An agent, as `top` shows it. */
export interface AgentRow {
  readonly id: string;
  readonly name: string;
  readonly pool: string;
  readonly status: string;
  readonly running: number;
  readonly concurrency: number;
}

/** A run, as `top` shows it. */
export interface RunRow {
  readonly id: string;
  readonly workspace: string;
  readonly status: string;
  /** Where its plan or apply is queued, executes, or executed last; null before its plan is due. */
  readonly pool: string | null;
  /** By its name, which outlives it; null while no agent has taken the plan or apply. */
  readonly agent: string | null;
  /** Sandbox time at which it came to its status. */
  readonly since: string;
}

/** Everything that is shown, computed from one moment of the world. */
export interface View {
  readonly at: string;
  readonly account: string;
  readonly runners: { readonly quota: number; readonly running: number; readonly queued: number };
  readonly waiting: number;
  readonly executing: number;
  readonly pools: readonly PoolRow[];
  readonly agents: readonly AgentRow[];
  /** Oldest first as they are queued, then those that have ended, latest first. */
  readonly runs: readonly RunRow[];
}

/** Every list by one of its keys, once for all. */
function grouped<T>(items: readonly T[], key: (item: T) => string | null): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    if (name === null) continue;
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

/** `environment/workspace`. */
function workspaceName(world: World, id: string): string {
  const workspace = world.get("workspaces", id);
  if (workspace === undefined) return id;
  return `${world.get("environments", workspace.environment)?.name ?? workspace.environment}/${workspace.name}`;
}

/** A run with the task that is due or the latest; undefined where it has none. */
export function runRow(world: World, run: Run, task: Task | undefined): RunRow {
  return {
    id: run.id,
    workspace: workspaceName(world, run.workspace),
    status: run.status,
    pool: task === undefined ? null : (world.get("agent-pools", task.pool)?.name ?? task.pool),
    agent:
      task?.agent == null ? null : (world.get("agents", task.agent)?.name ?? task.agentName ?? task.agent),
    since: new Date(sinceOf(run)).toISOString(),
  };
}

/** A run's latest change of status. */
const sinceOf = (run: Run): number => Math.max(run.createdAt, ...Object.values(run.statusTimestamps));

/** Everything that `top` shows, from one moment of the world. */
export function viewOf(world: World): View {
  const tasks = world.all("tasks");
  const byPool = grouped(tasks, ({ pool }) => pool);
  const byAgent = grouped(tasks, ({ agent, status }) => (status === "queued" ? null : agent));
  const agentsByPool = grouped(world.all("agents"), ({ pool }) => pool);
  const account = world.all("accounts")[0];
  const poolRow = (pool: AgentPool): PoolRow => {
    const agents = agentsByPool.get(pool.id) ?? [];
    const online = agents.filter(({ condition }) => condition === "online");
    const queued = (byPool.get(pool.id) ?? []).filter(({ status }) => status === "queued").length;
    return {
      id: pool.id,
      name: pool.name,
      type: poolType(pool),
      default: account?.defaultAgentPool === pool.id,
      slots: pool.isScalrManaged
        ? (account?.maxConcurrentRuns ?? 0)
        : online.reduce((sum, { concurrency }) => sum + concurrency, 0),
      running: (byPool.get(pool.id)?.length ?? 0) - queued,
      queued,
      agents: agents.length,
      online: online.length,
    };
  };
  const agentRow = (agent: Agent): AgentRow => {
    const running = byAgent.get(agent.id)?.length ?? 0;
    const { id, name, concurrency } = agent;
    const pool = world.get("agent-pools", agent.pool)?.name ?? agent.pool;
    return { id, name, pool, status: agentStatus(agent, running), running, concurrency };
  };
  const pools = world.all("agent-pools").map(poolRow);
  const runners = pools.find(({ type }) => type === "scalr-runners");
  const active = [...world.all("runs")].sort((a, b) => a.sequence - b.sequence);
  const waiting = active.filter(({ status }) => status === "pending" || status === "confirmed").length;
  const sum = (of: (pool: PoolRow) => number) => pools.reduce((total, pool) => total + of(pool), 0);
  return {
    at: world.at,
    account: account?.name ?? "",
    runners: {
      quota: runners?.slots ?? 0,
      running: runners?.running ?? 0,
      queued: runners?.queued ?? 0,
    },
    waiting: waiting + sum(({ queued }) => queued),
    executing: sum(({ running }) => running),
    pools,
    agents: world.all("agents").map(agentRow),
    runs: [...active, ...world.runsOver()].map((run) => runRow(world, run, world.taskOf(run.id))),
  };
}
