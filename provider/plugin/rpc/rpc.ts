import type { Session } from "../wire/session.js";
import type { Calls, Request, Response } from "../wire/wire.js";

/** One call of the protocol: decodes the request, delegates to the provider, encodes its answer. */
export interface Rpc<C extends keyof Calls> {
  handle(session: Session, request: Request<C>): Response<C> | Promise<Response<C>>;
  /** What to say beside the error when the call cannot be answered, so that a state is not lost. */
  kept?(request: Request<C>): Partial<Response<C>>;
}
