import { spawn } from "node:child_process";
import { connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { cleanEnvironment, program } from "../support.js";

/** A process whose output is looked at while it runs. */
export class Watched {
  stdout = "";
  stderr = "";
  private readonly looks = new Set<() => void>();
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;

  constructor(readonly child: ReturnType<typeof spawn>) {
    child.stdout!.setEncoding("utf8").on("data", (text) => this.take("stdout", text));
    child.stderr!.setEncoding("utf8").on("data", (text) => this.take("stderr", text));
    child.stdin?.on("error", () => {});
    this.ended = new Promise((resolve) => child.once("close", (code, signal) => resolve({ code, signal })));
    onTestFinished(() => void child.kill("SIGKILL"));
  }

  /** The JSON objects that were printed so far. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was printed.
  get objects(): any[] {
    return this.stdout
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  }

  /** Resolves when the test passes, looking whenever something is printed. */
  until(test: (process: this) => boolean, milliseconds = 100_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!test(this)) return;
        clearTimeout(timer);
        this.looks.delete(look);
        resolve();
      };
      const timer = setTimeout(() => {
        this.looks.delete(look);
        reject(new Error(`Waited ${milliseconds} ms for ${test}:\n${this.stdout}\n${this.stderr}`));
      }, milliseconds);
      this.looks.add(look);
      look();
    });
  }

  private take(stream: "stdout" | "stderr", text: string): void {
    this[stream] += text;
    for (const look of [...this.looks]) look();
  }
}

/** `scalr-sandbox top ...`, where there is no terminal. */
export const top = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Watched =>
  new Watched(
    spawn(process.execPath, [program, "top", ...args], {
      env: { ...cleanEnvironment(), ...env },
      stdio: ["ignore", "pipe", "pipe"],
    }),
  );

export interface Line {
  readonly url: string;
  /** Breaks all connections and takes no others. */
  cut(): void;
  /** Takes connections again, to this or another port. */
  mend(port?: number): void;
}

/** A connection to a port that can be cut without the server having gone. */
export async function cuttable(port: number): Promise<Line> {
  let target: number | null = port;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    if (target === null) {
      near.destroy();
      return;
    }
    const far = connect(target, "127.0.0.1");
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const cut = () => {
    target = null;
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(() => {
    cut();
    server.close();
  });
  const { port: own } = server.address() as { port: number };
  const mend = (to = port) => {
    target = to;
  };
  return { url: `http://127.0.0.1:${own}`, cut, mend };
}
