import { REQUEST_ID } from "../../platform/request-ids.js";
import { type Cause, causedBy } from "../../sandbox/audit/cause.js";
import type { Step } from "./steps.js";

/** Lets what is committed while a request is handled know the request. */
export function knowCause(): Step {
  return (req, res, next) => {
    const cause: Cause = {
      method: req.method,
      path: req.originalUrl.split("?", 1)[0]!,
      requestId: String(res.getHeader(REQUEST_ID)),
      actor: null,
      get open() {
        return !res.writableFinished && !res.destroyed;
      },
    };
    causedBy(cause, next);
  };
}
