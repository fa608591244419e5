import type { ServerResponse } from "node:http";
import { sendJson } from "./route.js";

/** A poll that waits for something to say. */
interface OpenPoll {
  /** What it is answered with. */
  readonly answer: Promise<unknown>;
  /** Answers now, with nothing if there is nothing. */
  end(): void;
}

/**
 * Answers a long poll: when there is something to say, at the latest after `wait` seconds, and not before `flushed`, since an
 * agent acts on what it is told. The wait is real time, for it is about a connection and not about a rule.
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
