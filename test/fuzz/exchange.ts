import { Agent, request } from "node:http";
import { connect } from "node:net";
import { Find } from "./target.js";

export interface Exchange {
  readonly status: number;
  readonly contentType: string | null;
  readonly text: string;
}

/** Milliseconds after which an answer is missing. */
const PATIENCE = 60_000;

/** Sends what no well-behaved client would: any path, any header, any body. */
export class Wire {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 4 });
  private readonly port: number;

  constructor(url: string) {
    this.port = Number(new URL(url).port);
  }

  send(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: string | Buffer,
  ): Promise<Exchange> {
    return new Promise((resolve, reject) => {
      const { agent, port } = this;
      const sent = request(
        {
          ...{ host: "127.0.0.1", port, agent, method, path },
          headers: { ...headers, ...(body !== undefined && { "Content-Length": Buffer.byteLength(body) }) },
        },
        (answer) => {
          let text = "";
          answer.setEncoding("utf8").on("data", (piece) => {
            text += piece;
          });
          answer.on("error", reject);
          answer.on("end", () =>
            resolve({
              status: answer.statusCode!,
              contentType: answer.headers["content-type"] ?? null,
              text,
            }),
          );
        },
      );
      sent.setTimeout(PATIENCE, () => sent.destroy(new Find(`there was no answer in ${PATIENCE} ms`)));
      sent.on("error", reject);
      sent.end(body);
    });
  }

  /** Sends bytes that may be no HTTP at all, and waits until the other side is done with them or has answered. */
  async raw(bytes: Buffer): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect(this.port, "127.0.0.1");
      let text = "";
      socket.setTimeout(100, () => socket.destroy());
      socket.on("data", (piece) => {
        text += piece.toString("latin1");
      });
      socket.on("error", () => {});
      socket.on("close", () => resolve(text));
      socket.end(bytes);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** Any refusal is right, and it says why; a failure is not. */
export function judge({ status, contentType, text }: Exchange): void {
  if (status >= 500 && status !== 501) throw new Find(`it was answered ${status}: ${text}`);
  if (/\n\s+at \S+ \(|node_modules|\/simulator\//.test(text) && status >= 400)
    throw new Find(`a stack trace reached the client: ${text}`);
  if (status < 400 || text === "") return;
  if (!contentType?.includes("json")) throw new Find(`the refusal is not JSON but ${contentType}: ${text}`);
  const { errors } = JSON.parse(text);
  if (!Array.isArray(errors) || errors.length === 0 || !errors.every(({ detail }) => /\S/.test(detail)))
    throw new Find(`the refusal says nothing: ${text}`);
}
