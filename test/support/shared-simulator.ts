import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { RunningSimulator } from "./process.js";

const PROGRAM = join(import.meta.dirname, "../../dist/cli/main.js");

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

type Info = Omit<RunningSimulator, "kill">;

/** One of several `up --store` processes; without a store one alone. `launcher` is what starts it, in place of nothing. */
export class SharedSimulator {
  /** Everything it printed and logged. */
  output = "";
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;
  private readonly listeners = new Set<() => void>();

  constructor(store: string | undefined, args: readonly string[], launcher: readonly string[] = []) {
    const { SCALR_TOKEN: _token, SCALR_HOSTNAME: _hostname, ...env } = process.env;
    const [program, ...before] = [...launcher, process.execPath];
    // The password stays out of the list of processes.
    this.child = spawn(program!, [...before, PROGRAM, "up", "--json", "--log-level", "debug", ...args], {
      env: { ...env, ...(store !== undefined && { SCALR_SANDBOX_STORE: store }) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.setEncoding("utf8").on("data", (text: string) => {
        this.output += text;
        for (const listener of this.listeners) listener();
      });
    this.ended = new Promise((resolve) => this.child.once("close", (code) => resolve(code)));
    onTestFinished(async () => {
      this.child.kill("SIGKILL");
      await this.ended;
    });
  }

  /** What it tells about itself when it is the active one; waits for that, the `time`th time. */
  async active(time = 1): Promise<Info> {
    const lines = () => this.output.split("\n").filter((line) => line.startsWith('{"url"'));
    await this.until(() => lines().length >= time, "is active");
    return JSON.parse(lines()[time - 1]!);
  }

  standing(): Promise<void> {
    return this.told("Standing by");
  }

  /** Waits until it has printed or logged the text. */
  told(text: string): Promise<void> {
    return this.until(() => this.output.includes(text), `says '${text}'`);
  }

  kill(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.ended;
  }

  private until(holds: () => boolean, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!holds()) return;
        this.listeners.delete(look);
        resolve();
      };
      this.listeners.add(look);
      void this.ended.then((code) =>
        reject(new Error(`It ended (${code}) before it ${what}: ${this.output}`)),
      );
      look();
    });
  }
}
