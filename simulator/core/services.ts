import type { Logger } from "pino";
import type { Clock } from "../platform/clock/index.js";
import type { AccessToken, Agent, Run, Workspace } from "./entities.js";
import type { Reader, Store, Tx } from "./schema.js";

/** What operations may use besides the transaction they are given. One object, made by `startSimulator`. */
export interface Services {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  /** The one account of the sandbox. */
  readonly accountId: string;
  /** Where the simulator is reached, without a slash at the end; known once it listens. */
  readonly baseUrl: string;
  readonly tokens: TokenService;
  readonly dispatch: RunDispatch;
  /** Program of new workspaces that name neither one nor a version, instead of scalr.io's default version of Terraform. */
  readonly workspaceProgram?: Workspace["iacPlatform"];
}

/** R2, R3: the pool that a workspace's runs execute in, or why there is none. */
export type ResolvePool = (reader: Reader, workspace: Workspace) => { pool: string } | { error: string };

/** What operations ask of that which brings runs and agents together (`agents/dispatch.ts`). */
export interface RunDispatch {
  readonly resolve: ResolvePool;
  /** R13: when the agent was last known to be there. */
  lastSeenAt(agent: Agent): number;
  /** R10: the place of a run that is queued now; unique and rising, across restarts too. */
  nextSequence(): number;
  /** Every run that waits for its workspace, its time or an agent, in the order in which they were queued. */
  queuedRuns(): readonly Run[];
  /** 1 for a run that is next, in its workspace while it waits for that, then in its pool. Null when in no queue. */
  positionInQueue(run: Run): number | null;
}

/** What a token is issued for. Times are milliseconds on the sandbox clock. */
export interface TokenRequest {
  readonly kind: AccessToken["kind"];
  /** Id of the user, pool, agent or task that it stands for. */
  readonly owner: string;
  /** The pool token by which an agent joins, for its session. */
  readonly issuedBy?: string;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly createdBy?: string | null;
  readonly expiresAt?: number | null;
}

/** A new token, with the secret that is not kept (R16). */
export interface IssuedToken {
  readonly token: AccessToken;
  /** The bearer token itself: shown once, never stored. */
  readonly secret: string;
}

/**
 * Bearer tokens (R16). They look like the JWTs of scalr.io, and their `iss` says where the API is, so that an agent
 * needs nothing but its token. They are recognized by their SHA-256 alone; deleting the entity revokes them at once.
 */
export interface TokenService {
  issue(tx: Tx, now: number, request: TokenRequest): IssuedToken;
  /** Stores a token whose text was chosen by the user of the sandbox. */
  adopt(tx: Tx, now: number, secret: string, request: TokenRequest): AccessToken;
  /** The token's entity, or undefined when it is unknown, revoked or expired. */
  find(reader: Reader, now: number, secret: string): AccessToken | undefined;
}
