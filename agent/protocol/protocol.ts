/**
 * The agent protocol (`/api/agents/v1`): what agents and the simulator say to each other. JSON over HTTP, always
 * asked for by the agent (R15). Times are seconds. Every error is `{"errors":[{status, title, detail}]}`:
 *
 * - 401: the token is unknown or revoked. The agent stops its children and exits.
 * - 409: at registration, the name is taken by an agent that is alive (R16); for a log chunk, a gap.
 * - 410: the task's attempt is no longer current (R17). The agent drops the task; of an apply it delivers the state.
 * - 413: more than the server takes (`Limits`).
 * - 426: at registration, the agent's version is older than what the server works with.
 */

import type { HookName, RegistryHook } from "./hooks.js";
import type { Limits } from "./limits.js";
import type { PolicyHandover, PolicyReport } from "./policies.js";
import type { ProviderHandover } from "./providers.js";
import type { CostReport, ScanHandover } from "./scans.js";

export * from "./hooks.js";
export * from "./limits.js";
export * from "./policies.js";
export type * from "./providers.js";
export type * from "./scans.js";

export const PROTOCOL_BASE = "/api/agents/v1";

/** R8: how many tasks one agent runs at a time, at most. */
export const MAX_CONCURRENCY = 5;

/** What a task is of its run. */
export type TaskPhase = "plan" | "apply";

/** `POST register`, with the pool's token. */
export interface RegisterRequest {
  /** Unique in its pool among agents that are alive (R16). */
  readonly name: string;
  /** 1 to 5 (R8). */
  readonly concurrency: number;
  readonly os: string;
  /** Such as `linux_amd64`. */
  readonly cpuPlatform: string;
  readonly driver: string;
  readonly runtime: string;
  /** Such as `1.2.3`. */
  readonly version: string;
}

/** The server owns the timing: an agent uses the intervals it is told. */
export interface RegisterResponse {
  /** Id of the sandbox, whatever its address: what an agent keeps for later is for it alone. */
  readonly sandbox: string;
  readonly agent: { readonly id: string; readonly name: string };
  /** `vcsEnabled`: its agents do VCS tasks (below) and no runs (R5). */
  readonly pool: { readonly id: string; readonly name: string; readonly vcsEnabled: boolean };
  /** Authenticates this agent from here on, except calls about a started task. */
  readonly sessionToken: string;
  readonly heartbeatInterval: number;
  /** How long a poll for tasks may stay open. */
  readonly pollWait: number;
  readonly limits: Limits;
}

/** One attempt at one task. A call that names another attempt than the current one is refused with 410. */
export interface TaskRef {
  readonly id: string;
  readonly attempt: number;
}

/** A task is to end: its run was canceled, or is out of time. */
export interface CancelOrder extends TaskRef {
  /** `soft`: ask the child to end, then kill it after a grace. `force`: kill it now. */
  readonly mode: "soft" | "force";
}

/** What the server wants of an agent; part of every answer to a heartbeat and a poll. Repeated until obeyed. */
export interface Orders {
  readonly cancel: readonly CancelOrder[];
  /** Tasks that are no longer this agent's: stop them and report nothing. */
  readonly drop: readonly TaskRef[];
  /** Set when the agent must stop all it runs and exit: why. */
  readonly stop: {
    readonly reason: "pool-deleted" | "agent-deleted" | "replaced";
    readonly message: string;
  } | null;
}

/** `POST heartbeat`, with the session token. */
export interface HeartbeatRequest {
  /** `errored` takes the agent out of service until a later heartbeat says otherwise (R13). */
  readonly status: "ready" | "draining" | "errored";
  readonly errorMessage?: string;
  /** Every task that runs here, so that the server can say which of them to drop. */
  readonly tasks: readonly TaskRef[];
}

/** R13: an answer is contact, and may bring orders. */
export type HeartbeatResponse = Orders;

/**
 * `GET tasks?slots=n&wait=s&awaiting=1`, with the session token. Answered at once when there is work, a cancel or a stop;
 * otherwise with nothing after `wait` seconds. A new poll replaces the agent's open one, and returns to the queue
 * whatever was handed to the agent and not started: so an agent starts what it was given before it asks again. With
 * `awaiting=1` it stays with the agent, which has not got the answer to the poll before yet, and will act on it.
 */
export interface TasksResponse extends Orders {
  readonly tasks: readonly TaskOffer[];
}

/** A task that is handed out; it begins with `start`. */
export interface TaskOffer extends TaskRef {
  readonly run: string;
  readonly phase: TaskPhase;
}

/** `POST tasks/:id/start`, with the session token; safe to repeat. `POST tasks/:id/return` gives back what is not started. */
export interface StartRequest {
  readonly attempt: number;
}

