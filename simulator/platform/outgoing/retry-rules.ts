/** When a call to an external address is repeated. Times are milliseconds of the sandbox clock. */

const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 5 * 60_000;

/** The pause after a number of calls that were not accepted: 2 s, 4 s, 8 s, up to 5 minutes, without a limit on the number. */
export const pauseAfter = (attempts: number): number =>
  Math.min(FIRST_PAUSE * 2 ** Math.min(attempts - 1, 20), LONGEST_PAUSE);
