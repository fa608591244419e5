import type { Agent, Entities } from "../core/entities.js";
import type { ResolvePool } from "../core/services.js";
import type { DeadlineTable } from "../platform/clock/index.js";
import { runDue, taskLost } from "../runs/run-life.js";
import { agentOffline, removeAgent } from "./agent-life.js";

/** R13: milliseconds without contact after which an agent is removed from its pool. */
const REMOVE_AFTER = 4 * 3_600_000;

/** Minutes that a run's plan or apply may take, unless its workspace sets another timeout. */
const DEFAULT_OPERATION_TIMEOUT = 60;

const MINUTE = 60_000;

export interface LifecycleOptions {
  /** R13: milliseconds without contact after which an agent is offline. */
  readonly offlineAfter: number;
  lastSeenAt(agent: Agent): number;
  readonly resolve: ResolvePool;
  /** R10: the position of a run that is queued now. */
  nextSequence(): number;
}

/** A duration in words: "5 minutes", "90 seconds". */
function spell(ms: number): string {
  const [count, unit] = ms % MINUTE === 0 ? [ms / MINUTE, "minute"] : [Math.round(ms / 1000), "second"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** The deadlines of agents, runs and started tasks. */
export function lifecycleDeadlines(options: LifecycleOptions): DeadlineTable<Entities> {
  const { offlineAfter, lastSeenAt, resolve, nextSequence } = options;
  return [
    {
      name: "agent offline",
      rule: "R13",
      type: "agents",
      dueAt: (agent) => (agent.condition === "offline" ? null : lastSeenAt(agent) + offlineAfter),
      apply: (tx, agent, now) => agentOffline(tx, agent, lastSeenAt(agent), spell(offlineAfter), now),
    },
    {
      name: "agent removed",
      rule: "R13",
      type: "agents",
      dueAt: (agent) => (agent.condition === "offline" ? agent.lastSeenAt + REMOVE_AFTER : null),
      apply: (tx, agent, now) => removeAgent(tx, agent, "it was offline for too long", now),
    },
    {
      name: "run due",
      rule: "plan-at, apply-at",
      type: "runs",
      dueAt: ({ status, waitsUntil }) => (status === "pending" || status === "confirmed" ? waitsUntil : null),
      apply: (tx, run, now) => runDue(tx, run, resolve, now, nextSequence()),
    },
    {
      name: "run out of time",
      rule: "run-operation-timeout",
      type: "tasks",
      dueAt: (task, reader) => {
        if (task.status !== "running") return null;
        const minutes =
          reader.get("workspaces", task.workspace)?.runOperationTimeout ?? DEFAULT_OPERATION_TIMEOUT;
        return task.startedAt! + minutes * MINUTE;
      },
      apply: (tx, task, now) => {
        const workspace = tx.get("workspaces", task.workspace)!;
        const minutes = workspace.runOperationTimeout ?? DEFAULT_OPERATION_TIMEOUT;
        const message =
          `The ${task.phase} took longer than the ${minutes} minutes that workspace '${workspace.name}' ` +
          `(${workspace.id}) allows (run-operation-timeout) and was stopped.`;
        taskLost(tx, task, "cancel", message, now);
      },
      dependsOn: {
        workspaces: (workspace, reader) => reader.find("tasks", "workspace", workspace.id),
      },
    },
  ];
}
