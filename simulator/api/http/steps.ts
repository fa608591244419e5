import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";

/** A request, with the members that Express added and middlewares use. */
export interface Incoming extends IncomingMessage {
  method: string;
  /** The path that is left below `baseUrl`, and the query. */
  url: string;
  baseUrl: string;
  /** Path and query as they were sent. */
  originalUrl: string;
  body?: unknown;
}

/** Continues with the next step, or with an error to the error handler. */
export type Next = (error?: unknown) => void;

/** An Express middleware that uses nothing else of Express. It answers, throws, rejects, or continues. */
export type Step = (req: Incoming, res: ServerResponse, next: Next) => void | Promise<void>;

/** Handles the errors of all steps. */
export type Refuse = (error: unknown, req: Incoming, res: ServerResponse, next: Next) => void;

const ABSOLUTE = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

/** The path of a request's URL. Proxies may send a URL that begins with the host. */
export function plainPath(url: string): string {
  if (url.startsWith("/")) return url;
  const path = url.replace(ABSOLUTE, "");
  return path === url || path.startsWith("/") ? path : `/${path}`;
}

/** Answers with a stream, after its headers were set. A client that disconnects is not an error. */
export async function sendStream(body: NodeJS.ReadableStream, res: ServerResponse): Promise<void> {
  try {
    await pipeline(body, res);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  }
}
