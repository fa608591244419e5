/**
 * Responses of the sandbox's own API (`/api/sandbox/v1`), for all that use them: the API itself, the command line, the test
 * helpers and the console. Times are ISO 8601 on the sandbox clock unless a unit is given.
 */
import type { Waiting } from "../../agents/waiting.js";
import type { CallStatus, Delivery as StoredDelivery, VcsTask } from "../../core/entities.js";
import type { Named } from "../../core/refusals.js";
import type { ScopeKind } from "../../core/scopes.js";
import type { ExplainedDrift, ExplainedSchedule } from "../../integrations/drift/drift-rules.js";
import type { PoolType } from "../../pools/pool-rules.js";
import type { Fault as InjectedFault } from "../faults/fault.js";

export type { Waiting };

/** The sandbox's time. */
export interface SandboxClock {
  readonly now: string;
  readonly mode: "real" | "virtual";
  /** Milliseconds ahead of this machine's time. */
  readonly offset: number;
}

/** A deadline, such as that of an agent that goes offline. */
export interface Deadline {
  readonly at: string;
  readonly name: string;
  readonly rule: string;
  readonly object: { readonly type: string; readonly id: string };
  /** Why it could not take effect. */
  readonly error?: string;
}

/** `GET /clock`: the sandbox's time, and the next deadlines. */
export interface UpcomingClock extends SandboxClock {
  readonly upcoming: readonly Deadline[];
}

/** `POST /clock/advance`: the time afterwards, and the deadlines that took effect. */
export interface AdvancedClock extends SandboxClock {
  readonly fired: readonly Deadline[];
}

/** An agent with its load. */
export interface AgentState extends Named {
  readonly status: string;
  readonly errorMessage: string | null;
  readonly running: number;
  readonly concurrency: number;
  readonly lastSeenAt: string;
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

/** `GET /runs/:id/waiting` (R12). */
export interface ExplainedWaiting {
  readonly run: string;
  readonly status: string;
  /** Its place in its queue, from 1; null when it is not queued. */
  readonly position: number | null;
  /** Null when it waits for nothing. */
  readonly waitingFor: Waiting | null;
}

/** A run that waits. */
export interface QueueEntry {
  readonly run: string;
  /** By name, like its environment. */
  readonly workspace: string;
  readonly environment: string;
  /** Name of the pool where its plan or apply is queued, or where its plan executed. */
  readonly pool: string | null;
  /** Name of the agent. */
  readonly agent: string | null;
  readonly status: string;
  /** When it came into that status. */
  readonly since: string;
  readonly waitingFor: Waiting | null;
}

/** A workspace with drift that awaits a decision. */
export interface DriftedWorkspace {
  readonly workspace: string;
  readonly environment: string;
  /** What differs; null where the plan could not be read. */
  readonly reason: string | null;
  readonly run: string;
  readonly at: string;
}

/** `GET /status`. */
export interface Status {
  readonly account: Named;
  readonly clock: SandboxClock;
  readonly runners: { readonly quota: number; readonly running: number; readonly queued: number };
  readonly pools: readonly PoolStatus[];
  readonly queue: readonly QueueEntry[];
  /** Webhooks, Slack and EventBridge integrations whose last call was not accepted. */
  readonly failingWebhooks: readonly WebhookStatus[];
  readonly drifted: readonly DriftedWorkspace[];
  /** Runs whose plan waits for somebody to confirm or discard it. */
  readonly unconfirmed: readonly QueueEntry[];
}

/** Kinds of integrations that are notified of run events. */
export type IntegrationKind = "webhook" | "slack" | "event-bridge";

/** An integration that is notified of run events, and the results of its calls. */
export interface WebhookStatus extends Named {
  readonly kind: IntegrationKind;
  readonly enabled: boolean;
  /** Where the calls go; null where the sandbox was not told. */
  readonly address: string | null;
  readonly pending: number;
  readonly delivered: number;
  readonly failed: number;
  readonly notSent: number;
  /** The last call was not accepted. */
  readonly failing: boolean;
  /** That call, and why. */
  readonly lastError: { readonly call: string; readonly at: string; readonly message: string } | null;
}

/**
 * The notification of an integration about an event, sent or only recorded. If there were several calls, it has the last result.
 */
export interface EventCall {
  readonly id: string;
  readonly integration: Named & { readonly kind: IntegrationKind };
  readonly event: string | null;
  readonly run: string | null;
  readonly workspace: string | null;
  readonly environment: string | null;
  readonly status: CallStatus;
  readonly triggeredAt: string;
  readonly attempts: number;
  readonly lastAttemptAt: string | null;
  readonly nextAttemptAt: string | null;
  readonly request: { readonly headers: Readonly<Record<string, string>>; readonly body: unknown };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>> | null;
    readonly body: string | null;
  } | null;
  readonly error: string | null;
}

/** The webhook calls of a serverless pool for one task. */
export interface Delivery
  extends Pick<
    StoredDelivery,
    "id" | "task" | "action" | "run" | "workspace" | "status" | "attempts" | "responseStatus" | "error"
  > {
  readonly pool: Known;
  readonly createdAt: string;
  readonly lastAttemptAt: string;
  readonly nextAttemptAt: string | null;
  readonly deliveredAt: string | null;
}

