/** One call to a webhook. Its address and headers come from users, its answer from anywhere: neither is trusted. */
import { lookup as systemLookup } from "node:dns";
import { request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { WebhookHeader } from "../../core/entities.js";
import type { Answer } from "./delivery-life.js";

/** Real milliseconds from the first byte to the last. */
const PATIENCE = 10_000;
/** Bytes of an answer that are read. */
const ANSWER_LIMIT = 16 * 1024;

/** What the receiver is told. */
export interface Call {
  readonly task_id: string;
  readonly action: "plan" | "apply";
  readonly run_id: string;
  readonly workspace_id: string;
  readonly environment_id: string;
  /** ISO 8601 */
  readonly created_at: string;
}

/** Where webhooks may lead besides this machine: host names as they are in addresses, or `*` for anywhere. */
export type AllowedHosts = readonly string[];

/** Headers that are not the pool's to set. */
const OWN_HEADERS = new Set([
  "connection",
  "content-length",
  "content-type",
  "expect",
  "host",
  "idempotency-key",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Whether an IP address is this machine's own, also as IPv6 writes those of IPv4. */
export const isLoopback = (address: string): boolean =>
  /^127\.\d+\.\d+\.\d+$/.test(address) || address === "::1" || /^::ffff:127\./i.test(address);

const refused = (host: string) =>
  new Error(
    `The webhook's host '${host}' is not on this machine and is not allowed for webhooks. ` +
      `Start the simulator with --webhook-host ${host} to allow it.`,
  );

/** Judges the address that a name stands for at the moment of the connection, so that it cannot change in between. */
function checkedLookup(host: string): LookupFunction {
  return (name, options, callback) => {
    systemLookup(name, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      if (!addresses.every(({ address }) => isLoopback(address))) return callback(refused(host), []);
      if (options.all) return callback(null, addresses);
      callback(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
}

function connectionTo(url: URL, allowed: AllowedHosts): Pick<RequestOptions, "lookup"> {
  const host = url.hostname.replace(/^\[|\]$/g, "").toLowerCase();
  if (allowed.includes("*") || allowed.some((each) => each.toLowerCase() === host)) return {};
  if (isIP(host) === 0) return { lookup: checkedLookup(host) };
  if (!isLoopback(host)) throw refused(host);
  return {};
}

function headersOf(headers: readonly WebhookHeader[], call: Call, bytes: number): Record<string, string[]> {
  const all: Record<string, string[]> = {};
  for (const { name, value } of headers) {
    if (OWN_HEADERS.has(name.toLowerCase())) continue;
    all[name] = [...(all[name] ?? []), value];
  }
  return {
    ...all,
    "Content-Type": ["application/json"],
    "Content-Length": [String(bytes)],
    "Idempotency-Key": [call.task_id],
    "User-Agent": ["scalr-sandbox"],
  };
}

/** Calls the address once. Redirects are not followed. Never throws. */
export async function callWebhook(
  address: string,
  headers: readonly WebhookHeader[],
  call: Call,
  allowed: AllowedHosts,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    const url = new URL(address);
    const body = Buffer.from(JSON.stringify(call));
    const status = await post(url, body, {
      ...connectionTo(url, allowed),
      headers: headersOf(headers, call, body.length),
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
    });
    if (status >= 200 && status < 300) return { accepted: true, responseStatus: status };
    const redirect = status >= 300 && status < 400 ? "; redirects are not followed" : "";
    return { accepted: false, responseStatus: status, error: `The webhook answered ${status}${redirect}.` };
  } catch (error) {
    return { accepted: false, responseStatus: null, error: describe(error as NodeJS.ErrnoException) };
  }
}

function describe(error: NodeJS.ErrnoException): string {
  if (error.name === "TimeoutError") return `The webhook did not answer within ${PATIENCE / 1_000} seconds.`;
  if (error.cause instanceof Error && error.cause.name === "TimeoutError")
    return `The webhook did not answer within ${PATIENCE / 1_000} seconds.`;
  if (error.message.startsWith("The webhook")) return error.message;
  return `The webhook could not be called: ${error.code ?? error.message}.`;
}

function post(url: URL, body: Buffer, options: RequestOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === "https:" ? httpsRequest : httpRequest;
    const request = send(url, { ...options, method: "POST", agent: false }, (response) => {
      drain(response).then(() => resolve(response.statusCode ?? 0), reject);
    });
    request.on("error", reject);
    request.end(body);
  });
}

/** Reads an answer of which only the status matters, and not more than a little of it. */
async function drain(response: IncomingMessage): Promise<void> {
  let size = 0;
  for await (const chunk of response) {
    size += (chunk as Buffer).length;
    if (size > ANSWER_LIMIT) break;
  }
}