/** An object by id and name, for logs and messages. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Everything that a task needs, once it is started. */
export interface StartResponse {
  /** Authenticates every further call about this task. */
  readonly jobToken: string;
  readonly phase: TaskPhase;
  readonly run: RunOptions;
  readonly workspace: Named;
  readonly environment: Named;
  /** `GET tasks/:id/inputs/:kind?attempt=n` gives each of them; absent kinds do not exist. */
  readonly inputs: readonly InputKind[];
  /** How the run's code reaches the server in the run's own name; absent where the server has no HTTPS. */
  readonly access?: RunAccess;
  /** The provider configurations that the run gets; absent where it gets none. */
  readonly providers?: ProviderHandover;
  /** The policies that the plan is held to; absent where it is held to none. */
  readonly policies?: PolicyHandover;
  /** What scans the plan; absent where nothing does. */
  readonly scans?: ScanHandover;
  /** The hooks of the registry that the task executes, in their order; absent for none. */
  readonly registryHooks?: readonly RegistryHook[];
  /** Why the task must not be executed: it ends errored with this message. Absent where it may be. */
  readonly refusal?: string;
  /** Small inputs, in base64, so that they need no request of their own. */
  readonly inline?: Readonly<Partial<Record<InputKind, string>>>;
}

/** What lets the code of a run read states that are shared with it. `hosts`: the server's names, with their port. */
export interface RunAccess {
  /** A bearer token that ends with the task. */
  readonly token: string;
  readonly hosts: readonly string[];
  /** PEM of the authority that signed the server's certificate. */
  readonly ca: string;
}

/** `configuration`: a tar.gz. `state`: the workspace's current state file. `plan`: the plan file to apply. */
export type InputKind = "configuration" | "state" | "plan";

/** What a task has to know of its run. */
export interface RunOptions {
  readonly id: string;
  readonly isDestroy: boolean;
  readonly isDry: boolean;
  /** Whether the apply follows the plan without a confirmation. */
  readonly autoApply: boolean;
  readonly refresh: boolean;
  readonly refreshOnly: boolean;
  readonly targetAddrs: readonly string[];
  readonly replaceAddrs: readonly string[];
  /** Relative to the configuration's root; "" is the root. */
  readonly workingDirectory: string;
  /** Relative to the working directory. */
  readonly varFiles: readonly string[];
  readonly variables: readonly RunVariable[];
  readonly iacPlatform: "terraform" | "opentofu";
  /** Such as `1.10.0`, `1.10` for any of these, or `auto`. */
  readonly iacVersion: string;
  /** What queued it: `api`, `vcs`, `run-trigger`, `schedule`, ... */
  readonly source: string;
  /** Shell commands that run in the working directory before and after its phases. */
  readonly hooks: Readonly<Partial<Record<HookName, string>>>;
  /** Whether the values of sensitive variables are left out of its logs. */
  readonly maskSensitive: boolean;
}

/** A variable of the workspace, or of the run itself. */
export interface RunVariable {
  readonly key: string;
  readonly value: string;
  /** `terraform`: an input variable. `shell`: an environment variable of the task. */
  readonly category: "terraform" | "shell";
  /** The value is an expression, not text. */
  readonly hcl: boolean;
  readonly sensitive: boolean;
}

/**
 * `POST tasks/:id/log?attempt=n&offset=o`, with the job token; the body is the chunk's bytes. A chunk that
 * begins before the log's end is harmless (what is known is skipped); one that begins after it is refused (409).
 */
export interface LogResponse {
  /** Bytes that the server has now; the offset to continue from. */
  readonly size: number;
}

/** `PUT tasks/:id/artifacts/:kind?attempt=n`, with the job token: the file. Of states, the one with the highest `order=n` stays. */
export type ArtifactKind = "plan" | "plan-json" | "state";

/**
 * `PUT tasks/:id/late-state?attempt=n`, with the job token: the state of an apply that the server has given up (R17), from
 * an agent that could not deliver it before. Safe to repeat. It becomes the workspace's current state if nothing has
 * happened there since; a version beside it otherwise.
 */
export interface LateStateResponse {
  /** Id of the state version that it became; null when the server knew the state already. */
  readonly version: string | null;
  readonly current: boolean;
}

/** `POST tasks/:id/finish`, with the job token. Safe to repeat until it is answered. */
export interface FinishRequest {
  readonly attempt: number;
  readonly outcome: "finished" | "errored" | "canceled";
  readonly hasChanges: boolean;
  readonly changes: ChangeCounts | null;
  /** For `errored`: what failed, naming the resource where one did. */
  readonly error: string | null;
  /** How its policies judged a plan; absent where none were evaluated. */
  readonly policies?: readonly PolicyReport[];
  /** What a plan costs; absent where that was not asked. */
  readonly cost?: CostReport;
  readonly attached?: Attached;
}

/** The rest of what a task leaves, where it is small (`Limits.attached`), so that it needs no requests of its own. In base64. */
export interface Attached {
  readonly log?: { readonly offset: number; readonly chunk: string };
  readonly artifacts: Readonly<Partial<Record<ArtifactKind, string>>>;
}

/** How many objects a plan changes, or an apply has changed. */
export interface ChangeCounts {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  readonly import: number;
  readonly forget: number;
}