/** An object by its id, with its current name. */
export interface Known {
  readonly id: string;
  /** Null if the object is gone. */
  readonly name: string | null;
}

/** A queued, running or finished task of a VCS pool (R6). */
export interface VcsTaskState {
  readonly id: string;
  readonly kind: string;
  readonly repository: string;
  readonly ref: string | null;
  readonly provider: Known;
  readonly pool: Known;
  readonly status: VcsTask["status"];
  readonly attempt: number;
  readonly agent: Known | null;
  readonly workspace: string | null;
  readonly moduleVersion: string | null;
  readonly hook: string | null;
  readonly configurationVersion: string | null;
  readonly error: string | null;
  /** R12: what a queued task waits for. */
  readonly waitingFor: string | null;
  readonly queuedAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

/** An injected fault, and how often it was applied. */
export interface Fault extends InjectedFault {
  /** What it does, in words. */
  readonly effect: string;
  readonly struck: number;
  /** How often it will strike yet; null for always. */
  readonly remaining: number | null;
}

/** A snapshot of the sandbox. */
export interface Snapshot {
  readonly name: string;
  readonly description: string | null;
  /** When it was taken. */
  readonly at: string;
  /** Bytes of its file. */
  readonly size: number;
}

/** Who made a change, with their name at that time. */
export interface Who {
  /** `sandbox` for what the simulator does by itself. */
  readonly type: string;
  readonly id: string | null;
  /** A name or an email. */
  readonly name: string;
  /** Id of the access token that was used. */
  readonly token: string | null;
}

/** One change of one object. */
export interface AuditEntry {
  /** Rises by one with each entry. */
  readonly number: number;
  /** The commit: its changes happened at once. */
  readonly seq: number;
  readonly at: string;
  readonly who: Who;
  readonly via: { readonly method: string; readonly path: string; readonly requestId: string } | null;
  readonly action: "created" | "updated" | "deleted";
  readonly object: { readonly type: string; readonly id: string; readonly name: string | null };
  /** The whole object, or of an update the fields that it changed; secrets are masked. */
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** The HTTPS endpoint of the simulator. */
export interface Https {
  readonly url: string;
  /** In small letters. */
  readonly names: readonly string[];
  /** PEM of the authority that clients have to trust. */
  readonly ca: string;
}

/** The scope of a permission (R21). */
export interface NamedScope extends Named {
  readonly kind: ScopeKind;
}

/** An access policy of somebody, and whether it applies at the requested scope. */
export interface ExplainedGrant {
  readonly policy: string;
  readonly at: NamedScope;
  readonly team: Named | null;
  readonly roles: readonly Named[];
  readonly applies: boolean;
  readonly reason: string;
}

/** A permission, and the roles that grant it. */
export interface ExplainedPermission {
  readonly id: string;
  readonly description: string;
  readonly held: boolean;
  readonly by: readonly { readonly policy: string; readonly role: Named; readonly permission: string }[];
}

/** `GET /permissions` (R21). */
export interface ExplainedPermissions {
  readonly who: Named & { readonly type: "users" | "service-accounts" };
  readonly at: NamedScope;
  readonly grants: readonly ExplainedGrant[];
  readonly permissions: readonly ExplainedPermission[];
}

/** Drift in an environment, or in one workspace. */
export interface ExplainedDrifts {
  readonly schedules: readonly ExplainedSchedule[];
  readonly found: readonly ExplainedDrift[];
}

/** A world file that comes with the program. */
export interface ExampleWorld {
  readonly name: string;
  /** The comment at its beginning, without the commands in it. */
  readonly description: string;
  readonly file: string;
  readonly text: string;
}

/** A configuration that comes with the program, as the texts of its files by their paths. */
export interface ExampleWorkload {
  readonly name: string;
  readonly description: string;
  readonly files: Readonly<Record<string, string>>;
}

/** `GET /examples`. */
export interface Examples {
  readonly worlds: readonly ExampleWorld[];
  readonly workloads: readonly ExampleWorkload[];
}

/** The progress of a simulation. */
export interface SimulationProgress {
  readonly design: string;
  /** Designs that are done, and in all. */
  readonly done: number;
  readonly designs: number;
  /** Runs of this design that were queued and that ended. */
  readonly queued: number;
  readonly ended: number;
  /** Where the simulated clock stands, in seconds from the start. */
  readonly at: number;
}

/** The input of a simulation. */
export interface SimulatedWorkload {
  readonly title: string;
  /** The date that times count from, in milliseconds; null where the runs have none. */
  readonly origin: number | null;
}

/** A simulation without its results. The event stream sends it too. */
export interface SimulationSummary {
  readonly id: string;
  readonly state: "running" | "done" | "canceled" | "failed";
  /** Why it failed, or was stopped; null otherwise. */
  readonly message: string | null;
  readonly designs: readonly string[];
  readonly workload: SimulatedWorkload | null;
  readonly progress: SimulationProgress | null;
}
