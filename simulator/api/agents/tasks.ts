import type { ServerResponse } from "node:http";
import { MAX_CONCURRENCY } from "../../../agent/protocol/protocol.js";
import { isCurrent } from "../../runs/dispatch/orders.js";
import { returnTask } from "../../runs/run-life.js";
import type { ApiServices } from "../http/services.js";
import { callingAgent, noLongerCurrent } from "./callers.js";
import { countField, queryNumber, readFields } from "./fields.js";
import { type Handler, noContent, sendJson } from "./route.js";
import { POLL_WAIT } from "./session.js";

/** `GET tasks`: a long poll. The response comes when there is a task or an order for the agent, or when the time is up. */
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

/** `POST tasks/:id/return`: the agent does not start a task that it was assigned. The task returns to the queue (R17). */
export function giveBack(services: ApiServices): Handler {
  const { store, clock, dispatch } = services;
  return async (req, res) => {
    callingAgent(services, req);
    const attempt = countField(await readFields(req, res), "attempt");
    const { id } = req.params;
    const agent = callingAgent(services, req);
    dispatch.called(agent);
    store.transact((tx) => {
      const task = tx.get("tasks", id);
      if (!isCurrent(task, agent.id, attempt) || task.status !== "assigned")
        throw noLongerCurrent(id, attempt);
      returnTask(tx, task, clock.now());
    });
    await store.flushed();
    noContent(res);
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
 * Answers a long poll when there is something to report, at the latest after `wait` seconds. It waits for `flushed` first,
 * because an agent acts on the response. The seconds are real time, because they concern a connection and not a rule.
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
