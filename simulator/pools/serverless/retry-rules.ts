/** When the webhook of a serverless pool is called again. Times are milliseconds of the sandbox clock. */

const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 5 * 60_000;

/** The pause after a number of calls that were not accepted: 2 s, 4 s, 8 s, up to 5 minutes, without a limit on the number. */
export const pauseAfter = (attempts: number): number =>
  Math.min(FIRST_PAUSE * 2 ** Math.min(attempts - 1, 20), LONGEST_PAUSE);

/** Time after which an accepted call should have started an agent. Then the webhook is called again with the same key. */
export const AGENT_EXPECTED_WITHIN = 5 * 60_000;

/** The most deliveries that a pool keeps. The oldest ended ones are deleted first. */
export const MOST_DELIVERIES = 500;
