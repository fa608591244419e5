/** The events in the life of an agent (R13, R14, R17, R19). Each function runs in the transaction of its cause. */
import type { RegisterRequest } from "../../agent/protocol/protocol.js";
import { deleteQuietly } from "../core/deletion.js";
import type { Agent, AgentPool, Entities, EntityType } from "../core/entities.js";
import { newId } from "../core/ids.js";
import { naming } from "../core/refusals.js";
import type { Operation } from "../core/resource.js";
import type { Tx } from "../core/schema.js";
import type { TokenService } from "../core/services.js";
import { endRun, returnTask, taskLost } from "../runs/run-life.js";

/** An agent as messages name it, by name and id. */
export const describeAgent = (agent: Pick<Agent, "name" | "id">) => `Agent '${agent.name}' (${agent.id})`;

/** R16: an agent joins a pool with a token of the pool, and gets a session token. */
export function registerAgent(
  tx: Tx,
  pool: AgentPool,
  poolToken: string,
  request: RegisterRequest,
  tokens: TokenService,
  now: number,
): { agent: Agent; sessionToken: string } {
  const id = newId("agent");
  const { token, secret } = tokens.issue(tx, now, { kind: "agent", owner: id, issuedBy: poolToken });
  const agent = tx.insert<"agents">({
    type: "agents",
    id,
    pool: pool.id,
    createdAt: now,
    lastSeenAt: now,
    condition: "online",
    errorMessage: null,
    sessionToken: token.id,
    idleSince: now,
    name: request.name,
    concurrency: request.concurrency,
    os: request.os,
    cpuPlatform: request.cpuPlatform,
    driver: request.driver,
    runtime: request.runtime,
    version: request.version,
  });
  return { agent, sessionToken: secret };
}

/** R17: runs whose task the agent had started end errored with the reason. Tasks that it had not started return to the queue. */
export function loseTasks(tx: Tx, agent: Agent, why: string, now: number): void {
  for (const task of [...tx.find("tasks", "agent", agent.id)]) {
    if (task.status === "assigned") returnTask(tx, task, now);
    else
      taskLost(tx, task, "lose", `${describeAgent(agent)} was lost during the ${task.phase}: ${why}.`, now);
  }
}

/** R13: the agent was out of contact for too long. */
export function agentOffline(tx: Tx, agent: Agent, lastSeenAt: number, silence: string, now: number): void {
  tx.update("agents", agent.id, { condition: "offline", errorMessage: null, lastSeenAt });
  loseTasks(tx, agent, `no contact for ${silence}`, now);
}

/** R13: an agent that calls is online, or errored if it reports an error. */
export function agentCalled(tx: Tx, agent: Agent, error: string | null, now: number): void {
  const condition = error === null ? "online" : "errored";
  tx.update("agents", agent.id, { condition, errorMessage: error, lastSeenAt: now });
}

/** Deletes the agent and its session. */
export function removeAgent(tx: Tx, agent: Agent, why: string, now: number): void {
  loseTasks(tx, agent, why, now);
  deleteQuietly(tx, agent);
}

/** R14, R19: an agent is deleted, alone, with its pool, or with the token by which it joined. Its next call gets a 401. */
export function agentLeaves({ tx, now }: Operation, agent: Agent, root: Entities[EntityType]): void {
  loseTasks(tx, agent, whyGone(root), now);
}

function whyGone(root: Entities[EntityType]): string {
  if (root.type === "agent-pools") return `its pool ${naming(root)} was deleted`;
  if (root.type !== "access-tokens") return "it was deleted";
  const name = root.description ?? root.name;
  return `the token by which it joined, ${root.id}${name ? ` (${name})` : ""}, was revoked`;
}

/** R19: a pool is deleted, after its agents. Nothing links to it, so its queued tasks move to another pool, or their runs end errored. */
export function poolLeaves({ tx, now, services }: Operation, pool: AgentPool): void {
  for (const task of [...tx.find("tasks", "pool", pool.id)]) {
    const resolved = services.dispatch.resolve(tx, tx.get("workspaces", task.workspace)!);
    if ("error" in resolved) endRun(tx, tx.get("runs", task.run)!, "fail", now, resolved.error);
    else tx.update("tasks", task.id, { pool: resolved.pool });
  }
}
