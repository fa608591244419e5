/** One call to an external address. Neither the address nor the response is trusted. */
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { type AllowedHosts, connectionTo } from "./guard.js";

/** Bytes of a response that are read. */
const ANSWER_LIMIT = 16 * 1024;

export interface Outgoing {
  readonly url: string;
  /** What is sent besides `Content-Length`. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  /** Real milliseconds from the first byte to the last. */
  readonly timeout: number;
  readonly allowed: AllowedHosts;
  /** Ends the call. */
  readonly signal: AbortSignal;
}

/** The response. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The first 16 KiB. */
  readonly body: string;
}

export type Outcome =
  | { readonly accepted: true; readonly answer: Answer }
  | { readonly accepted: false; readonly answer: Answer | null; readonly error: string };

/** Headers that belong to the transport and cannot be set. */
const TRANSPORT = new Set([
  "connection",
  "content-length",
  "content-type",
  "expect",
  "host",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Headers that users give, without those of the transport and those in `own` (lower case), which the caller sets. */
export function customHeaders(
  headers: readonly { readonly name: string; readonly value: string }[],
  own: readonly string[],
): Record<string, string[]> {
  // Nothing is inherited: a header may be called `constructor`.
  const all: Record<string, string[]> = Object.create(null);
  for (const { name, value } of headers) {
    if (TRANSPORT.has(name.toLowerCase()) || own.includes(name.toLowerCase())) continue;
    all[name] = [...(all[name] ?? []), value];
  }
  return all;
}

/**
 * Posts the body once. A 2xx status is accepted. Redirects are not followed, and only the first 16 KiB of a response are read.
 * Never throws.
 */
export async function post(outgoing: Outgoing): Promise<Outcome> {
  try {
    const answer = await send(new URL(outgoing.url), outgoing);
    const { status } = answer;
    if (status >= 200 && status < 300) return { accepted: true, answer };
    const redirect = status >= 300 && status < 400 ? "; redirects are not followed" : "";
    return { accepted: false, answer, error: `The webhook answered ${status}${redirect}.` };
  } catch (error) {
    return {
      accepted: false,
      answer: null,
      error: describe(error as NodeJS.ErrnoException, outgoing.timeout),
    };
  }
}

function describe(error: NodeJS.ErrnoException, timeout: number): string {
  const isLate = [error, error.cause].some((each) => each instanceof Error && each.name === "TimeoutError");
  if (isLate) return `The webhook did not answer within ${timeout / 1_000} seconds.`;
  if (error.message.startsWith("The webhook")) return error.message;
  return `The webhook could not be called: ${error.code ?? error.message}.`;
}

function send(url: URL, { headers, body, timeout, allowed, signal }: Outgoing): Promise<Answer> {
  const bytes = Buffer.from(body);
  const options = {
    ...connectionTo(url, allowed),
    headers: { ...headers, "Content-Length": [String(bytes.length)] } as Record<string, string[]>,
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
    method: "POST",
    agent: false,
  } as const;
  return new Promise((resolve, reject) => {
    const start = url.protocol === "https:" ? httpsRequest : httpRequest;
    const request = start(url, options, (response) => {
      firstOf(response).then(
        (text) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        reject,
      );
    });
    request.on("error", reject);
    request.end(bytes);
  });
}

async function firstOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > ANSWER_LIMIT) break;
  }
  return Buffer.concat(chunks).subarray(0, ANSWER_LIMIT).toString();
}
