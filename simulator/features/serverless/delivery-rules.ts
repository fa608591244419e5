/** Limits on the deliveries of serverless pools. Times are milliseconds of the sandbox clock. */

/** Time after which an accepted call should have started an agent. Then the webhook is called again with the same key. */
export const AGENT_EXPECTED_WITHIN = 5 * 60_000;

/** The most deliveries that a pool keeps. The oldest ended ones are deleted first. */
export const MOST_DELIVERIES = 500;
