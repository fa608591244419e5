/** One request with a text as its response, over kept-alive connections. It takes a fraction of the processor time of `fetch`. */
import { setMaxListeners } from "node:events";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import { Readable } from "node:stream";
import type { Proof } from "../../files/proof.js";
import { ProvenAgent } from "../../files/proven-agent.js";

export interface TextRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Each of them aborts the request with its reason. */
  readonly signals: readonly AbortSignal[];
  /** Milliseconds for all of it; 0 for no limit. */
  readonly timeout: number;
}

export interface TextAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly text: string;
  /** The value of a header, by its name in lower case; null where there is none. */
  header(name: string): string | null;
}

export type Exchange = (url: URL, request: TextRequest) => Promise<TextAnswer>;

/** Milliseconds for which an idle connection is kept, unless the server closes it earlier. */
const IDLE = 4000;
/** An idle connection is closed this many milliseconds before the server closes it, so that no request hits the closing. */
const MARGIN = 1000;

/** The connections of the process. Idle ones do not keep it alive. */
export function exchangeOver(trusted?: readonly string[]): Exchange {
  const plain = kept(new http.Agent(OPTIONS));
  const secure = kept(new https.Agent({ ...OPTIONS, ...(trusted && { ca: [...trusted] }) }));
  return (url, request) =>
    url.protocol === "https:" ? send(https, secure, url, request) : send(http, plain, url, request);
}

/** Connections to a sandbox without TLS, which proves itself on each. `fetch` is for bodies that are streams; a sandbox sends no redirects. */
export function provenExchange(proof: Proof): { readonly exchange: Exchange; readonly fetch: typeof fetch } {
  const agent = kept(new ProvenAgent(OPTIONS, proof));
  return {
    exchange: (url, request) => send(http, agent, url, request),
    fetch: ((url: URL, init: RequestInit) => streamed(agent, url, init)) as typeof fetch,
  };
}

function streamed(
  agent: http.Agent,
  url: URL,
  { method, headers, body, signal }: RequestInit,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const given = { method, headers: headers as http.OutgoingHttpHeaders, agent, ...(signal && { signal }) };
    const sent = http.request(url, given as http.RequestOptions);
    sent.on("error", (error) => reject(signal?.aborted ? signal.reason : error));
    sent.on("response", (response: IncomingMessage) => {
      const end = () => response.destroy(signal!.reason);
      signal?.addEventListener("abort", end, { once: true });
      response.once("close", () => signal?.removeEventListener("abort", end));
      const { statusCode: status = 0, statusMessage: statusText = "" } = response;
      const fields = Object.entries(response.headersDistinct).map(([name, values]) => [
        name,
        values!.join(", "),
      ]);
      const content = [204, 304].includes(status) ? null : (Readable.toWeb(response) as ReadableStream);
      resolve(new Response(content, { status, statusText, headers: fields as [string, string][] }));
    });
    sent.end(body ?? undefined);
  });
}

const OPTIONS = { keepAlive: true, timeout: IDLE } as const;

/** Node's agents ignore the server's keep-alive time, unless it is shorter than their own. */
function kept<T extends http.Agent>(agent: T): T {
  const keep = agent as unknown as { keepSocketAlive(socket: Socket): boolean };
  const own = keep.keepSocketAlive.bind(agent);
  keep.keepSocketAlive = (socket) => {
    const keeps = own(socket);
    if (socket.timeout && socket.timeout < IDLE) socket.setTimeout(Math.max(1, socket.timeout - MARGIN));
    return keeps;
  };
  return agent;
}

/** Used if no certificate authority is named in addition to those that Node trusts. */
export const exchange = exchangeOver();

function send(
  { request }: Pick<typeof http, "request">,
  agent: http.Agent,
  url: URL,
  { method, headers, body, signals, timeout }: TextRequest,
): Promise<TextAnswer> {
  return new Promise((resolve, reject) => {
    // Node sets the length only for methods that usually have a body, but a DELETE may have one too.
    const length = body === null ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const sent = request(url, { method, headers: { ...headers, ...length }, agent });
    const end = (reason: unknown) => {
      clear();
      reject(reason);
      sent.destroy();
    };
    const abort = () => end(signals.find(({ aborted }) => aborted)?.reason);
    const late = () => end(new DOMException("The operation was aborted due to timeout", "TimeoutError"));
    const timer = timeout > 0 ? setTimeout(late, timeout) : undefined;
    const clear = () => {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener("abort", abort);
    };
    // One signal may abort any number of requests.
    if (signals.length > 0) setMaxListeners(0, ...signals);
    for (const signal of signals) signal.addEventListener("abort", abort, { once: true });
    sent.on("error", end);
    sent.on("response", (response: IncomingMessage) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece: Buffer) => pieces.push(piece));
      response.on("error", end);
      response.on("end", () => {
        clear();
        resolve({
          status: response.statusCode!,
          statusText: response.statusMessage ?? "",
          text: (pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)).toString("utf8"),
          header: (name) => {
            const value = response.headers[name];
            return Array.isArray(value) ? value.join(", ") : (value ?? null);
          },
        });
      });
    });
    sent.end(body ?? undefined);
  });
}
