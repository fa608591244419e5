import type { ServerResponse } from "node:http";
import { MAX_CONCURRENCY } from "../../../agent/protocol/protocol.js";
import type { ApiServices } from "../http/services.js";
import { callingAgent } from "./callers.js";
import { queryNumber } from "./fields.js";
import { type Handler, sendJson } from "./route.js";
import { POLL_WAIT } from "./session.js";

/** `GET tasks`: a long poll. It is answered when there is a task or an order for the agent, or after its time. */
export function pollTasks(services: ApiServices): Handler {
  const { dispatch, store } = services;
  return async (req, res) => {
    const agent = callingAgent(services, req);
    const slots = queryNumber(req, "slots", MAX_CONCURRENCY);
    const wait = queryNumber(req, "wait", POLL_WAIT);
    const awaiting = req.search.get("awaiting") === "1";
    dispatch.called(agent);
    dispatch.contacts.pollOpened(agent.id);
    const poll = dispatch.poll(store.get("agents", agent.id)!, slots, awaiting);
    res.once("close", () => dispatch.contacts.pollClosed(agent.id, !res.writableFinished));
    await answerPoll(poll, wait, res, () => store.flushed());
  };
}

/** An open long poll. */
interface OpenPoll {
  /** The response. */
  readonly answer: Promise<unknown>;
  /** Answers now, with an empty response if there is nothing to say. */
  end(): void;
}

/**
 * Answers a long poll when there is something to say, at the latest after `wait` seconds. It waits for `flushed` first, because
 * an agent acts on the response. The seconds are real time, because they concern a connection and not a rule.
 */
export async function answerPoll(
  poll: OpenPoll,
  wait: number,
  res: ServerResponse,
  flushed: () => Promise<void>,
): Promise<void> {
  const timer = setTimeout(() => poll.end(), wait * 1_000);
  timer.unref();
  res.once("close", () => {
    clearTimeout(timer);
    poll.end();
  });
  const answer = await poll.answer;
  await flushed();
  sendJson(res, answer);
}
