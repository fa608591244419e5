import type { RequestHandler } from "express";
import { MAX_CONCURRENCY } from "../../../agent/protocol.js";
import type { Services } from "../../services.js";
import { callingAgent } from "./callers.js";
import { queryNumber } from "./fields.js";
import { POLL_WAIT } from "./register.js";

/** `GET tasks`: a long poll, answered when there is work or an order for the agent, or when it has waited enough. */
export function pollTasks(services: Services): RequestHandler {
  const { dispatch, store } = services;
  return async (req, res) => {
    const agent = callingAgent(services, req);
    const slots = queryNumber(req, "slots", MAX_CONCURRENCY);
    const wait = queryNumber(req, "wait", POLL_WAIT);
    const awaiting = req.query.awaiting === "1";
    dispatch.called(agent);
    dispatch.contacts.pollOpened(agent.id);
    const poll = dispatch.dispatcher.poll(store.get("agents", agent.id)!, slots, awaiting);
    // This is about a connection, not about a rule: it is measured in real time.
    const timer = setTimeout(() => poll.end(), wait * 1_000);
    timer.unref();
    res.once("close", () => {
      clearTimeout(timer);
      dispatch.contacts.pollClosed(agent.id, !res.writableFinished);
      poll.end();
    });
    const answer = await poll.answer;
    await store.flushed();
    res.json(answer);
  };
}
