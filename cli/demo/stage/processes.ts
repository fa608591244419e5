import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { packageRoot } from "../../../provider/plugin/package-info.js";

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Milliseconds that a process has to stop before it is killed. An agent that is killed cannot leave its pool. */
const GRACE = 20_000;

/** A `scalr-sandbox` command as a process of its own, built code and all; or another program for Node. */
export class Process {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** Everything it printed, for when it fails. */
  readonly output: string[] = [];
  private readonly child: ChildProcess;
  private readonly lineListeners = new Set<(line: string) => void>();

  constructor(
    readonly name: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    cwd: string,
    program: string = join(packageRoot(), "dist", "cli", "main.js"),
  ) {
    // Standard input stays open as long as this process lives, whatever way it dies. Signals of the terminal reach
    // this process alone, which then ends the others in order.
    this.child = spawn(process.execPath, [program, ...args], {
      cwd,
      env,
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
    });
    this.pid = this.child.pid ?? -1;
    this.child.stdin?.on("error", () => {});
    this.ended = new Promise((resolve, reject) => {
      this.child.once("error", reject);
      this.child.once("close", (code, signal) => resolve({ code, signal }));
    });
    this.ended.catch(() => {});
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      createInterface({ input: stream }).on("line", (line) => {
        this.output.push(line);
        for (const listener of this.lineListeners) listener(line);
      });
    }
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  kill(signal: NodeJS.Signals): void {
    if (this.running) this.child.kill(signal);
  }

  /** Ends it at once, with everything that it started in its process group. */
  killGroup(): void {
    if (!this.running) return;
    try {
      process.kill(-this.pid, "SIGKILL");
    } catch {
      // It has ended, or the system has no process groups.
      this.kill("SIGKILL");
    }
  }

  async stop(grace = GRACE): Promise<void> {
    this.kill("SIGTERM");
    const timer = setTimeout(() => this.kill("SIGKILL"), grace);
    await this.ended.catch(() => {});
    clearTimeout(timer);
  }

  /** The first line of JSON it prints; fails when it ends before. */
  async firstJson<T>(): Promise<T> {
    return JSON.parse(await this.line((line) => line.startsWith("{"))) as T;
  }

  /** The first line it prints that passes; fails when it ends before. */
  line(passes: (line: string) => boolean): Promise<string> {
    return new Promise((resolve, reject) => {
      const listener = (line: string) => {
        if (!passes(line)) return;
        this.lineListeners.delete(listener);
        resolve(line);
      };
      const known = this.output.find(passes);
      if (known !== undefined) return resolve(known);
      this.lineListeners.add(listener);
      this.ended.then(
        ({ code }) =>
          reject(new Error(`${this.name} ended with ${code}: ${this.output.slice(-3).join(" ")}`)),
        reject,
      );
    });
  }
}

/** All processes that the demo started; none of them outlives it. */
export class Processes {
  private readonly all: Process[] = [];

  constructor(
    private readonly cwd: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  start(name: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Process {
    const started = new Process(name, args, { ...this.env, ...env }, this.cwd);
    this.all.push(started);
    return started;
  }

  /** A program for Node that is not a command: a script of an example. */
  startScript(path: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Process {
    const started = new Process(path, args, { ...this.env, ...env }, this.cwd, path);
    this.all.push(started);
    return started;
  }

  /** Puts one that was started in the place of the first, which has ended. */
  replaceFirst(successor: Process): void {
    this.all.splice(this.all.indexOf(successor), 1);
    this.all[0] = successor;
  }

  /** Ends all at once. */
  killAll(): void {
    for (const each of this.all) each.killGroup();
  }

  /** Asks all to stop, the first one last, and kills what has not after `grace` milliseconds. */
  async stopAll(grace = GRACE): Promise<void> {
    const [first, ...others] = this.all;
    await Promise.all(others.map((each) => each.stop(grace)));
    await first?.stop(grace);
  }
}