/** `POST deregister`, with the session token: the agent leaves. What it was running is lost (R17). */
export interface DeregisterRequest {
  readonly tasks: readonly TaskRef[];
}

/**
 * R6: what agents of a VCS pool do with a Git server that the simulator does not reach. `POST vcs/poll`, with the
 * session token, is answered at once when there is something to do or to stop, otherwise after `wait` seconds. A task that was handed
 * out and is not among those that the agent says it runs has been lost on the way and is handed out again: to do a VCS
 * task twice does no harm.
 */
export interface VcsPollRequest {
  readonly running: readonly TaskRef[];
  /** The answer to a poll before this one will still be handled: what it hands out is not lost, and takes slots. */
  readonly awaiting?: boolean;
  /** Tasks that could be taken on now; watches take no slot. */
  readonly slots: number;
  readonly wait: number;
}

/** What there is to do or to stop; empty when nothing came up in time. */
export interface VcsPollResponse {
  readonly tasks: readonly VcsOrder[];
  /** No longer this agent's: stop them and report nothing. */
  readonly cancel: readonly TaskRef[];
}

/** A VCS task with what it takes to do it. */
export interface VcsOrder extends TaskRef {
  readonly provider: VcsServer;
  readonly request: VcsRequest;
}

/** The Git server and how to be let in. */
export interface VcsServer {
  readonly id: string;
  readonly name: string;
  readonly vcsType: string;
  /** Base of its repositories' addresses: http, https, ssh or file. */
  readonly url: string;
  readonly username: string | null;
  readonly token: string | null;
}

/** `repository` is the identifier, such as `acme/app`. */
export type VcsRequest =
  | VcsWatchRequest
  | { readonly kind: "branches"; readonly repository: string }
  | { readonly kind: "resolve"; readonly repository: string; readonly ref: string }
  | VcsFetchRequest
  | VcsStatusRequest;

/** Ends as soon as something is otherwise than it was known, at the latest after `seconds`. `tags`: they are read too. */
export interface VcsWatchRequest {
  readonly kind: "watch";
  readonly repositories: readonly {
    readonly repository: string;
    /** Commits by full ref name; null when nothing is known yet. */
    readonly heads: Readonly<Record<string, string>> | null;
    readonly error: string | null;
    readonly tags?: boolean;
  }[];
  readonly seconds: number;
}

/** The working tree of a commit, sent with `PUT vcs/tasks/:id/archive?attempt=n` as a tar.gz. `module`: a folder that must be one; `file`: a file that must be there. */
export interface VcsFetchRequest {
  readonly kind: "fetch";
  readonly repository: string;
  /** Full name of the ref that the commit is on. */
  readonly ref: string;
  /** Null for the ref's newest commit. */
  readonly sha: string | null;
  /** What to compare with: a commit, or, where a change is to be merged, the branch that it goes into. */
  readonly previous: string | null;
  readonly base: string | null;
  readonly submodules: boolean;
  readonly module?: string;
  readonly file?: string;
}

/** How a run stands, in the words of Git servers. */
export type VcsStatusState = "pending" | "success" | "failure" | "error";

/** Tells the Git server of a commit how a run of it stands. */
export interface VcsStatusRequest {
  readonly kind: "status";
  readonly repository: string;
  readonly sha: string;
  readonly state: VcsStatusState;
  readonly context: string;
  readonly description: string;
  readonly targetUrl: string;
}

/** `POST vcs/tasks/:id/finish`, with the session token. Safe to repeat until it is answered. */
export interface VcsFinishRequest {
  readonly attempt: number;
  /** Why it failed; null when it did not. */
  readonly error: string | null;
  /** Null when it failed. */
  readonly result: VcsResult | null;
}

/** What a VCS task came to; `kind` is that of its request. */
export type VcsResult =
  | VcsWatchResult
  | VcsBranchesResult
  | VcsFetchResult
  | { readonly kind: "resolve"; readonly sha: string }
  | { readonly kind: "status" };

export interface VcsWatchResult {
  readonly kind: "watch";
  readonly repositories: readonly VcsWatched[];
}

/** A repository as it is now. */
export interface VcsWatched {
  readonly repository: string;
  readonly defaultBranch: string | null;
  /** Null when they could not be read. */
  readonly heads: Readonly<Record<string, string>> | null;
  readonly error: string | null;
  /** What the Git side told the agent's relay, by ref. */
  readonly senders: Readonly<Record<string, string>>;
}

/** The branches of a repository, for people to choose from. */
export interface VcsBranchesResult {
  readonly kind: "branches";
  readonly defaultBranch: string | null;
  readonly branches: readonly { readonly name: string; readonly sha: string }[];
}

/** A commit whose working tree was sent. */
export interface VcsFetchResult {
  readonly kind: "fetch";
  readonly sha: string;
  readonly message: string;
  readonly author: string;
  /** Paths that differ from what it was compared with; null when there was nothing, or too many. */
  readonly changedFiles: readonly string[] | null;
}

/** Bytes of the body of a `finish`. */
export const VCS_RESULT_LIMIT = 1024 * 1024;
