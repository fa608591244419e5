import type { Agent, AgentStatus } from "../core/entities.js";

/** R13: an agent's status, from its stored condition and its number of tasks. */
export const agentStatus = (agent: Pick<Agent, "condition">, tasks: number): AgentStatus =>
  agent.condition === "online" ? (tasks > 0 ? "busy" : "idle") : agent.condition;

/** R14: why an agent cannot be deleted, or null. */
export const agentDeletionRefusal = (status: AgentStatus): string | null =>
  status === "busy" || status === "idle" ? `The agent is ${status} and can't be deleted.` : null;
