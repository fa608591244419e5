/** Limits of webhooks. */

/** Longest timeout of a call, in seconds. */
const LONGEST_TIMEOUT = 120;
/** Maximum number of calls about one event. */
const MOST_ATTEMPTS = 50;
/** Deliveries that a webhook keeps, and notices that another integration keeps. */
export const MOST_KEPT = 200;
/** Concurrent calls to one webhook. More calls wait. */
export const CALLS_AT_ONCE = 4;
/** Characters of an answer that are kept. */
export const ANSWER_KEPT = 2_000;
/** Headers of an answer that are kept, and characters of each. */
export const HEADERS_KEPT = 30;
export const HEADER_KEPT = 300;
/** Characters of a variable's value in a payload; longer ones are left out. */
export const LONGEST_VARIABLE = 4_096;
/** Timeout in seconds, and maximum number of calls, of integrations without such settings. */
export const NOTICE_TIMEOUT = 10;
export const NOTICE_ATTEMPTS = 3;

/** Why a number of a webhook is invalid, by attribute; null if it is valid. */
export function numberFault(attribute: "timeout" | "max-attempts", value: number): string | null {
  const most = attribute === "timeout" ? LONGEST_TIMEOUT : MOST_ATTEMPTS;
  if (Number.isInteger(value) && value >= 1 && value <= most) return null;
  const unit = attribute === "timeout" ? "seconds" : "attempts";
  return `Value must be a whole number of ${unit} from 1 to ${most}.`;
}
