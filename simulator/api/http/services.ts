import type { Limits } from "../../../agent/protocol/protocol.js";
import type { Callers } from "../../access/callers.js";
import type { ConsoleSessions } from "../../access/console-sessions.js";
import type { LoginCodes } from "../../access/login-codes.js";
import type { Dispatch } from "../../agents/dispatch.js";
import type { Services } from "../../core/services.js";
import type { Issuer } from "../../platform/identity/issuer.js";
import type { Https } from "../../sandbox/contract/answers.js";
import type { Vcs } from "../../vcs/index.js";
import type { Shelf } from "../release/shelf.js";
import type { LogGrowth } from "./log-growth.js";

/** Options of the simulator that the APIs need. */
export interface Settings {
  /** R13: milliseconds without contact after which an agent is offline. */
  readonly offlineAfter: number;
  /** Bytes that an agent may send of what its tasks leave. */
  readonly limits: Limits;
  /** The oldest version of an agent that may join. */
  readonly minAgentVersion: string;
}

/** The services of the APIs, in addition to those of operations. */
export interface ApiServices extends Services {
  /** R21: what the owners of tokens were granted. */
  readonly callers: Callers;
  readonly settings: Settings;
  /** Where it is reached over HTTPS, and by which names; null without HTTPS. */
  readonly https: Https | null;
  readonly dispatch: Dispatch;
  readonly logs: LogGrowth;
  readonly logins: LoginCodes;
  readonly sessions: ConsoleSessions;
  readonly vcs: Vcs;
  /** Signs the workload identity tokens of runs. */
  readonly issuer: Issuer;
  /** The provider that the registry serves; null where whoever started the simulator gave none. */
  readonly provider: Shelf | null;
}
