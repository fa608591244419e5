/** When a serverless pool's webhook is called again. Times are milliseconds of the sandbox clock. */

const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 5 * 60_000;

/** The pause after so many calls that were not accepted: 2 s, 4 s, 8 s, up to 5 minutes; there is no last call. */
export const pauseAfter = (attempts: number): number =>
  Math.min(FIRST_PAUSE * 2 ** Math.min(attempts - 1, 20), LONGEST_PAUSE);

/** An accepted call should have brought an agent by now: the webhook is called again with the same key. */
export const AGENT_EXPECTED_WITHIN = 5 * 60_000;

/** Deliveries that a pool keeps; the oldest that have ended go first. */
export const MOST_DELIVERIES = 500;
