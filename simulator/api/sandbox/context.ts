import type { AuditLog } from "../../audit/log.js";
import type { Deadlines } from "../../clock/index.js";
import type { Dispatch } from "../../dispatch/index.js";
import type { FaultTable } from "../../faults/table.js";
import type { Registry } from "../../resources/compile.js";
import type { Services } from "../../services.js";
import type { EventLog } from "./event-log.js";

/** What the sandbox API works with. */
export interface SandboxContext {
  readonly services: Services;
  readonly registry: Registry;
  readonly dispatch: Dispatch;
  readonly deadlines: Deadlines;
  readonly events: EventLog;
  readonly faults: FaultTable;
  readonly audit: AuditLog;
  /** R7: the quota that a reset goes back to. */
  readonly runnerQuota: number;
}
