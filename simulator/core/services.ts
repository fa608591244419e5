import type { Logger } from "pino";
import type { Clock } from "../platform/clock/index.js";
import type { AccessToken, Agent, Run, Workspace } from "./entities.js";
import type { Reader, Store, Tx } from "./schema.js";

/** What operations may use in addition to their transaction. `startSimulator` creates one such object. */
export interface Services {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  /** The one account of the sandbox. */
  readonly accountId: string;
  /** The simulator's address without a trailing slash; set when it listens. */
  readonly baseUrl: string;
  readonly tokens: TokenService;
  readonly dispatch: RunDispatch;
  /** The program of new workspaces that set neither a program nor a version, in place of scalr.io's default version of Terraform. */
  readonly workspaceProgram?: Workspace["iacPlatform"];
}

/** R2, R3: the pool that a workspace's runs execute in, or why there is none. */
export type ResolvePool = (reader: Reader, workspace: Workspace) => { pool: string } | { error: string };

/** What operations need from the dispatch of runs to agents (`agents/dispatch.ts`). */
export interface RunDispatch {
  readonly resolve: ResolvePool;
  /** R13: when the agent was last in contact. */
  lastSeenAt(agent: Agent): number;
  /** R10: the position of a run that is queued now; unique and rising, also across restarts. */
  nextSequence(): number;
  /** Every run that waits for its workspace, its time or an agent, in the order in which they were queued. */
  queuedRuns(): readonly Run[];
  /** The position of a run in the queue of its workspace, then in that of its pool; 1 is next, null is in no queue. */
  positionInQueue(run: Run): number | null;
}

/** The owner and expiry of a new token. Times are milliseconds on the sandbox clock. */
export interface TokenRequest {
  readonly kind: AccessToken["kind"];
  /** Id of the user, pool, agent or task that owns it. */
  readonly owner: string;
  /** For the session of an agent: the pool token with which it joined. */
  readonly issuedBy?: string;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly createdBy?: string | null;
  readonly expiresAt?: number | null;
}

/** A new token and its secret, which is not stored (R16). */
export interface IssuedToken {
  readonly token: AccessToken;
  /** The bearer token itself: shown once, never stored. */
  readonly secret: string;
}

/**
 * Bearer tokens (R16). They look like the JWTs of scalr.io. Their `iss` is the address of the API, so an agent
 * needs only its token. The store keeps their SHA-256. Deleting the entity revokes a token at once.
 */
export interface TokenService {
  issue(tx: Tx, now: number, request: TokenRequest): IssuedToken;
  /** Stores a token whose text the user of the sandbox chose. */
  adopt(tx: Tx, now: number, secret: string, request: TokenRequest): AccessToken;
  /** The entity of a token; undefined if the token is unknown, revoked or expired. */
  find(reader: Reader, now: number, secret: string): AccessToken | undefined;
}
