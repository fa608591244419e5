import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { gzipSync } from "node:zlib";
import type { OtlpSettings } from "./settings.js";

/** The bytes of a response that are read. */
const MOST = 10_000;

async function textOf(response: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) if (text.length < MOST) text += chunk;
  return text.slice(0, MOST);
}

/** The error of a partial success, which a receiver reports with status 200. */
function rejected(text: string): string | null {
  try {
    const { rejectedDataPoints, errorMessage } = JSON.parse(text).partialSuccess ?? {};
    return Number(rejectedDataPoints) > 0
      ? `${rejectedDataPoints} values were rejected: ${errorMessage}`
      : null;
  } catch {
    return null;
  }
}

/** Sends a document once. Returns the error, or null if it was accepted. */
export function send(
  { url, headers, timeout, gzip, tls }: OtlpSettings,
  document: unknown,
  givenUp: AbortSignal,
): Promise<string | null> {
  const text = JSON.stringify(document);
  const body = gzip ? gzipSync(text) : Buffer.from(text);
  const late = AbortSignal.timeout(timeout);
  const signal = AbortSignal.any([late, givenUp]);
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) =>
      resolve(
        late.aborted ? `no answer within ${timeout} ms` : error.message || (error.code ?? "no connection"),
      );
    try {
      const sending = (url.protocol === "https:" ? secureRequest : plainRequest)(url, {
        method: "POST",
        signal,
        ...tls,
        headers: {
          ...headers,
          "Content-Type": "application/json",
          "Content-Length": body.byteLength,
          ...(gzip && { "Content-Encoding": "gzip" }),
        },
      });
      sending.on("error", failed);
      sending.on("response", (response) => {
        const { statusCode = 0 } = response;
        textOf(response).then(
          (answer) =>
            resolve(statusCode >= 200 && statusCode < 300 ? rejected(answer) : `HTTP ${statusCode}`),
          failed,
        );
      });
      sending.end(body);
    } catch (error) {
      // A header that HTTP does not allow; its message would repeat it.
      resolve(`the request could not be made (${(error as NodeJS.ErrnoException).code})`);
    }
  });
}
