import { byId, iso } from "../core/common.js";
import { defineResource } from "../core/resource.js";
import { loadOf } from "../runs/dispatch/demand.js";
import { agentLeaves } from "./agent-life.js";
import { agentDeletionRefusal, agentStatus } from "./agent-status-rules.js";

const PLATFORMS = ["linux_amd64", "linux_arm64"];
const DRIVERS = ["unknown", "local", "docker", "kubernetes", "kubernetes-job"];
const RUNTIMES = ["unknown", "docker", "kubernetes", "vm", "fargate"];

/** Agents join through the agent protocol (R16), so the API can only read and delete them. */
export const agents = defineResource<"agents">({
  type: "agents",
  model: "Agent",
  idPrefix: "agent",
  attributes: {
    name: { type: "string" },
    status: {
      type: { enum: ["idle", "busy", "offline", "errored"] },
      read: (agent, { reader }) => agentStatus(agent, loadOf(reader, agent.id)),
    },
    "error-message": { type: "string", nullable: true },
    "created-at": { type: "date-time" },
    "last-seen-at": {
      type: "date-time",
      read: (agent, { services }) => iso(services.dispatch.lastSeenAt(agent)),
    },
    "relay-last-seen-at": { type: "date-time", nullable: true, read: () => null, pure: true },
    "upgrade-status": { type: { enum: ["none", "low", "medium", "high"] }, read: () => "none", pure: true },
    os: { type: "string" },
    "cpu-platform": { type: { enum: PLATFORMS } },
    driver: { type: { enum: DRIVERS } },
    "kubernetes-driver-mode": {
      type: { enum: ["default", "controller", "worker"] },
      read: () => "default",
      pure: true,
    },
    runtime: { type: { enum: RUNTIMES } },
    version: { type: "string" },
  },
  relationships: { pool: { kind: "to-one", target: "agent-pools" } },
  filters: {
    agent: byId(),
    "agent-pool": { index: "pool", values: (agent) => agent.pool },
    pool: { index: "pool", values: (agent) => agent.pool },
    name: { values: (agent) => agent.name },
    status: { values: (agent, { reader }) => agentStatus(agent, loadOf(reader, agent.id)) },
    account: { values: (agent, { reader }) => reader.get("agent-pools", agent.pool)?.account ?? null },
  },
  sort: {
    name: (agent) => agent.name,
    "created-at": (agent) => agent.createdAt,
    "last-seen-at": (agent) => agent.lastSeenAt,
  },
  search: (agent) => [agent.name],
  operations: { list: "agent-pools:read", read: "agent-pools:read", delete: "agent-pools:update" },
  // R21: whoever may know of a pool may know of its agents.
  usableIn({ pool: id }, reader) {
    const pool = reader.get("agent-pools", id);
    return pool?.isShared ? "all" : (pool?.environments ?? []);
  },
  deletion: {
    refuse: (agent, { reader }, asked) =>
      asked ? agentDeletionRefusal(agentStatus(agent, loadOf(reader, agent.id))) : null,
    leaving: agentLeaves,
  },
});
