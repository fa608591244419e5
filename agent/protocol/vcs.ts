/** R6: tasks of VCS pools: their agents connect to Git servers that the simulator cannot reach. */

import type { TaskRef } from "./session.js";

/**
 * `POST vcs/poll`, with the session token. The server answers at once when there is something to do or to stop, otherwise
 * after `wait` seconds. It hands a task out again if the agent that got it does not list it as running: the answer was lost
 * on the way, and doing a VCS task twice does no harm.
 */
export interface VcsPollRequest {
  readonly running: readonly TaskRef[];
  /** The answer to a poll before this one will still be handled: what it hands out is not lost, and takes slots. */
  readonly awaiting?: boolean;
  /** Tasks that could be taken on now; watches take no slot. */
  readonly slots: number;
  readonly wait: number;
}

/** The tasks and cancellations for the agent; empty if there were none in time. */
export interface VcsPollResponse {
  readonly tasks: readonly VcsOrder[];
  /** No longer this agent's: stop them and report nothing. */
  readonly cancel: readonly TaskRef[];
}

/** A VCS task with its inputs. */
export interface VcsOrder extends TaskRef {
  readonly provider: VcsServer;
  readonly request: VcsRequest;
}

/** The Git server, and the credentials for it. */
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

/** Watches repositories until one differs from its known state, at most for `seconds`. With `tags`, tags are compared too. */
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

/** The state of a run, in the terms of Git servers. */
export type VcsStatusState = "pending" | "success" | "failure" | "error";

/** Posts the status of a run to its commit on the Git server. */
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

/** The result of a VCS task. `kind` is that of its request. */
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

/** The current state of a repository. */
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
