import type { Dispatch } from "../../agents/dispatch.js";
import type { Registry } from "../../core/compile.js";
import type { Services } from "../../core/services.js";
import type { Deadlines } from "../../platform/clock/index.js";
import type { AuditLog } from "../../sandbox/audit/log.js";
import type { EventLog } from "../../sandbox/event-log.js";
import type { FaultTable } from "../../sandbox/faults/table.js";

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
