import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import type { Duplex, Readable } from "node:stream";
import { rootCertificates, connect as secureConnect } from "node:tls";
import { urlToHttpOptions } from "node:url";
import type { Proof, SecureAddress } from "../../files/proof.js";
import { ProvenAgent } from "../../files/proven-agent.js";

/** A response with a status of 400 or more. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export interface Call {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly token: string;
  /** An object is sent as JSON, bytes and streams as they are. */
  readonly body?: object | Buffer | Readable | undefined;
  /** Milliseconds without any traffic after which the call fails. */
  readonly patience?: number;
}

/** A server, and how an agent recognizes it. */
export interface ServerAddress {
  /** Without a slash at the end. */
  readonly url: string;
  /** PEM of an authority to trust besides the usual ones. */
  readonly caCert: string | null;
  /** What a server without HTTPS has to prove before it gets a token; null if the token has no key for it, or names another address. */
  readonly proof: Proof | null;
}

const OPTIONS = { keepAlive: true, maxSockets: 64 } as const;

/**
 * A connection to the HTTPS address that a sandbox has offered. It is asked for the address before each one, because it may have
 * another one after a restart.
 */
function encrypted({ url, ca }: SecureAddress, signal: AbortSignal): Promise<Duplex> {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  return new Promise((resolve, reject) => {
    const socket = secureConnect({
      host,
      port: Number(port || 443),
      ca,
      ...(isIP(host) === 0 && { servername: host }),
    });
    const abort = () => socket.destroy(new Error("The agent stops."));
    const settle = (act: () => void) => {
      signal.removeEventListener("abort", abort);
      socket.off("error", fail);
      act();
    };
    const fail = (error: Error) => settle(() => reject(error));
    signal.addEventListener("abort", abort, { once: true });
    socket.once("error", fail).once("secureConnect", () => settle(() => resolve(socket)));
  });
}

/** Requests to one server, over connections that are kept open. Only the agent opens connections (R15). */
export class HttpClient {
  private readonly base: URL;
  /** Host, port and protocol, as requests take them. */
  private readonly place: ReturnType<typeof urlToHttpOptions>;
  private readonly agent: HttpAgent;

  constructor({ url, caCert, proof }: ServerAddress) {
    this.base = new URL(url);
    this.place = urlToHttpOptions(this.base);
    if (this.base.protocol === "https:")
      this.agent = new HttpsAgent({ ...OPTIONS, ...(caCert && { ca: [...rootCertificates, caCert] }) });
    else this.agent = proof === null ? new HttpAgent(OPTIONS) : new ProvenAgent(OPTIONS, proof, encrypted);
  }

  /** Sends a call and gives the answer, whose body is still to be read. @throws HttpError, or a network error */
  async open(call: Call): Promise<IncomingMessage> {
    const response = await this.send(call);
    const status = response.statusCode ?? 0;
    if (status >= 400) throw new HttpError(status, describeFault(status, await readText(response)));
    return response;
  }

  /** The same with an answer in JSON; undefined for an empty one. */
  async json<T>(call: Call): Promise<T> {
    const text = await readText(await this.open(call));
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  close(): void {
    this.agent.destroy();
  }

  private send({ method, path, token, body, patience = 60_000 }: Call): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const isStream = body !== undefined && "pipe" in body;
      const bytes =
        body === undefined || isStream
          ? undefined
          : Buffer.isBuffer(body)
            ? body
            : Buffer.from(JSON.stringify(body));
      const send = this.base.protocol === "https:" ? httpsRequest : httpRequest;
      const request: ClientRequest = send(
        {
          ...this.place,
          path,
          method,
          agent: this.agent,
          headers: {
            Authorization: `Bearer ${token}`,
            Accept: "application/json",
            ...(bytes && {
              "Content-Type": Buffer.isBuffer(body) ? "application/octet-stream" : "application/json",
              "Content-Length": bytes.length,
            }),
            ...(isStream && { "Content-Type": "application/octet-stream" }),
          },
        },
        resolve,
      );
      request.setTimeout(patience, () =>
        request.destroy(new Error(`${this.base.host} did not answer within ${patience / 1_000} seconds`)),
      );
      request.on("error", reject);
      if (isStream) (body as Readable).on("error", (error) => request.destroy(error)).pipe(request);
      else request.end(bytes);
    });
  }
}

function readText(response: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    response
      .on("data", (chunk: Buffer) => chunks.push(chunk))
      .on("error", reject)
      .on("end", () =>
        resolve(chunks.length === 1 ? chunks[0]!.toString() : Buffer.concat(chunks).toString()),
      )
      .on("close", () => reject(new Error("The connection was closed before the whole answer had come.")));
  });
}

/** The detail of an error document, or else the body. */
function describeFault(status: number, text: string): string {
  try {
    const { errors } = JSON.parse(text) as { errors: { title: string; detail?: string }[] };
    return errors.map(({ title, detail }) => detail ?? title).join(" ");
  } catch {
    return `HTTP ${status}: ${text.slice(0, 200)}`;
  }
}
