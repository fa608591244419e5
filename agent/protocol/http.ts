import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { Readable } from "node:stream";
import { rootCertificates } from "node:tls";
import { urlToHttpOptions } from "node:url";

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

/** Requests to one server, over connections that are kept open. Only the agent opens connections (R15). */
export class HttpClient {
  private readonly base: URL;
  /** Host, port and protocol, as requests take them. */
  private readonly place: ReturnType<typeof urlToHttpOptions>;
  private readonly agent: HttpAgent;

  constructor(url: string, caCert: string | null) {
    this.base = new URL(url);
    this.place = urlToHttpOptions(this.base);
    const options = { keepAlive: true, maxSockets: 64 };
    this.agent =
      this.base.protocol === "https:"
        ? new HttpsAgent({ ...options, ...(caCert === null ? {} : { ca: [...rootCertificates, caCert] }) })
        : new HttpAgent(options);
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
