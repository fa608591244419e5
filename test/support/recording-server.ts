import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** What the server below says that it is. */
export const RECORDING_SANDBOX = "sbx-0123456789abcdef";

/** A server that accepts agents, has no work for them, and remembers what it was sent. */
export async function recordingServer(accepts = true) {
  const requests: string[] = [];
  const arrived = new EventEmitter();
  /** Waits until so many requests contain the text. */
  const received = async (text: string, times = 1) => {
    while (requests.filter((line) => line.includes(text)).length < times) await once(arrived, "request");
  };
  const http = createServer(async (req: IncomingMessage, res) => {
    let body = "";
    for await (const chunk of req) body += chunk;
    requests.push(`${req.method} ${req.url} ${req.headers.authorization} ${body}`);
    arrived.emit("request");
    if (!accepts) return void res.writeHead(503).end("{}");
    if (req.url!.endsWith("/register"))
      return void res.writeHead(201, { "Content-Type": "application/json" }).end(
        JSON.stringify({
          agent: { id: "agent-1", name: "root" },
          pool: { id: "apool-1", name: "pool", vcsEnabled: false },
          sandbox: RECORDING_SANDBOX,
          sessionToken: "session",
          heartbeatInterval: 1,
          pollWait: 30,
        }),
      );
    if (req.url!.includes("/tasks?")) return; // Left open, as where there is no work.
    res.writeHead(200, { "Content-Type": "application/json" }).end('{"cancel":[],"drop":[],"stop":null}');
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, requests, received };
}
