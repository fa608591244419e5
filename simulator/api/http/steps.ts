import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";

/** A request on its way to what answers it: what is used of Express's own. */
export interface Incoming extends IncomingMessage {
  method: string;
  /** The path that is left below `baseUrl`, and the query. */
  url: string;
  baseUrl: string;
  /** Path and query as they were sent. */
  originalUrl: string;
  body?: unknown;
}

/** Goes on with the next step, or with an error to the refusal. */
export type Next = (error?: unknown) => void;

/** A middleware of Express that needs nothing of Express: it answers, throws, rejects, or continues. */
export type Step = (req: Incoming, res: ServerResponse, next: Next) => void | Promise<void>;

/** Answers what went wrong at any step. */
export type Refuse = (error: unknown, req: Incoming, res: ServerResponse, next: Next) => void;

const ABSOLUTE = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

/** The address of a request as a path: proxies may send one that begins with the host. */
export function plainPath(url: string): string {
  if (url.startsWith("/")) return url;
  const path = url.replace(ABSOLUTE, "");
  return path === url || path.startsWith("/") ? path : `/${path}`;
}

/** Answers with a stream, whose headers are set already. A client that goes away meanwhile is not an error. */
export async function sendStream(body: NodeJS.ReadableStream, res: ServerResponse): Promise<void> {
  try {
    await pipeline(body, res);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  }
}
