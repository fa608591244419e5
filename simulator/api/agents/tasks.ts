import { MAX_CONCURRENCY } from "../../../agent/protocol/protocol.js";
import type { ApiServices } from "../http/services.js";
import { callingAgent } from "./callers.js";
import { queryNumber } from "./fields.js";
import { answerPoll } from "./long-poll.js";
import { POLL_WAIT } from "./register.js";
import type { Handler } from "./route.js";

/** `GET tasks`: a long poll, answered when there is work or an order for the agent, or when it has waited enough. */
export function pollTasks(services: ApiServices): Handler {
  const { dispatch, store } = services;
  return async (req, res) => {
    const agent = callingAgent(services, req);
    const slots = queryNumber(req, "slots", MAX_CONCURRENCY);
    const wait = queryNumber(req, "wait", POLL_WAIT);
    const awaiting = req.query.get("awaiting") === "1";
    dispatch.called(agent);
    dispatch.contacts.pollOpened(agent.id);
    const poll = dispatch.poll(store.get("agents", agent.id)!, slots, awaiting);
    res.once("close", () => dispatch.contacts.pollClosed(agent.id, !res.writableFinished));
    await answerPoll(poll, wait, res, () => store.flushed());
  };
}
