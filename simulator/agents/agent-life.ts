/** What happens to an agent, event by event (R13, R14, R17, R19), inside the transaction of its cause. */
import type { RegisterRequest } from "../../agent/protocol/protocol.js";
import type { Agent, AgentPool } from "../core/entities.js";
import { newId } from "../core/ids.js";
import type { Tx } from "../core/schema.js";
import type { TokenService } from "../core/services.js";
import { returnTask, taskLost } from "../runs/run-life.js";

/** An agent as messages name it, by name and id. */
export const describeAgent = (agent: Pick<Agent, "name" | "id">) => `Agent '${agent.name}' (${agent.id})`;

/** R16: an agent joins a pool by one of its tokens; it gets a session token of its own. */
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

/** R17: what the agent had started ends errored, saying why; what it had not started goes back to the queue. */
export function loseTasks(tx: Tx, agent: Agent, why: string, now: number): void {
  for (const task of [...tx.find("tasks", "agent", agent.id)]) {
    if (task.status === "assigned") returnTask(tx, task, now);
    else
      taskLost(tx, task, "lose", `${describeAgent(agent)} was lost during the ${task.phase}: ${why}.`, now);
  }
}

/** R13: no contact for too long. */
export function agentOffline(tx: Tx, agent: Agent, lastSeenAt: number, silence: string, now: number): void {
  tx.update("agents", agent.id, { condition: "offline", errorMessage: null, lastSeenAt });
  loseTasks(tx, agent, `no contact for ${silence}`, now);
}

/** R13: an agent that calls is online, or errored when it says so. */
export function agentCalled(tx: Tx, agent: Agent, error: string | null, now: number): void {
  const condition = error === null ? "online" : "errored";
  tx.update("agents", agent.id, { condition, errorMessage: error, lastSeenAt: now });
}

/** The agent is gone for good, with its session. */
export function removeAgent(tx: Tx, agent: Agent, why: string, now: number): void {
  loseTasks(tx, agent, why, now);
  for (const token of [...tx.find("access-tokens", "owner", agent.id)]) tx.delete("access-tokens", token.id);
  tx.delete("agents", agent.id);
}
