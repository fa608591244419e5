import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";

/** A request on its way to what answers it, as Express knows it too. */
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

/** One step of a request's way: it answers, throws, rejects, or goes on. */
export type Step = (req: Incoming, res: ServerResponse, next: Next) => unknown;

/** Answers what went wrong at any step. */
export type Refuse = (error: unknown, req: Incoming, res: ServerResponse) => void;

const ABSOLUTE = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

/** The address of a request: proxies may send one that begins with the host. */
function pathOf(url: string): string {
  if (url.startsWith("/")) return url;
  const path = url.replace(ABSOLUTE, "");
  return path === url || path.startsWith("/") ? path : `/${path}`;
}

function run(steps: readonly Step[], req: Incoming, res: ServerResponse, done: Next): void {
  let at = 0;
  const next: Next = (error) => {
    const step = steps[at++];
    if ((error !== undefined && error !== null) || step === undefined) {
      done(error);
      return;
    }
    try {
      const result = step(req, res, next);
      if (result instanceof Promise) result.catch(done);
    } catch (thrown) {
      done(thrown);
    }
  };
  next();
}

/**
 * Lets each request take the steps from first to last. It is a list and not Express's router, since that takes longer to find a
 * route of the API than the API takes to answer.
 */
export function inOrder(steps: readonly Step[], refuse: Refuse): RequestListener {
  return (request, res) => {
    const url = pathOf(request.url!);
    const req = request as Incoming;
    req.url = url;
    req.baseUrl = "";
    req.originalUrl = url;
    run(steps, req, res, (error) => refuse(error, req, res));
  };
}

/** Steps for the requests below a path, or to it, which see what is left of the address as their `url`. */
export function below(path: string, ...steps: readonly Step[]): Step {
  return (req, res, next) => {
    const { url, baseUrl } = req;
    if (!isBelow(path, url)) {
      next();
      return;
    }
    const rest = url.slice(path.length);
    req.baseUrl = baseUrl + url.slice(0, path.length);
    req.url = rest.startsWith("/") ? rest : `/${rest}`;
    run(steps, req, res, (error) => {
      req.url = url;
      req.baseUrl = baseUrl;
      next(error);
    });
  };
}

function isBelow(path: string, url: string): boolean {
  if (!url.startsWith(path) && url.slice(0, path.length).toLowerCase() !== path) return false;
  const after = url[path.length];
  return after === undefined || after === "/" || after === "?";
}

/** Answers with a stream, whose headers are set already. A client that goes away meanwhile is no error. */
export async function sendStream(body: NodeJS.ReadableStream, res: ServerResponse): Promise<void> {
  try {
    await pipeline(body, res);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  }
}
