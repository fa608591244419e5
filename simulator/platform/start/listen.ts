import {
  createServer,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from "node:http";
import { createServer as createHttpsServer, type Server as HttpsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Logger } from "pino";
import { REQUEST_ID, requestIds } from "../request-ids.js";
import { ListenError, PortInUseError } from "../start-errors.js";
import type { Tls } from "../tls/index.js";

/** Milliseconds that an idle connection is kept: longer than clients keep theirs, so that they close first. */
const KEEP_ALIVE = 75_000;

/**
 * Connections that the system keeps until they are accepted, as far as it allows (`net.core.somaxconn`). Node accepts one in a turn of its
 * event loop. With Node's default of 511, a fleet of agents that connects at once is dropped and tries again after 1, 3, 7 and 15 seconds.
 */
const BACKLOG = 65_535;

/** Milliseconds between attempts to get a port that is in use. */
const RETRY = 50;

/** Milliseconds that requests under way may take to end when the simulator stops. */
const GRACE = 2_000;

const PROBLEMS: Readonly<Record<string, string>> = {
  EADDRNOTAVAIL: "this machine does not have that address",
  EACCES: "the port needs privileges that this process does not have",
  ENOTFOUND: "no machine of that name is known",
};

/** The listener of requests, and the classes that they are created from. */
export interface Front {
  readonly listener: RequestListener;
  readonly classes: ServerOptions;
}

/** An open port. */
export interface Listening {
  readonly port: number;
  readonly url: string;
  /** Takes no more connections, lets requests under way end, then closes what is left. */
  close(): Promise<void>;
}

/** An HTTPS server with the current certificate, which may be renewed. */
function secureServer(tls: Tls, options: ServerOptions, listener: RequestListener): HttpsServer {
  const context = () =>
    ({ cert: tls.current.certificate, key: tls.current.key, minVersion: "TLSv1.2" }) as const;
  const server = createHttpsServer({ ...context(), ...options }, listener);
  tls.onRenewed(() => server.setSecureContext(context()));
  return server;
}

const peerOf = ({ remoteAddress, remotePort }: Socket) => `${remoteAddress} ${remotePort}`;

/** Tracks encrypted connections. Each replaces the plain connection beneath it, which is idle only until the handshake ends. */
function trackSecure(server: Server | HttpsServer, idle: Set<Socket>, track: (socket: Socket) => void): void {
  const shaking = new Map<string, Socket>();
  server.on("connection", (socket: Socket) => {
    const peer = peerOf(socket);
    shaking.set(peer, socket);
    socket.once("close", () => shaking.delete(peer));
  });
  server.on("secureConnection", (socket: Socket) => {
    idle.delete(shaking.get(peerOf(socket))!);
    track(socket);
  });
  // A client that does not trust the certificate, or that speaks plain HTTP, gets an error on its own connection only.
  server.on("tlsClientError", (_error: Error, socket: Socket) => socket.destroy());
}

/** Listens for HTTP, or with `tls` for HTTPS, and gives each request an id. @throws PortInUseError, ListenError */
export async function listen(
  { listener, classes }: Front,
  log: Logger,
  host: string,
  port: number,
  tls?: Tls,
  /** Milliseconds that the port is waited for. */
  patience = 0,
): Promise<Listening> {
  const nextId = requestIds();
  let closing = false;
  /** Connections without a request under way, also those that never had one. */
  const idle = new Set<Socket>();
  const answer: RequestListener = (req, res) => {
    const { socket } = req;
    res.setHeader(REQUEST_ID, nextId());
    idle.delete(socket);
    res.once("close", () => {
      if (closing) socket.destroySoon();
      else if (!socket.destroyed) idle.add(socket);
    });
    if (closing) refuseLate(res);
    else listener(req, res);
  };
  const options = { keepAliveTimeout: KEEP_ALIVE, noDelay: true, ...classes };
  const server: Server | HttpsServer = tls
    ? secureServer(tls, options, answer)
    : createServer(options, answer);
  const track = (socket: Socket) => {
    idle.add(socket);
    socket.once("close", () => idle.delete(socket));
  };
  server.on("connection", track);
  if (tls) trackSecure(server, idle, track);
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) socket.destroy();
    else log.info(refuse(error, socket, nextId()), "not a request");
  });
  const deadline = performance.now() + patience;
  while (!(await bind(server, host, port)))
    if (performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, RETRY));
    else throw new PortInUseError(host, port);
  const { port: actual, family } = server.address() as AddressInfo;
  return {
    port: actual,
    url: `${tls ? "https" : "http"}://${reachable(host, family)}:${actual}`,
    async close() {
      closing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of idle) socket.destroy();
      const timer = setTimeout(() => server.closeAllConnections(), GRACE);
      await closed;
      clearTimeout(timer);
    },
  };
}

/** Returns false when another program has the port. @throws ListenError */
function bind(server: Server | HttpsServer, host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      server.off("listening", onListening);
      if (error.code === "EADDRINUSE") resolve(false);
      else reject(new ListenError(host, port, PROBLEMS[error.code ?? ""] ?? error.message, error));
    };
    const onListening = () => {
      server.off("error", onError);
      resolve(true);
    };
    server.once("error", onError);
    server.once("listening", onListening);
    server.listen({ port, host, backlog: BACKLOG });
  });
}

/** The error of requests that arrive while the simulator stops. */
export const STOPPING = "The simulator is stopping. Start it again and repeat the request.";

/** Rejects a request on an open connection while the simulator stops. */
function refuseLate(res: ServerResponse): void {
  const error = { status: "503", title: "Service Unavailable", detail: STOPPING };
  res.writeHead(503, { Connection: "close", "Content-Type": "application/vnd.api+json" });
  res.end(JSON.stringify({ errors: [error] }));
}

const REFUSALS: Readonly<Record<string, readonly [status: number, title: string, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [431, "Request Header Fields Too Large", "The request's headers are too large."],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "Request Timeout", "The request took too long to arrive."],
};

/** Answers data that is not valid HTTP with an error document. Returns the fields to log. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex, requestId: string) {
  const [status, title, detail] = REFUSALS[error.code ?? ""] ?? [
    400,
    "Bad Request",
    "The request is not valid HTTP.",
  ];
  const body = JSON.stringify({ errors: [{ status: String(status), title, detail }] });
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nConnection: close\r\nContent-Type: application/vnd.api+json\r\n` +
      `${REQUEST_ID}: ${requestId}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  return { requestId, status, code: error.code };
}

/** The address at which this machine reaches the server: the loopback address if it listens on all addresses. */
function reachable(host: string, family: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return family === "IPv6" && host.includes(":") ? `[${host}]` : host;
}
