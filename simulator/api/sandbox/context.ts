import type { RevokedTokens } from "../../access/revoked-tokens.js";
import type { Dispatch } from "../../agents/dispatch.js";
import type { Registry } from "../../core/compile.js";
import type { Caller } from "../../core/resource.js";
import type { Endpoints } from "../../integrations/webhooks/index.js";
import type { Deadlines } from "../../platform/clock/index.js";
import type { AuditLog } from "../../sandbox/audit/log.js";
import type { EventLog } from "../../sandbox/event-log.js";
import type { FaultTable } from "../../sandbox/faults/table.js";
import type { SignInLinks } from "../../sandbox/sign-in-links.js";
import type { Simulations } from "../../sandbox/simulations/table.js";
import type { ApiServices } from "../http/services.js";

/** What the operations of the sandbox API use. */
export interface SandboxContext {
  readonly services: ApiServices;
  readonly registry: Registry;
  readonly dispatch: Dispatch;
  readonly deadlines: Deadlines;
  readonly events: EventLog;
  /** Where messages of Slack and events for EventBridge go. */
  readonly endpoints: Endpoints;
  readonly faults: FaultTable;
  readonly audit: AuditLog;
  /** R7: the quota that a reset goes back to. */
  readonly runnerQuota: number;
  readonly signInLinks: SignInLinks;
  readonly revoked: RevokedTokens;
  /** Fleets that are simulated, each in a process of its own. */
  readonly simulations: Simulations;
  /** Asks the process that serves the sandbox to stop. */
  stop(): void;
}

/** A call of one of its operations. */
export interface OperationRequest {
  readonly id: string;
  readonly body: unknown;
  readonly params: URLSearchParams;
  /** Null where no token is asked for. */
  readonly caller: Caller | null;
}
