import type { IncomingMessage } from "node:http";
import { payloadTooLarge } from "../../core/errors.js";

/**
 * The bytes of a request, up to a limit. What is too much is read on and dropped, so that the refusal reaches a client
 * that sends before it listens. `what` is named in the refusal. @throws ApiError 413
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
  if (size > limit) throw payloadTooLarge(`${what} has ${size} bytes; ${limit} are the limit.`);
}
