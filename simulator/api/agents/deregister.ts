import { removeAgent } from "../../agents/agent-life.js";
import type { ApiServices } from "../http/services.js";
import { callingAgent } from "./callers.js";
import { type Handler, noContent } from "./route.js";

/** `POST deregister`: the agent leaves its pool; what it was running is lost (R17). */
export function deregister(services: ApiServices): Handler {
  const { store, clock } = services;
  return async (req, res) => {
    const agent = callingAgent(services, req);
    store.transact((tx) => removeAgent(tx, agent, "it was stopped", clock.now()));
    await store.flushed();
    noContent(res);
  };
}
