import type { Deadlines } from "../../clock/index.js";
import type { Dispatch } from "../../dispatch/index.js";
import type { Services } from "../../services.js";
import type { EventLog } from "./event-log.js";

/** What the sandbox API works with. */
export interface SandboxContext {
  readonly services: Services;
  readonly dispatch: Dispatch;
  readonly deadlines: Deadlines;
  readonly events: EventLog;
  /** R7: the quota that a reset goes back to. */
  readonly runnerQuota: number;
}
