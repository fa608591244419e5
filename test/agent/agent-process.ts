import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { removeFolder } from "../../files/remove-folder.js";
import type { AtEnd } from "../support/process.js";

const PROGRAM = join(import.meta.dirname, "../../dist/agent/main.js");

export interface AgentEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A real agent in a process of its own; it does not outlive the test. */
export class AgentProcess {
  readonly ended: Promise<AgentEnd>;
  /** What it logged so far, one JSON object a line. */
  readonly lines: Readonly<Record<string, unknown>>[] = [];
  private readonly child: ChildProcess;
  private readonly listeners = new Set<() => void>();

  /**
   * `atEnd` says when it is killed if it still runs; `launcher` is what starts it, in place of nothing; `script` is the
   * program with its arguments.
   */
  constructor(
    env: Readonly<Record<string, string>>,
    atEnd: AtEnd = onTestFinished,
    launcher: readonly string[] = [],
    script: readonly string[] = [PROGRAM],
  ) {
    const [program, ...args] = [...launcher, process.execPath, ...script];
    // A killed agent leaves files, which must not lie about on the machine of whoever runs the tests.
    const data = env.SCALR_AGENT_DATA_DIR === undefined ? mkdtempSync(join(tmpdir(), "agent-data-")) : null;
    this.child = spawn(program!, args, {
      env: {
        PATH: process.env.PATH,
        SCALR_AGENT_LOG_FORMAT: "json",
        ...(data !== null && { SCALR_AGENT_DATA_DIR: data }),
        ...env,
      },
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.ended = new Promise((resolve) =>
      this.child.once("close", (code, signal) => resolve({ code, signal })),
    );
    createInterface({ input: this.child.stderr! }).on("line", (line) => {
      this.lines.push(line.startsWith("{") ? JSON.parse(line) : { message: line });
      for (const listener of this.listeners) listener();
    });
    atEnd(async () => {
      this.child.kill("SIGKILL");
      await this.ended;
      if (data !== null) removeFolder(data);
    });
  }

  get pid(): number {
    return this.child.pid!;
  }

  kill(signal: NodeJS.Signals): Promise<AgentEnd> {
    this.child.kill(signal);
    return this.ended;
  }

  /** Waits until it has logged a line that contains the text. */
  logged(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!this.lines.some(({ message }) => String(message).includes(text))) return;
        this.listeners.delete(look);
        resolve();
      };
      this.listeners.add(look);
      void this.ended.then(({ code }) =>
        reject(new Error(`The agent ended (${code}) without '${text}': ${JSON.stringify(this.lines)}`)),
      );
      look();
    });
  }
}

/** Starts an agent and waits until it has joined its pool. */
export async function joinedAgent(
  name: string,
  token: string,
  env: Readonly<Record<string, string>> = {},
  atEnd: AtEnd = onTestFinished,
): Promise<AgentProcess> {
  const agent = new AgentProcess({ SCALR_AGENT_TOKEN: token, SCALR_AGENT_NAME: name, ...env }, atEnd);
  await agent.logged("joined pool");
  return agent;
}
