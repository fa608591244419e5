import type { Entities } from "../../core/entities.js";
import type { DeadlineTable } from "../../platform/clock/index.js";
import { callAgain, needsCall } from "./delivery-life.js";

/** Calls to webhooks that are due again. */
export const SERVERLESS_DEADLINES: DeadlineTable<Entities> = [
  {
    name: "webhook called again",
    rule: "serverless pools",
    type: "deliveries",
    dueAt: (delivery, reader) => {
      const task = reader.get("tasks", delivery.task);
      return task !== undefined && needsCall(reader, task) ? delivery.nextAttemptAt : null;
    },
    apply: (tx, delivery, now) => callAgain(tx, delivery, now),
    dependsOn: { tasks: (task, reader) => reader.find("deliveries", "task", task.id) },
  },
];
