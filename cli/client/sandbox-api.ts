import type { PoolType } from "../../simulator/pools/pool-rules.js";

export type { ExplainedHooks } from "../../simulator/integrations/hooks/hook-rules.js";
export type {
  ExplainedProvider,
  ExplainedProviders,
} from "../../simulator/integrations/provider-configurations/resolution-rules.js";
export type { Candidate, Resolution } from "../../simulator/pools/resolution-rules.js";
export type { Effect, Place, PlacedWorkspace } from "../../simulator/sandbox/effect.js";

/** Answers of the simulator's own API (`/api/sandbox/v1`), as far as the command line reads them. */
export const sandboxApi = "/api/sandbox/v1";

/** The sandbox's time. */
export interface SandboxClock {
  readonly now: string;
  readonly mode: "real" | "virtual";
  /** Milliseconds ahead of this machine's time. */
  readonly offset: number;
}

/** What falls due at a time, such as an agent that goes offline. */
export interface Deadline {
  readonly at: string;
  readonly name: string;
  readonly rule: string;
  readonly object: { readonly type: string; readonly id: string };
  /** Why it could not take effect. */
  readonly error?: string;
}

/** The sandbox's time, and what falls due next. */
export interface UpcomingClock extends SandboxClock {
  readonly upcoming: readonly Deadline[];
}

/** Rows of a table of deadlines, for the headings in `deadlineHeadings`. */
export const deadlineRow = ({ at, name, rule, object }: Deadline): string[] => [at, name, rule, object.id];
export const deadlineHeadings = ["AT", "WHAT", "RULE", "OBJECT"] as const;

/** An object by id and name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** A pool with its load and agents. `slots` of the Scalr runners are their quota (R7). */
export interface PoolStatus extends Named {
  readonly type: PoolType;
  readonly default: boolean;
  readonly shared: boolean;
  readonly slots: number;
  readonly running: number;
  readonly queued: number;
  readonly agents: readonly AgentState[];
}

/** An agent with its load. */
export interface AgentState extends Named {
  readonly status: string;
  readonly running: number;
  readonly concurrency: number;
  readonly lastSeenAt: string;
}

/** R12: what a run waits for. */
export interface Waiting {
  readonly kind: string;
  readonly message: string;
}

/** A run that waits. */
export interface QueueEntry {
  readonly run: string;
  readonly workspace: string;
  readonly environment: string;
  /** Where its plan or apply is queued, or where its plan executed; by name, as the next one. */
  readonly pool: string | null;
  readonly agent: string | null;
  readonly status: string;
  /** When it came into that status. */
  readonly since: string;
  readonly waitingFor: Waiting | null;
}

/** What `status` shows. */
export interface Status {
  readonly account: Named;
  readonly clock: SandboxClock;
  readonly runners: { readonly quota: number; readonly running: number; readonly queued: number };
  readonly pools: readonly PoolStatus[];
  readonly queue: readonly QueueEntry[];
  /** Webhooks, Slack and EventBridge integrations whose last call was not accepted. */
  readonly failingWebhooks: readonly WebhookStatus[];
  /** Runs whose plan waits for somebody to confirm or discard it. */
  /** Workspaces whose drift waits for a decision. */
  readonly drifted: readonly {
    readonly workspace: string;
    readonly environment: string;
    /** What differs; null where the plan could not be read. */
    readonly reason: string | null;
    readonly run: string;
    readonly at: string;
  }[];
  readonly unconfirmed: readonly QueueEntry[];
}

/** Who is told of events of runs, and how the calls went. */
export interface WebhookStatus {
  readonly id: string;
  readonly kind: "webhook" | "slack" | "event-bridge";
  readonly name: string;
  readonly enabled: boolean;
  readonly address: string | null;
  readonly pending: number;
  readonly delivered: number;
  readonly failed: number;
  readonly notSent: number;
  readonly failing: boolean;
  readonly lastError: { readonly call: string; readonly at: string; readonly message: string } | null;
}

/** What an integration was told about one event, or would have been. */
export interface EventCall {
  readonly id: string;
  readonly integration: Named & { readonly kind: WebhookStatus["kind"] };
  readonly event: string | null;
  readonly run: string | null;
  readonly status: "pending" | "delivered" | "failed" | "canceled" | "not-sent";
  readonly triggeredAt: string;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly request: { readonly headers: Readonly<Record<string, string>>; readonly body: unknown };
  readonly response: { readonly status: number; readonly body: string | null } | null;
  readonly error: string | null;
}

/** The calls to a serverless pool's webhook about one task. */
export interface Delivery {
  readonly id: string;
  readonly pool: { readonly id: string; readonly name: string | null };
  readonly task: string;
  readonly action: "plan" | "apply";
  readonly run: string;
  readonly workspace: string;
  readonly status: "pending" | "delivered" | "withdrawn";
  readonly createdAt: string;
  readonly attempts: number;
  readonly lastAttemptAt: string;
  readonly nextAttemptAt: string | null;
  readonly responseStatus: number | null;
  readonly error: string | null;
}

export const deliveryHeadings = [
  "CREATED",
  "POOL",
  "TASK",
  "ACTION",
  "RUN",
  "STATUS",
  "CALLS",
  "NEXT",
  "ANSWER",
] as const;
/** A row for the headings in `deliveryHeadings`. */
export const deliveryRow = (delivery: Delivery): string[] => {
  const { createdAt, pool, task, action, run, status, attempts, nextAttemptAt } = delivery;
  const answer = delivery.error ?? String(delivery.responseStatus ?? "-");
  return [
    createdAt,
    pool.name ?? pool.id,
    task,
    action,
    run,
    status,
    String(attempts),
    nextAttemptAt ?? "-",
    answer,
  ];
};

/** A fault that was injected. */
export interface Fault {
  readonly id: string;
  readonly method: string | null;
  readonly path: string | null;
  /** What it does, in words. */
  readonly effect: string;
  readonly probability: number;
  readonly struck: number;
  /** How often it will strike yet; null for always. */
  readonly remaining: number | null;
}

export const faultHeadings = [
  "ID",
  "METHOD",
  "PATH",
  "EFFECT",
  "PROBABILITY",
  "STRUCK",
  "REMAINING",
] as const;
/** A row for the headings in `faultHeadings`. */
export const faultRow = (fault: Fault): string[] => {
  const { id, method, path, effect, probability, struck, remaining } = fault;
  return [
    id,
    method ?? "any",
    path ?? "any",
    effect,
    String(probability),
    String(struck),
    String(remaining ?? "-"),
  ];
};

/** Everything in the sandbox at one moment, under a name. */
export interface Snapshot {
  readonly name: string;
  readonly description: string | null;
  readonly at: string;
  /** Bytes */
  readonly size: number;
}

export const snapshotHeadings = ["NAME", "AT", "BYTES", "DESCRIPTION"] as const;
/** A row for the headings in `snapshotHeadings`. */
export const snapshotRow = ({ name, at, size, description }: Snapshot): string[] => {
  return [name, at, String(size), description ?? ""];
};

/** One change of one object. */
export interface AuditEntry {
  readonly at: string;
  readonly who: { readonly name: string };
  readonly action: "created" | "updated" | "deleted";
  readonly object: { readonly type: string; readonly id: string; readonly name: string | null };
  readonly after: Readonly<Record<string, unknown>> | null;
}
