import { connect } from "node:net";

/** Milliseconds after which a connection that was not used is opened again: servers close those that idle, most after five seconds. */
const FRESH = 2000;

const END_OF_HEAD = Buffer.from("\r\n\r\n");

/** The bytes of a request. `body`: an object, sent as JSON. */
export function message(method, path, { token, body, type = "application/json" } = {}) {
  const content = body === undefined ? "" : JSON.stringify(body);
  const head = [`${method} ${path} HTTP/1.1`, "Host: 127.0.0.1"];
  if (token !== undefined) head.push(`Authorization: Bearer ${token}`);
  if (body !== undefined) head.push(`Content-Type: ${type}`, `Content-Length: ${Buffer.byteLength(content)}`);
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${content}`);
}

/**
 * One connection that is kept, one request at a time. It does as little as a client can, since it shares the machine with the
 * server that is measured; answers must tell their length, as those of all contenders do.
 */
export class Connection {
  #port;
  #fresh;
  #socket = null;
  #usedAt = 0;
  #received = [];
  #size = 0;
  #expected = 0;
  #head = null;
  #waiting = null;

  static async open(port, fresh) {
    const connection = new Connection(port, fresh);
    await connection.refresh();
    return connection;
  }

  /** `fresh`: milliseconds of its own, for a server that is known to keep connections for longer. */
  constructor(port, fresh = FRESH) {
    this.#port = port;
    this.#fresh = fresh;
  }

  /** Opens it again if it has idled, so that no request pays for that. */
  refresh() {
    if (performance.now() - this.#usedAt < this.#fresh && this.#socket?.writable) return Promise.resolve();
    this.#socket?.destroy();
    return new Promise((resolve, reject) => {
      const socket = connect({ port: this.#port, host: "127.0.0.1", noDelay: true });
      this.#socket = socket;
      socket.once("error", reject);
      socket.once("connect", () => {
        this.#usedAt = performance.now();
        resolve();
      });
      socket.on("data", (piece) => this.#take(piece));
      const failed = (error) => {
        if (socket === this.#socket) this.#fail(error);
      };
      socket.on("error", failed);
      socket.on("close", () => failed(new Error("The server closed the connection.")));
    });
  }

  /** Resolves with status and body, a Buffer. */
  async send(bytes) {
    if (performance.now() - this.#usedAt >= this.#fresh || !this.#socket?.writable) await this.refresh();
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(bytes);
    });
  }

  /** Sends a request and resolves with what the JSON of the answer says; any other status than those of success is an error. */
  async json(method, path, options) {
    const { status, body } = await this.send(message(method, path, options));
    if (status < 200 || status > 299) throw new Error(`${method} ${path} was answered ${status}: ${body}`);
    return body.length === 0 ? null : JSON.parse(body);
  }

  close() {
    this.#waiting = null;
    this.#socket?.destroy();
  }

  #take(piece) {
    // Nothing was asked: the server says that it gives up a connection that it waited on for too long. The next request opens another.
    if (this.#waiting === null) {
      this.#socket.destroy();
      return;
    }
    this.#received.push(piece);
    this.#size += piece.length;
    if (this.#head === null) {
      const all = this.#received.length === 1 ? piece : Buffer.concat(this.#received);
      const end = all.indexOf(END_OF_HEAD);
      if (end === -1) return;
      this.#head = all.toString("latin1", 0, end);
      const status = Number(this.#head.slice(9, 12));
      const length = /\r\ncontent-length: *(\d+)/i.exec(this.#head);
      if (length === null && status !== 204)
        return this.#fail(new Error(`An answer without its length: ${this.#head}`));
      this.#expected = end + 4 + Number(length?.[1] ?? 0);
      this.#received = [all];
    }
    if (this.#size < this.#expected) return;
    const all = this.#received.length === 1 ? this.#received[0] : Buffer.concat(this.#received);
    const status = Number(this.#head.slice(9, 12));
    const body = all.subarray(this.#head.length + 4, this.#expected);
    const { resolve } = this.#waiting;
    this.#usedAt = performance.now();
    this.#received = [];
    this.#size = 0;
    this.#head = null;
    this.#waiting = null;
    resolve({ status, body });
  }

  #fail(error) {
    this.#waiting?.reject(error);
    this.#waiting = null;
  }
}

/**
 * Sends requests over all connections, each its next one when it has its answer, until there were `count` or `budget` milliseconds
 * have ended. Resolves with the milliseconds of each and of all. An answer of another status than `status` is an error.
 */
export async function load(connections, { count, budget, status, request }) {
  await Promise.all(connections.map((connection) => connection.refresh()));
  const times = [];
  let sent = 0;
  const started = performance.now();
  const work = async (connection) => {
    while (sent < count && (sent === 0 || performance.now() - started < budget)) {
      const bytes = request(sent++);
      const begun = performance.now();
      const answer = await connection.send(bytes);
      times.push(performance.now() - begun);
      if (answer.status !== status)
        throw new Error(
          `${bytes.toString("utf8", 0, 200)}\nwas answered ${answer.status}: ${answer.body.toString("utf8", 0, 500)}`,
        );
    }
  };
  await Promise.all(connections.map(work));
  return { times, milliseconds: performance.now() - started };
}
