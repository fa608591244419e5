import type { Entities, EventCall } from "../../core/entities.js";
import type { DeadlineRow, DeadlineTable } from "../../platform/clock/index.js";
import { callDue } from "./call-life.js";
import type { CallType } from "./kinds.js";

const again = (type: CallType): DeadlineRow<Entities, CallType> => ({
  name: type === "notices" ? "notice sent again" : "webhook called again",
  rule: "webhooks",
  type,
  dueAt: (call) => {
    const { status, nextAttemptAt } = call as EventCall;
    return status === "pending" ? nextAttemptAt : null;
  },
  apply: (tx, call, now) => callDue(tx, type, call as EventCall, now),
});

/** Calls about events that were not accepted and are made again. */
export const WEBHOOK_DEADLINES = [
  again("webhook-integration-deliveries"),
  again("notices"),
] as unknown as DeadlineTable<Entities>;
