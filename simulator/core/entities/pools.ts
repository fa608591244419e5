import type { Task } from "./runs.js";

/** A header of the requests to a serverless pool's webhook. */
export interface WebhookHeader {
  readonly name: string;
  readonly value: string;
  readonly sensitive: boolean;
}

/** An agent pool: a group of agents that execute the same tasks (R3, R5). */
export interface AgentPool {
  readonly type: "agent-pools";
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly createdAt: number;
  /** R3: true if every environment may use it; false if only `environments` may. */
  readonly isShared: boolean;
  readonly environments: readonly string[];
  /** E6: the environment that a first-generation client assigned with the attribute `environment`. */
  readonly environment: string | null;
  /** R5: a VCS pool; fixed at creation. */
  readonly vcsEnabled: boolean;
  /** R1: the pool of the Scalr runners. There is one per account. */
  readonly isScalrManaged: boolean;
  readonly webhookEnabled: boolean;
  readonly webhookUrl: string | null;
  readonly webhookHeaders: readonly WebhookHeader[];
}

/** R8, R13: the status of an agent, computed from its condition and its tasks. */
export type AgentStatus = "idle" | "busy" | "offline" | "errored";

/** A process that executes the tasks of its pool (R13 to R17). */
export interface Agent {
  readonly type: "agents";
  readonly id: string;
  readonly name: string;
  readonly pool: string;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  /** R13. Whether an online agent is busy is computed from its tasks, so only these conditions are stored. */
  readonly condition: "online" | "offline" | "errored";
  readonly errorMessage: string | null;
  /** R8: how many tasks it executes at once, 1 to 5. */
  readonly concurrency: number;
  readonly os: string;
  readonly cpuPlatform: string;
  readonly driver: string;
  readonly runtime: string;
  readonly version: string;
  /** The access token that authenticates its session (R16). */
  readonly sessionToken: string;
  /** Since when it has had no task. R11 prefers the agent that has been idle longest. */
  readonly idleSince: number;
}

/** The calls to a serverless pool's webhook about one task that needs an agent. */
export interface Delivery {
  readonly type: "deliveries";
  readonly id: string;
  readonly pool: string;
  readonly task: string;
  readonly run: string;
  readonly workspace: string;
  readonly action: Task["phase"];
  /** `withdrawn`: the task started or ended before a call was accepted. */
  readonly status: "pending" | "delivered" | "withdrawn";
  readonly createdAt: number;
  readonly attempts: number;
  readonly lastAttemptAt: number;
  /** The time of the next call, if the task still waits for an agent then; null for never. */
  readonly nextAttemptAt: number | null;
  readonly deliveredAt: number | null;
  /** The status of the last response; null if there was no response. */
  readonly responseStatus: number | null;
  /** Why the last call was not accepted. */
  readonly error: string | null;
}
