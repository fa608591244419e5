import { agentStatus } from "../../agents/agent-status-rules.js";
import type { Dispatch } from "../../agents/dispatch.js";
import type { AgentPool, AgentStatus, RunStatus } from "../../core/entities.js";
import type { Reader } from "../../core/schema.js";
import type { Services } from "../../core/services.js";
import type { Metric, Metrics, Sample } from "../../platform/metrics/types.js";
import { poolType } from "../../pools/pool-rules.js";
import { demandOf, loadOf, vcsTasksOf } from "../../runs/dispatch/demand.js";
import { WAITING_RUN_STATUSES } from "../../runs/run-status-rules.js";
import { RUN_TRANSITIONS } from "../../runs/run-transition-rules.js";

/** The source of metrics. */
export interface Scrape {
  readonly reader: Reader;
  readonly accountId: string;
  /** Milliseconds on the sandbox clock. */
  readonly now: number;
  /** R10, R11: how many tasks are queued in a pool. */
  queued(pool: string): number;
  /** R11: the task that is next in a pool. */
  next(pool: string): string | null;
}

const AGENT_STATUSES: readonly AgentStatus[] = ["idle", "busy", "offline", "errored"];

/** All statuses of a run, in the order of its life. */
const RUN_STATUSES = [...new Set(RUN_TRANSITIONS.flatMap(({ from, to }) => [...from, to]))];

const POOL_LABELS = ["pool", "pool_id", "pool_type"] as const;

const account = ({ reader, accountId }: Scrape) => reader.get("accounts", accountId)!;
const poolsOf = ({ reader, accountId }: Scrape) => reader.find("agent-pools", "account", accountId);
const runsIn = ({ reader }: Scrape, status: RunStatus) => reader.count("runs", "status", status);
const held = ({ reader }: Scrape, pool: AgentPool) => reader.count("tasks", "heldIn", pool.id);
const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0);
const one = (value: number): readonly Sample[] => [{ labels: {}, value }];

const labelsOf = (pool: AgentPool) => ({ pool: pool.name, pool_id: pool.id, pool_type: poolType(pool) });

/** R7: the slots of the Scalr runners are their quota, because they are started when there is work. */
const slots = (scrape: Scrape, pool: AgentPool) =>
  pool.isScalrManaged ? account(scrape).maxConcurrentRuns : demand(scrape, pool).slots;

const demand = (scrape: Scrape, pool: AgentPool) => demandOf(scrape.reader, pool, scrape.queued(pool.id));

/** Seconds on the sandbox clock. */
function nextWaits(scrape: Scrape, pool: AgentPool): number {
  const { reader, now, next } = scrape;
  const task = next(pool.id);
  const since = pool.vcsEnabled
    ? vcsTasksOf(reader, pool.id).queued.map(({ queuedAt }) => queuedAt)
    : task === null
      ? []
      : [reader.get("tasks", task)!.queuedAt];
  return Math.max(0, now - Math.min(now, ...since)) / 1000;
}

function agentsByStatus(scrape: Scrape, pool: AgentPool): readonly Sample[] {
  const { reader } = scrape;
  const statuses = reader
    .find("agents", "pool", pool.id)
    .map((agent) => agentStatus(agent, loadOf(reader, agent.id)));
  return AGENT_STATUSES.map((status) => ({
    labels: { ...labelsOf(pool), status },
    value: statuses.filter((other) => other === status).length,
  }));
}

const perPool = (
  name: string,
  help: string,
  value: (scrape: Scrape, pool: AgentPool) => number,
): Metric<Scrape> => ({
  name,
  type: "gauge",
  help,
  labels: POOL_LABELS,
  samples: (scrape) =>
    poolsOf(scrape).map((pool) => ({ labels: labelsOf(pool), value: value(scrape, pool) })),
});

/** Every metric, in the order of the page. */
export const METRICS: readonly Metric<Scrape>[] = [
  {
    name: "scalr_runs_queue_size",
    type: "gauge",
    help: "Runs that wait for their workspace (R10) or for an agent (R11).",
    labels: [],
    samples: (scrape) => {
      const forWorkspace = [...WAITING_RUN_STATUSES].map((status) => runsIn(scrape, status));
      return one(sum(forWorkspace) + sum(poolsOf(scrape).map(({ id }) => scrape.queued(id))));
    },
  },
  {
    name: "scalr_runs_concurrency",
    type: "gauge",
    help: "Runs that execute now, on agents of any pool or on the Scalr runners.",
    labels: [],
    samples: (scrape) => one(sum(poolsOf(scrape).map((pool) => held(scrape, pool)))),
  },
  {
    name: "scalr_quota_max_concurrency",
    type: "gauge",
    help: "The most runs that the Scalr runners execute at once (R7).",
    labels: [],
    samples: (scrape) => one(account(scrape).maxConcurrentRuns),
  },
  {
    name: "scalr_sandbox_runs",
    type: "gauge",
    help: "Number of runs, by status.",
    labels: ["status"],
    samples: (scrape) =>
      RUN_STATUSES.map((status) => ({ labels: { status }, value: runsIn(scrape, status) })),
  },
  {
    name: "scalr_sandbox_pool_agents",
    type: "gauge",
    help: "Agents of the pool, by status (R13).",
    labels: [...POOL_LABELS, "status"],
    samples: (scrape) => poolsOf(scrape).flatMap((pool) => agentsByStatus(scrape, pool)),
  },
  perPool(
    "scalr_sandbox_pool_slots",
    "Runs that the pool executes at once: the slots of its agents that are online (R8), or the quota of the Scalr runners (R7).",
    slots,
  ),
  perPool(
    "scalr_sandbox_pool_running",
    "Plans and applies that agents of the pool were handed, or what those of a VCS pool do with a Git server.",
    (scrape, pool) => demand(scrape, pool).running,
  ),
  perPool(
    "scalr_sandbox_pool_queued",
    "Plans and applies, or work with a Git server, that wait for an agent of the pool (R11).",
    (scrape, pool) => (pool.vcsEnabled ? demand(scrape, pool).queued : scrape.queued(pool.id)),
  ),
  perPool(
    "scalr_sandbox_pool_tasks_needing_agent",
    "Queued work that no free slot is there for: with more than 0, another agent would help.",
    (scrape, pool) => demand(scrape, pool).unserved,
  ),
  perPool(
    "scalr_sandbox_pool_tasks",
    "Work that needs an agent now, what one does already included: what to scale agents by.",
    (scrape, pool) => demand(scrape, pool).tasks,
  ),
  perPool(
    "scalr_sandbox_pool_next_wait_seconds",
    "Seconds on the sandbox clock for which the next task of the pool has waited for an agent; 0 if the queue is empty.",
    nextWaits,
  ),
  {
    name: "scalr_sandbox_clock_seconds",
    type: "gauge",
    help: "The sandbox clock, in seconds since 1970: it jumps when it is advanced.",
    labels: [],
    samples: ({ now }) => one(now / 1000),
  },
];

/** The current source of metrics. */
function scrape({ store, accountId, clock }: Services, { dispatcher: { pools } }: Dispatch): Scrape {
  return {
    reader: store,
    accountId,
    now: clock.now(),
    queued: (pool) => pools.queued(pool),
    next: (pool) => pools.nextTask(pool),
  };
}

/** The metrics of a sandbox. */
export const metricsOf = (services: Services, dispatch: Dispatch): Metrics<Scrape> => ({
  table: METRICS,
  source: () => scrape(services, dispatch),
});
