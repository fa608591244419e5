import { agentStatus } from "../../agents/agent-status-rules.js";
import { iso } from "../../core/common.js";
import type { Agent, AgentPool, Run, Task } from "../../core/entities.js";
import { ApiError } from "../../core/errors.js";
import { explainDrift } from "../../integrations/drift/explain.js";
import { poolType } from "../../pools/pool-rules.js";
import { loadOf, vcsTasksOf } from "../../runs/dispatch/demand.js";
import type {
  AgentState,
  DriftedWorkspace,
  Https,
  PoolStatus,
  QueueEntry,
  Status,
} from "../../sandbox/contract/answers.js";
import { describeClock } from "./clock.js";
import type { OperationRequest, SandboxContext } from "./context.js";
import { listWebhooks } from "./webhooks.js";

/** `GET /status`: pools, agents, and every waiting run with the reason and the time since when it waits (R12). */
export function showStatus(context: SandboxContext, { caller }: Pick<OperationRequest, "caller">): Status {
  const { store, accountId } = context.services;
  const account = store.get("accounts", accountId)!;
  const pools = [...store.find("agent-pools", "account", accountId)].map((pool) =>
    describePool(context, pool),
  );
  const runners = pools.find(({ type }) => type === "scalr-runners")!;
  return {
    account: { id: account.id, name: account.name },
    clock: describeClock(context),
    runners: { quota: account.maxConcurrentRuns, running: runners.running, queued: runners.queued },
    pools,
    queue: context.dispatch.queuedRuns().map((run) => describeRun(context, run)),
    failingWebhooks: listWebhooks(context, { caller }).webhooks.filter(({ failing }) => failing),
    drifted: driftedWorkspaces(context),
    unconfirmed: context.dispatch.unconfirmedRuns().map((run) => describeRun(context, run)),
  };
}

/** The workspaces with drift that awaits a decision. */
function driftedWorkspaces({ services: { store } }: SandboxContext): readonly DriftedWorkspace[] {
  return explainDrift(store, () => true)
    .filter(({ status }) => status === "awaiting_manual_action")
    .map(({ workspace, reason, run, at }) => {
      const { environment } = store.get("workspaces", workspace.id)!;
      return {
        workspace: workspace.name,
        environment: store.get("environments", environment)!.name,
        reason,
        run,
        at,
      };
    });
}

function describePool(context: SandboxContext, pool: AgentPool): PoolStatus {
  const { store } = context.services;
  const account = store.get("accounts", pool.account)!;
  const agents = store.find("agents", "pool", pool.id);
  const online = agents.filter(({ condition }) => condition === "online");
  const slots = online.reduce((sum, { concurrency }) => sum + concurrency, 0);
  return {
    id: pool.id,
    name: pool.name,
    type: poolType(pool),
    default: account.defaultAgentPool === pool.id,
    shared: pool.isShared,
    // R7: runners are started as they are needed; the quota is what limits them.
    slots: pool.isScalrManaged ? account.maxConcurrentRuns : slots,
    ...(pool.vcsEnabled
      ? vcsLoad(context, pool)
      : {
          running: store.count("tasks", "heldIn", pool.id),
          queued: context.dispatch.dispatcher.pools.queued(pool.id),
        }),
    agents: agents.map((agent) => describeAgent(context, agent)),
  };
}

/** R5: a VCS pool has no tasks of runs. */
function vcsLoad({ services: { store } }: SandboxContext, pool: AgentPool) {
  const { running, queued } = vcsTasksOf(store, pool.id);
  return { running: running.length, queued: queued.length };
}

function describeAgent({ services: { store }, dispatch }: SandboxContext, agent: Agent): AgentState {
  const running = loadOf(store, agent.id);
  return {
    id: agent.id,
    name: agent.name,
    status: agentStatus(agent, running),
    errorMessage: agent.errorMessage,
    running,
    concurrency: agent.concurrency,
    lastSeenAt: iso(dispatch.lastSeenAt(agent)),
  };
}

/** When the run reached its status. */
const sinceOf = ({ status, statusTimestamps, createdAt }: Run): number =>
  statusTimestamps[`${status.replaceAll("_", "-")}-at`] ?? createdAt;

function describeRun({ services: { store }, dispatch }: SandboxContext, run: Run): QueueEntry {
  const workspace = store.get("workspaces", run.workspace)!;
  const tasks = store.find("tasks", "run", run.id);
  const task = tasks.find(({ status }: Task) => status === "queued") ?? tasks.at(-1);
  const agent = task?.agent ? store.get("agents", task.agent) : undefined;
  return {
    run: run.id,
    workspace: workspace.name,
    environment: store.get("environments", workspace.environment)!.name,
    pool: task === undefined ? null : (store.get("agent-pools", task.pool)?.name ?? null),
    agent: agent?.name ?? task?.agentName ?? null,
    status: run.status,
    since: iso(sinceOf(run)),
    waitingFor: dispatch.waitingFor(run),
  };
}

/** `GET /health`: whether changes are accepted. A simulator whose disk has failed still answers reads. */
export function health({ services: { store } }: SandboxContext) {
  if (store.failure !== null) throw store.failure;
  return { status: "ok" };
}

/** `GET /https`: the HTTPS address, the names in its certificate, and the certificate of its authority, which is not secret. */
export function describeHttps({ services: { https } }: SandboxContext): Https {
  if (https !== null) return https;
  const detail = "This sandbox serves HTTP only. Start it with --https-port to serve HTTPS too.";
  throw new ApiError(404, [{ title: "Not Found", detail }]);
}
