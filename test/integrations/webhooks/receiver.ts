/** An HTTP server that a webhook calls, which judges signatures by itself. */
import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was sent.
  readonly body: any;
}

type Answer = (response: ServerResponse, call: number) => void;

/** Answers with these statuses in order, and with the last one from then on. */
export const statuses =
  (...all: readonly number[]): Answer =>
  (response, call) =>
    void response.writeHead(all[Math.min(call, all.length) - 1]!).end(`answer ${call}`);

export class Receiver {
  readonly calls: Received[] = [];
  private readonly waiting: (() => void)[] = [];

  private constructor(readonly url: string) {}

  static async open(answer: Answer = statuses(200)): Promise<Receiver> {
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString();
      receiver.calls.push({ headers: request.headers, text, body: JSON.parse(text) });
      answer(response, receiver.calls.length);
      for (const wake of receiver.waiting.splice(0)) wake();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const receiver = new Receiver(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return receiver;
  }

  /** Waits until it was called so often; gives the last of these calls. */
  async called(times: number): Promise<Received> {
    while (this.calls.length < times) await new Promise<void>((resolve) => this.waiting.push(resolve));
    return this.calls[times - 1]!;
  }
}

/** As scalr.io documents it: the body and the `Date` header, one after the other, by HMAC-SHA256. */
export const isSignedWith = (key: string, { headers, text }: Received): boolean =>
  headers["x-signature"] === createHmac("sha256", key).update(`${text}${headers.date}`).digest("hex");
