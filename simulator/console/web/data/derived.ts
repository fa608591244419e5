import { computed, type ReadonlySignal } from "@preact/signals";
import { agentStatus } from "../../../agents/agent-status-rules.js";
import type {
  Agent,
  AgentPool,
  AgentStatus,
  Entities,
  EntityType,
  Run,
  Task,
  VcsTask,
  Workspace,
} from "../../../core/entities.js";
import { type Resolution, type ResolutionReader, resolvePool } from "../../../pools/resolution-rules.js";
import { STALLED_RUN_STATUSES } from "../../../runs/run-status-rules.js";
import { FINAL_RUN_STATUSES } from "../../../runs/run-transition-rules.js";
import { session } from "./session.js";
import { world } from "./world.js";

/** The objects of a type by one of their keys. Computed once for each change, for all readers. */
export function index<T extends EntityType>(
  type: T,
  key: (entity: Entities[T]) => string | readonly string[] | null,
): (key: string) => readonly Entities[T][] {
  const groups: ReadonlySignal<ReadonlyMap<string, Entities[T][]>> = computed(() => {
    const found = new Map<string, Entities[T][]>();
    for (const entity of world.all(type)) {
      const keys = key(entity);
      for (const each of keys === null ? [] : typeof keys === "string" ? [keys] : keys) {
        const group = found.get(each);
        if (group) group.push(entity);
        else found.set(each, [entity]);
      }
    }
    return found;
  });
  return (wanted) => groups.value.get(wanted) ?? [];
}

const isHeld = ({ status }: Task) => status === "assigned" || status === "running";

export const agentsOf = index("agents", ({ pool }) => pool);
export const workspacesOf = index("workspaces", ({ environment }) => environment);
export const workspacesLinkedTo = index("workspaces", ({ agentPool }) => agentPool);
export const environmentsDefaultingTo = index("environments", (each) => each.defaultWorkspaceAgentPool);
export const providersLinkedTo = index("vcs-providers", ({ agentPool }) => agentPool);
export const tokensOf = index("access-tokens", ({ owner }) => owner);
export const runsOf = index("runs", ({ workspace }) => workspace);
export const tasksOf = index("tasks", ({ run }) => run);
/** The tasks of an agent (R11). */
export const heldBy = index("tasks", (task) => (isHeld(task) ? task.agent : null));
export const heldIn = index("tasks", (task) => (isHeld(task) ? task.pool : null));
export const queuedIn = index("tasks", (task) => (task.status === "queued" ? task.pool : null));

/** R5: tasks of VCS pools. A watch does not make an agent busy. */
const isWork = ({ request }: VcsTask) => request.kind !== "watch";
const vcsHeldBy = index("vcs-tasks", (task) =>
  task.status === "running" && isWork(task) ? task.agent : null,
);
const vcsHeldIn = index("vcs-tasks", (task) =>
  task.status === "running" && isWork(task) ? task.pool : null,
);
const vcsQueuedIn = index("vcs-tasks", (task) =>
  task.status === "queued" && isWork(task) ? task.pool : null,
);

/** The account, of which there is one. */
export const account = () => world.get("accounts", session.value?.account.id);

/** R8: the status of an agent, from its condition and load. */
export const statusOf = (agent: Agent): AgentStatus =>
  agentStatus(agent, heldBy(agent.id).length + vcsHeldBy(agent.id).length);

/**
 * A pool's load. The `slots` of the Scalr runners are their quota (R7), those of other pools the sum of their agents' slots (R8).
 */
export interface Load {
  readonly slots: number;
  readonly running: number;
  readonly queued: number;
  /** Slots of agents that are not in contact. */
  readonly offline: number;
  readonly agents: Readonly<Record<AgentStatus, number>>;
}

