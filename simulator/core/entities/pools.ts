import type { Task } from "./runs.js";

/** A header that is sent with a serverless pool's webhook. */
export interface WebhookHeader {
  readonly name: string;
  readonly value: string;
  readonly sensitive: boolean;
}

/** A group of agents that may take the same tasks (R3, R5). */
export interface AgentPool {
  readonly type: "agent-pools";
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly createdAt: number;
  /** R3: usable by every environment; false means by `environments` alone. */
  readonly isShared: boolean;
  readonly environments: readonly string[];
  /** E6: the one environment that a client of the first generation assigned it to by its `environment`. */
  readonly environment: string | null;
  /** R5: a VCS pool; fixed at creation. */
  readonly vcsEnabled: boolean;
  /** R1: the pool of the Scalr runners. There is one per account. */
  readonly isScalrManaged: boolean;
  readonly webhookEnabled: boolean;
  readonly webhookUrl: string | null;
  readonly webhookHeaders: readonly WebhookHeader[];
}

/** R8, R13: what an agent is at, computed from its condition and its tasks. */
export type AgentStatus = "idle" | "busy" | "offline" | "errored";

/** A process that executes the tasks of its pool (R13 to R17). */
export interface Agent {
  readonly type: "agents";
  readonly id: string;
  readonly name: string;
  readonly pool: string;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  /** R13. Whether an online agent is busy is derived from its tasks, so only these are stored. */
  readonly condition: "online" | "offline" | "errored";
  readonly errorMessage: string | null;
  /** R8: how many tasks it takes at once, 1 to 5. */
  readonly concurrency: number;
  readonly os: string;
  readonly cpuPlatform: string;
  readonly driver: string;
  readonly runtime: string;
  readonly version: string;
  /** The access token that authenticates its session (R16). */
  readonly sessionToken: string;
  /** When it last had no task; ties in R11 go to the longest idle. */
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
  /** `withdrawn`: the task was started, or has ended, before any call was accepted. */
  readonly status: "pending" | "delivered" | "withdrawn";
  readonly createdAt: number;
  readonly attempts: number;
  readonly lastAttemptAt: number;
  /** When the webhook is called again if the task still waits for an agent; null for never. */
  readonly nextAttemptAt: number | null;
  readonly deliveredAt: number | null;
  /** Of the last call; null when there was no answer. */
  readonly responseStatus: number | null;
  /** Why the last call was not accepted. */
  readonly error: string | null;
}
