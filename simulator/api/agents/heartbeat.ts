import type { HeartbeatResponse } from "../../../agent/protocol/protocol.js";
import { ordersFor } from "../../runs/dispatch/orders.js";
import type { ApiServices } from "../http/services.js";
import { callingAgent } from "./callers.js";
import { oneOf, readFields, taskRefs, textField } from "./fields.js";
import { type Handler, sendJson } from "./route.js";

/** `POST heartbeat`: the agent is there (R13) and learns what to stop. */
export function heartbeat(services: ApiServices): Handler {
  return async (req, res) => {
    callingAgent(services, req);
    const fields = await readFields(req, res);
    const status = oneOf(fields, "status", ["ready", "draining", "errored"]);
    const tasks = taskRefs(fields);
    const agent = callingAgent(services, req);
    services.dispatch.called(agent, status === "errored" ? textField(fields, "errorMessage", 4_096) : null);
    sendJson(res, { ...ordersFor(services.store, agent.id, tasks), stop: null } satisfies HeartbeatResponse);
  };
}
