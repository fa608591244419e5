import { IncomingMessage, type RequestListener, type ServerOptions, ServerResponse } from "node:http";
import type { Express } from "express";
import { plainPath } from "./steps.js";

/** What listens, and what the server is to make requests and responses of. */
export interface FrontDoor {
  readonly listener: RequestListener;
  readonly classes: Pick<ServerOptions, "IncomingMessage" | "ServerResponse">;
}

/**
 * The listener of an Express app. Express gives each request and response its own prototype, which costs more than all
 * else that it does with them; a server that makes them with it from the beginning saves that.
 */
export function frontDoor(app: Express): FrontDoor {
  class Request extends IncomingMessage {}
  class Response<R extends IncomingMessage = IncomingMessage> extends ServerResponse<R> {}
  app.request = Object.setPrototypeOf(Request.prototype, app.request);
  app.response = Object.setPrototypeOf(Response.prototype, app.response);
  const listener: RequestListener = (req, res) => {
    req.url = plainPath(req.url!);
    app(req, res);
  };
  return { listener, classes: { IncomingMessage: Request, ServerResponse: Response } };
}