/** The current load of a pool, from its tasks and agents (R11). */
export function loadOf(pool: AgentPool): Load {
  const agents = { idle: 0, busy: 0, offline: 0, errored: 0 };
  let [slots, offline] = [0, 0];
  for (const agent of agentsOf(pool.id)) {
    agents[statusOf(agent)] += 1;
    if (agent.condition === "online") slots += agent.concurrency;
    else offline += agent.concurrency;
  }
  return {
    slots: pool.isScalrManaged ? (account()?.maxConcurrentRuns ?? 0) : slots,
    running: heldIn(pool.id).length + vcsHeldIn(pool.id).length,
    queued: queuedIn(pool.id).length + vcsQueuedIn(pool.id).length,
    offline: pool.isScalrManaged ? 0 : offline,
    agents,
  };
}

/** Environments in display order. */
export const environments = computed(() =>
  [...world.all("environments")].sort((a, b) => a.name.localeCompare(b.name)),
);

/** Pools in display order: the Scalr runners last. */
export const pools = computed(() =>
  [...world.all("agent-pools")].sort(
    (a, b) => Number(a.isScalrManaged) - Number(b.isScalrManaged) || a.name.localeCompare(b.name),
  ),
);

/** Whether it is the account's default pool (R2). */
export const isDefault = (pool: AgentPool): boolean => account()?.defaultAgentPool === pool.id;

const resolutionReader: ResolutionReader = {
  pool: (id) => world.get("agent-pools", id),
  environment: (id) => world.get("environments", id),
  accountDefault: () => account()?.defaultAgentPool ?? null,
  scalrRunners: () => world.all("agent-pools").find(({ isScalrManaged }) => isScalrManaged)?.id ?? "",
};

/** R2 to R4: where a workspace's runs execute, computed with the simulator's own rule. */
export const resolutionOf = (workspace: Workspace): Resolution => resolvePool(workspace, resolutionReader);

const resolved = computed(
  () => new Map(world.all("workspaces").map((workspace) => [workspace.id, resolutionOf(workspace)])),
);

/** Workspaces whose runs execute in the pool, at whichever level it was set. */
export const effectiveWorkspaces = (pool: string): readonly Workspace[] =>
  world.all("workspaces").filter(({ id }) => resolved.value.get(id)?.pool?.id === pool);

/** Whether the run has ended. */
export const isOver = ({ status }: Run): boolean => FINAL_RUN_STATUSES.has(status);

/** When the run reached its status, in milliseconds since the epoch. */
export const sinceOf = ({ status, statusTimestamps, createdAt }: Run): number =>
  statusTimestamps[`${status.replaceAll("_", "-")}-at`] ?? createdAt;

/** Newest first. */
export const runs = computed(() => [...world.all("runs")].sort((a, b) => b.sequence - a.sequence));

/** Waiting runs, oldest first: for their workspace, for an agent, for a confirmation or for an override. */
export const queue = computed(() =>
  runs.value.filter((run) => STALLED_RUN_STATUSES.has(run.status)).reverse(),
);

/** The queued or running task of a run, else its latest. */
export function taskOf(run: string): Task | undefined {
  const tasks = tasksOf(run);
  return tasks.find((task) => task.status === "queued" || isHeld(task)) ?? tasks.at(-1);
}

/** The environment's name, or its id where the caller may not see it. */
export function environmentName(id: string): string {
  return world.get("environments", id)?.name ?? id;
}

/** `environment/workspace` */
export function workspacePath(id: string): string {
  const workspace = world.get("workspaces", id);
  return workspace === undefined ? id : `${environmentName(workspace.environment)}/${workspace.name}`;
}

/** The pool's name, or its id where the caller may not see it. */
export const poolName = (id: string | null): string => world.get("agent-pools", id)?.name ?? id ?? "";

/** The name of any object, for lists of deadlines and changes. */
export function nameOf(type: string, id: string): string {
  const entity = world.get(type as EntityType, id) as
    | { readonly name?: string; readonly email?: string }
    | undefined;
  if (type === "workspaces") return workspacePath(id);
  return entity?.name ?? entity?.email ?? id;
}
