import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import type { AtEnd } from "./process.js";

type Meddled =
  | { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> }
  | Change
  | undefined;

/** What a front does with a request, at once or later: answers itself, changes the JSON of the answer, or neither. */
export type Meddling = (path: string) => Meddled | Promise<Meddled>;
type Change = (body: never) => unknown;

/** A host that stands before another one and does to its answers what real networks and servers do. Resolves with its address. */
export async function frontOf(target: string, meddle: Meddling, atEnd: AtEnd): Promise<string> {
  const server = createServer(async (incoming, outgoing) => {
    const path = incoming.url!;
    const wanted = await meddle(path);
    if (wanted !== undefined && typeof wanted !== "function") {
      outgoing.writeHead(wanted.status, { "content-type": "application/json", ...wanted.headers });
      outgoing.end(
        wanted.body ?? JSON.stringify({ errors: [{ status: String(wanted.status), title: "No" }] }),
      );
      return;
    }
    const { host: _host, ...headers } = incoming.headers;
    const onward = request(`${target}${path}`, { method: incoming.method!, headers }, async (answer) => {
      const pieces: Buffer[] = [];
      for await (const piece of answer) pieces.push(piece as Buffer);
      const text = Buffer.concat(pieces).toString("utf8");
      const body = wanted === undefined ? text : JSON.stringify(wanted(JSON.parse(text) as never));
      const { "content-length": _length, "transfer-encoding": _encoding, ...kept } = answer.headers;
      outgoing.writeHead(answer.statusCode!, kept);
      outgoing.end(body);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  atEnd(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
