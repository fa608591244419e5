import { randomBytes } from "node:crypto";

/** The header by which an answer says which request it is for; log lines and audit entries about it repeat it. */
export const REQUEST_ID = "X-Request-Id";

/** A source of request ids, which no other start or port gives too. */
export function requestIds(): () => string {
  const prefix = randomBytes(4).toString("hex");
  let count = 0;
  return () => `${prefix}-${++count}`;
}
