import type { Logger } from "pino";
import type { Limits } from "../../agent/protocol.js";
import type { Callers } from "../access/callers.js";
import type { TokenService } from "../access/tokens.js";
import type { Dispatch } from "../agents/dispatch.js";
import type { Clock } from "../platform/clock/index.js";
import type { Vcs } from "../vcs/index.js";
import type { LogGrowth } from "./log-growth.js";
import type { Store } from "./schema.js";

/** What the simulator was started with and its parts need to know. */
export interface Settings {
  /** R13: milliseconds without contact after which an agent is offline. */
  readonly offlineAfter: number;
  /** Bytes that an agent may send of what its tasks leave. */
  readonly limits: Limits;
  /** The oldest version of an agent that may join. */
  readonly minAgentVersion: string;
}

/** How the simulator is reached over HTTPS. */
export interface Https {
  readonly url: string;
  /** In small letters. */
  readonly names: readonly string[];
  /** PEM of the authority that clients have to trust. */
  readonly ca: string;
}

/** What operations may use besides the transaction they are given. One object, made by `startSimulator`. */
export interface Services {
  readonly store: Store;
  readonly clock: Clock;
  readonly tokens: TokenService;
  /** R21: what the owners of tokens were granted. */
  readonly callers: Callers;
  readonly log: Logger;
  readonly settings: Settings;
  /** The one account of the sandbox. */
  readonly accountId: string;
  /** Where the simulator is reached, without a slash at the end; known once it listens. */
  readonly baseUrl: string;
  /** Where it is reached over HTTPS, and by which names; null without HTTPS. */
  readonly https: Https | null;
  readonly dispatch: Dispatch;
  readonly logs: LogGrowth;
  readonly vcs: Vcs;
}
