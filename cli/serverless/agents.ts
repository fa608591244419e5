import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { packageRoot } from "../../provider/plugin/package-info.js";

export interface OneTaskAgentsOptions {
  readonly env: NodeJS.ProcessEnv;
  /** How many may run at a time. */
  readonly most: number;
  readonly log: (text: string) => void;
}

export interface Started {
  readonly name: string;
  /** False when an agent had been started by this key before. */
  readonly isNew: boolean;
}

/** The most keys that are remembered. */
const MOST_KEYS = 10_000;

/** Agents that were started for one task each. */
export class OneTaskAgents {
  private readonly children = new Map<string, ChildProcess>();
  /** Names of agents by the key of the call that started them, the oldest first. */
  private readonly known = new Map<string, string>();
  private count = 0;

  constructor(private readonly options: OneTaskAgentsOptions) {}

  get running(): number {
    return this.children.size;
  }

  /** Starts an agent, unless the key has started one that still runs or has ended well. */
  start(key: string): Started | "full" {
    const known = this.known.get(key);
    if (known !== undefined) return { name: known, isNew: false };
    if (this.running >= this.options.most) return "full";
    const name = `serverless-${key}-${process.pid}-${++this.count}`;
    this.remember(key, name);
    this.launch(key, name);
    return { name, isNew: true };
  }

  /** Lets them finish what they run, and resolves when all have ended. */
  async stop(): Promise<void> {
    const ended = [...this.children.values()].map(
      (child) => new Promise<void>((resolve) => child.once("close", () => resolve())),
    );
    for (const child of this.children.values()) child.kill("SIGTERM");
    await Promise.all(ended);
  }

  /** A second SIGTERM makes an agent drop what it runs. */
  kill(): void {
    for (const child of this.children.values()) child.kill("SIGTERM");
  }

  private launch(key: string, name: string): void {
    const { env, log } = this.options;
    const program = join(packageRoot(), "dist", "cli", "main.js");
    const args = ["agent", "--single-task", "--exit-with-parent", "--name", name];
    const child = spawn(process.execPath, [program, ...args], {
      env,
      stdio: ["pipe", "ignore", "pipe"],
      // Signals of the terminal reach the receiver alone, which then ends its agents in order.
      detached: true,
    });
    this.children.set(name, child);
    child.stdin?.on("error", () => {});
    createInterface({ input: child.stderr! }).on("line", (line) => log(`${name}: ${line}`));
    child.once("error", (error) => log(`Agent ${name} could not be started: ${error.message}`));
    child.once("close", (code, signal) => {
      this.children.delete(name);
      log(`Agent ${name} has ended (${signal ?? `exit code ${code}`}).`);
      // The next call by this key is for another agent: this one did not do its work.
      if (code !== 0 && this.known.get(key) === name) this.known.delete(key);
    });
  }

  private remember(key: string, name: string): void {
    this.known.set(key, name);
    if (this.known.size <= MOST_KEYS) return;
    this.known.delete(this.known.keys().next().value!);
  }
}
