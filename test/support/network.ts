import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  request as send,
} from "node:http";
import type { AddressInfo } from "node:net";

interface Held {
  readonly path: string;
  readonly forward: () => void;
}

/** What lies between an agent and its server: a network that can be cut, and lose single calls. */
export class Network {
  private readonly server: Server;
  private readonly held: Held[] = [];
  private pattern: RegExp | null = null;
  private isCut = false;
  private altered = (path: string) => path;
  private readonly waiters = new Set<() => void>();
  private readonly keptAnswers: { readonly pattern: RegExp; readonly keep: (forward: () => void) => void }[] =
    [];

  private constructor(private readonly target: string) {
    this.server = createServer((req, res) => this.take(req, res));
    this.server.on("connection", (socket) => {
      if (this.isCut) socket.destroy();
    });
  }

  static async start(target: string): Promise<Network> {
    const network = new Network(target);
    await new Promise<void>((resolve) => network.server.listen(0, "127.0.0.1", resolve));
    return network;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on calls whose `METHOD path` fits stay on their way; resolves when one does. */
  hold(pattern: RegExp): Promise<void> {
    this.pattern = this.pattern === null ? pattern : new RegExp(`${this.pattern.source}|${pattern.source}`);
    return this.until(() => this.held.some(({ path }) => pattern.test(path)));
  }

  /** The next answer to a call whose `METHOD path` fits stays on its way; resolves then with what lets it through. */
  holdAnswer(pattern: RegExp): Promise<() => void> {
    return new Promise((keep) => this.keptAnswers.push({ pattern, keep }));
  }

  /** Lets everything through, what is on its way too. */
  release(): void {
    this.pattern = null;
    for (const { forward } of this.held.splice(0)) forward();
  }

  /** From now on the server is asked for what `change` makes of a path. */
  alter(change: (path: string) => string): void {
    this.altered = change;
  }

  /** Breaks all connections, and every new one. */
  cut(): void {
    this.isCut = true;
    this.held.splice(0);
    this.server.closeAllConnections();
  }

  mend(): void {
    this.isCut = false;
    this.release();
  }

  close(): void {
    this.cut();
    this.server.close();
  }

  private take(req: IncomingMessage, res: ServerResponse): void {
    const path = `${req.method} ${req.url}`;
    const forward = () => this.forward(req, res);
    if (this.pattern?.test(path)) {
      this.held.push({ path, forward });
      for (const wake of this.waiters) wake();
    } else forward();
  }

  private forward(req: IncomingMessage, res: ServerResponse): void {
    const { method, headers } = req;
    const url = this.altered(req.url!);
    const upstream = send(new URL(url, this.target), { method, headers }, (answer) => {
      const back = () => {
        res.writeHead(answer.statusCode!, answer.headers);
        answer.on("error", () => res.destroy());
        answer.pipe(res);
      };
      const kept = this.keptAnswers.findIndex(({ pattern }) => pattern.test(`${method} ${url}`));
      if (kept < 0) back();
      else this.keptAnswers.splice(kept, 1)[0]!.keep(back);
    });
    upstream.on("error", () => res.destroy());
    // Whoever hangs up is gone at the other end too.
    res.on("close", () => upstream.destroy());
    req.on("error", () => upstream.destroy());
    req.pipe(upstream);
  }

  private until(test: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!test()) return;
        this.waiters.delete(look);
        resolve();
      };
      this.waiters.add(look);
      look();
    });
  }
}
