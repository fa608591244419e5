/** How an agent joins its pool, stays in contact, gets tasks, and leaves. */

import type { Limits } from "./limits.js";
import type { TaskPhase } from "./tasks.js";

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

/** The server sets the timing: agents use the intervals in its response. */
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

/** One attempt at a task. A request for another attempt than the current one is rejected with 410. */
export interface TaskRef {
  readonly id: string;
  readonly attempt: number;
}

/** An order to end a task: its run was canceled or has timed out. */
export interface CancelOrder extends TaskRef {
  /** `soft`: ask the child to end, then kill it after a grace. `force`: kill it now. */
  readonly mode: "soft" | "force";
}

/** The orders for an agent, in every response to a heartbeat and a poll. They are repeated until the agent has obeyed. */
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

/** R13: the response to a heartbeat, which may have orders. */
export type HeartbeatResponse = Orders;

/**
 * `GET tasks?slots=n&wait=s&awaiting=1`, with the session token. The server responds at once if there is a task, a cancellation
 * or a stop, otherwise with nothing after `wait` seconds. `slots` is the agent's total number; the server counts its tasks. A new
 * poll replaces the open one, and returns to the queue every task that was assigned to the agent and not started, so an agent
 * starts its tasks before it polls again. With `awaiting=1` these tasks stay with the agent, which will still start them.
 */
export interface TasksResponse extends Orders {
  readonly tasks: readonly TaskOffer[];
}

/** An assigned task, which begins with `start`. */
export interface TaskOffer extends TaskRef {
  readonly run: string;
  readonly phase: TaskPhase;
}

/** `POST deregister`, with the session token: the agent leaves. Its running tasks are lost (R17). */
export interface DeregisterRequest {
  readonly tasks: readonly TaskRef[];
}
