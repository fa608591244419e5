import { randomBytes } from "node:crypto";

/** The header with the id of a request, which log lines and audit entries repeat. */
export const REQUEST_ID = "X-Request-Id";

/** A source of request ids that are unique across starts and ports. */
export function requestIds(): () => string {
  const prefix = randomBytes(4).toString("hex");
  let count = 0;
  return () => `${prefix}-${++count}`;
}
