import { type Cause, causedBy } from "../audit/cause.js";
import { REQUEST_ID } from "../request-ids.js";
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
