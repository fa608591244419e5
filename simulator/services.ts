import type { Logger } from "pino";
import type { Clock } from "./clock/index.js";
import type { AgentPool } from "./entities.js";
import type { Store, Tx } from "./schema.js";
import type { TokenService } from "./tokens.js";

/** What dispatch does when something it executes on goes away. Called inside the transaction of the deletion. */
export interface DispatchHooks {
  /** R19: ends what the pool's agents were running, before pool, agents and tokens are removed. */
  onPoolDeleted(tx: Tx, pool: AgentPool, now: number): void;
  /** Ends or returns what an agent held, before it is removed. */
  onAgentDeleted(tx: Tx, agentId: string, now: number): void;
}

export interface Settings {
  /** R13: milliseconds without contact after which an agent is offline. */
  readonly offlineAfter: number;
}

/** What operations may use besides the transaction they are given. One object, made by `startSimulator`. */
export interface Services {
  readonly store: Store;
  readonly clock: Clock;
  readonly tokens: TokenService;
  readonly log: Logger;
  readonly settings: Settings;
  /** The one account of the sandbox. */
  readonly accountId: string;
  /** Where the simulator is reached, without a slash at the end; known once it listens. */
  readonly baseUrl: string;
  readonly dispatch: DispatchHooks;
}
