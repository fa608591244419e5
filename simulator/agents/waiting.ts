import type { AgentPool, Run, Task, Workspace } from "../core/entities.js";
import type { Reader } from "../core/schema.js";
import type { PoolQueues } from "../runs/dispatch/pool-queues.js";
import type { WorkspaceQueues } from "../runs/dispatch/workspace-queues.js";
import { openTask } from "../runs/moves.js";
import { RUN_STATUS_FACTS } from "../runs/run-status-rules.js";
import { describeAgent } from "./agent-life.js";

/** R12: what a run waits for, in a sentence that names it. */
export interface Waiting {
  readonly kind:
    | "override"
    | "earlier-run"
    | "quota"
    | "slot"
    | "agent"
    | "confirmation"
    | "lock"
    | "time"
    | "upload";
  readonly message: string;
}

const CONFIRMATION: Waiting = {
  kind: "confirmation",
  message: "A confirmation of its plan (apply or discard it).",
};

interface Queues {
  readonly workspaces: WorkspaceQueues;
  readonly pools: PoolQueues;
}

/** Null if the run does not wait: it executes, has ended, or is about to be assigned. */
export function waitingFor(reader: Reader, queues: Queues, run: Run): Waiting | null {
  const workspace = reader.get("workspaces", run.workspace)!;
  if (run.status === "planned_and_saved") return CONFIRMATION;
  switch (RUN_STATUS_FACTS[run.status].waitsFor) {
    case "workspace":
      if (run.awaitsUpload)
        return {
          kind: "upload",
          message: `The upload of its configuration version ${run.configurationVersion}.`,
        };
      if (run.waitsUntil !== null) return waitingForTime(run, run.waitsUntil);
      return waitingForWorkspace(reader, queues, run, workspace);
    case "confirmation":
      return CONFIRMATION;
    case "override":
      return { kind: "override", message: overrideText(reader, run) };
    case "agent":
      return waitingForAgent(reader, queues, openTask(reader, run)!);
    default:
      return null;
  }
}

/** Which policies block the run, and who can override them. */
function overrideText(reader: Reader, run: Run): string {
  const failed = reader.find("policy-checks", "run", run.id).filter(({ status }) => status === "soft_failed");
  const policies = failed
    .flatMap((check) => check.policies)
    .filter(({ outcome }) => outcome === "soft_failed")
    .map(
      ({ name, groupName, messages }) =>
        `'${name}' of group '${groupName}' (${messages[0] ?? "no reason given"})`,
    )
    .join(", ");
  return `An override by somebody who has policy-checks:override, or to be discarded. What failed: ${policies}.`;
}

function waitingForTime({ status }: Run, until: number): Waiting {
  const what = status === "pending" ? "plan (plan-at)" : "apply (apply-at)";
  return { kind: "time", message: `The time of its ${what}: ${new Date(until).toISOString()}.` };
}

function waitingForWorkspace(reader: Reader, queues: Queues, run: Run, workspace: Workspace): Waiting | null {
  const named = `workspace '${workspace.name}' (${workspace.id})`;
  if (workspace.locked) return { kind: "lock", message: `The lock of ${named} to be removed.` };
  if (run.isDry) return null;
  const next = queues.workspaces.next(workspace.id);
  const earlier = queues.workspaces.holder(workspace.id) ?? (next === run.id ? null : next);
  if (earlier === null) return null;
  const { status } = reader.get("runs", earlier)!;
  const { waitsFor } = RUN_STATUS_FACTS[status];
  const state =
    waitsFor === "confirmation"
      ? "waits for a confirmation"
      : waitsFor === "override"
        ? "waits for an override of its policies"
        : status === "confirmed"
          ? "waits for the time of its apply"
          : `is ${status}`;
  return { kind: "earlier-run", message: `The earlier run ${earlier} of ${named}, which ${state}.` };
}

function waitingForAgent(reader: Reader, queues: Queues, task: Task): Waiting {
  const pool = reader.get("agent-pools", task.pool)!;
  if (task.agent !== null) {
    const agent = reader.get("agents", task.agent)!;
    return {
      kind: "agent",
      message: `${describeAgent(agent)} to start the ${task.phase} that it was given.`,
    };
  }
  const quota = pool.isScalrManaged ? reader.get("accounts", pool.account)!.maxConcurrentRuns : null;
  const held = reader.count("tasks", "heldIn", pool.id);
  const ahead = queues.pools.position(task) - 1;
  const queue = ahead === 0 ? "It is next." : `${ahead} before it in the queue.`;
  if (quota !== null && held >= quota)
    return { kind: "quota", message: `The quota of ${quota} concurrent runs on the Scalr runners. ${queue}` };
  return waitingInPool(reader, pool, queue, task);
}

/** Why the last webhook call for a task was not accepted; "" if it was. */
function webhookTrouble(reader: Reader, task: Task): string {
  const [delivery] = reader.find("deliveries", "task", task.id).filter(({ pool }) => pool === task.pool);
  if (delivery === undefined || delivery.error === null) return "";
  return ` The last call failed: ${delivery.error.replace(/\.?$/, ".")}`;
}

function waitingInPool(reader: Reader, pool: AgentPool, queue: string, task: Task): Waiting {
  const named = pool.isScalrManaged ? "the Scalr runners" : `pool '${pool.name}' (${pool.id})`;
  const online = reader.find("agents", "pool", pool.id).filter((agent) => agent.condition === "online");
  if (online.length === 0 && pool.webhookEnabled)
    return {
      kind: "agent",
      message: `An agent that the webhook of ${named} starts. ${queue}${webhookTrouble(reader, task)}`,
    };
  if (online.length === 0)
    return { kind: "agent", message: `An agent: none in ${named} is online. ${queue}` };
  const slots = online.reduce((sum, agent) => sum + agent.concurrency, 0);
  const used = online.reduce((sum, agent) => sum + reader.count("tasks", "agent", agent.id), 0);
  if (used < slots) return { kind: "agent", message: `An agent of ${named} to ask for work. ${queue}` };
  const agents = online.length === 1 ? "its one agent" : `its ${online.length} agents`;
  return { kind: "slot", message: `A free slot in ${named}: all ${slots} of ${agents} are taken. ${queue}` };
}
