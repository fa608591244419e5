import type { IncomingMessage, ServerResponse } from "node:http";
import { payloadTooLarge } from "../../core/errors.js";
import type { Incoming } from "../http/steps.js";

/** A request of an agent. */
export interface AgentRequest extends Incoming {
  /** What the path names; "" where it names none. */
  readonly params: { readonly id: string; readonly kind: string };
  readonly search: URLSearchParams;
}

/** Answers one method of one path, or throws. */
export type Handler = (req: AgentRequest, res: ServerResponse) => Promise<void>;

/** Answers with a JSON document. */
export function sendJson(res: ServerResponse, body: unknown, status = 200): void {
  res.statusCode = status;
  res.setHeader("Content-Type", "application/json; charset=utf-8");
  res.end(JSON.stringify(body));
}

/** Answers with success and no content. */
export function noContent(res: ServerResponse): void {
  res.statusCode = 204;
  res.end();
}

/**
 * Reads the body of a request, up to a limit. The rest is read and dropped, so that the error reaches a client that sends before
 * it reads. `what` names the body in the error. @throws ApiError 413
 */
export async function* limitedBody(
  request: IncomingMessage,
  limit: number,
  what: string,
): AsyncIterable<Buffer> {
  const announced = Number(request.headers["content-length"] ?? 0);
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit && announced <= limit) yield chunk;
  }
  if (size > limit) throw payloadTooLarge(`${what} has ${size} bytes; the limit is ${limit}.`);
}
