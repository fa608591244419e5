import { IncomingMessage, type RequestListener, type ServerOptions, ServerResponse } from "node:http";
import type { Express } from "express";
import { plainPath } from "./steps.js";

/** The listener of the app, and the classes that the server creates requests and responses from. */
export interface FrontDoor {
  readonly listener: RequestListener;
  readonly classes: Pick<ServerOptions, "IncomingMessage" | "ServerResponse">;
}

/**
 * Makes the listener of an Express app. Express sets the prototype of each request and response, which takes more time than
 * everything else that it does with them. A server that creates them with this prototype avoids that.
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
