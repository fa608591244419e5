/** The inputs and results of a task of a run. */

import type { HookName, RegistryHook } from "./hooks.js";
import type { PolicyHandover, PolicyReport } from "./policies.js";
import type { ProviderHandover } from "./providers.js";
import type { CostReport, ScanHandover } from "./scans.js";

/** The phase of a run that a task executes. */
export type TaskPhase = "plan" | "apply";

/** `POST tasks/:id/start`, with the session token; safe to repeat. `POST tasks/:id/return` gives back what is not started. */
export interface StartRequest {
  readonly attempt: number;
  /** Inputs that the agent has already, which the answer need not bring. */
  readonly holds?: readonly InputKind[];
}

/** An object by id and name, for logs and messages. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** The inputs of a started task. */
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

/** Access with which the code of a run reads states that are shared with it. `hosts`: the server's names, with their port. */
export interface RunAccess {
  /** A bearer token that ends with the task. */
  readonly token: string;
  readonly hosts: readonly string[];
  /** PEM of the authority that signed the server's certificate. */
  readonly ca: string;
}

/** `configuration`: a tar.gz. `state`: the workspace's current state file. `plan`: the plan file to apply. */
export type InputKind = "configuration" | "state" | "plan";

/** The facts about a run that its task needs. */
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

/** Further results of a task that are small (`Limits.attached`), so that they need no requests of their own. In base64. */
export interface Attached {
  readonly log?: { readonly offset: number; readonly chunk: string };
  readonly artifacts: Readonly<Partial<Record<ArtifactKind, string>>>;
  /** Of an apply: its last state. One that has a lower `order` than a state that was sent changes nothing. */
  readonly state?: { readonly order: number; readonly file: string };
}

/** The number of objects that a plan changes, or an apply has changed. */
export interface ChangeCounts {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  readonly import: number;
  readonly forget: number;
}
