import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const PROGRAM = join(import.meta.dirname, "victim.mjs");

export const FAULTS = ["die before", "die in the middle", "die after", "ENOSPC", "EIO"] as const;

/** What happens at which operation that changes the disk, counted from 1. */
export interface Plan {
  readonly at: number;
  readonly fault: (typeof FAULTS)[number];
  /** For an error: whether every later operation fails likewise, as on a full disk. */
  readonly lasting: boolean;
}

interface Up {
  readonly url: string;
  readonly token: string;
  readonly accountId: string;
}

/** One life of the simulator. */
export class Victim {
  readonly ended: Promise<NodeJS.Signals | number | null>;
  isKilledByUs = false;
  /** Errors that were injected and that it survived. */
  readonly faults: string[] = [];

  private constructor(
    private readonly child: ChildProcess,
    readonly up: Up,
  ) {
    this.ended = exitOf(child);
  }

  /** Starts it over a data folder; null when the fault that was planned for the start came true. */
  static async start(dataDir: string, seed: number, boot: Plan | null): Promise<Victim | string> {
    const child = fork(PROGRAM, [JSON.stringify({ dataDir, seed, boot })], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let problems = "";
    child.stderr!.on("data", (text) => {
      problems += text;
    });
    const faults: string[] = [];
    const ended = exitOf(child);
    const up = new Promise<Up | string>((resolve) =>
      child.on("message", (message: { up?: Up; failed?: string; fault?: string }) => {
        if (message.fault !== undefined) faults.push(message.fault);
        if (message.up) resolve(message.up);
        if (message.failed !== undefined) resolve(message.failed);
      }),
    );
    const first = await Promise.race([up, ended.then((end) => `ended by ${end}: ${problems}`)]);
    if (typeof first !== "string") {
      const victim = new Victim(child, first);
      victim.faults.push(...faults);
      child.on(
        "message",
        ({ fault }: { fault?: string }) => fault !== undefined && victim.faults.push(fault),
      );
      return victim;
    }
    await ended;
    return first;
  }

  /** From here on, operations on the disk are counted. */
  async arm(plan: Plan): Promise<void> {
    const armed = new Promise<void>((resolve) =>
      this.child.on("message", ({ armed }: { armed?: boolean }) => armed && resolve()),
    );
    this.child.send(plan);
    await Promise.race([armed, this.ended]);
  }

  async kill(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.isKilledByUs = true;
      this.child.kill("SIGKILL");
    }
    await this.ended;
  }
}

async function exitOf(child: ChildProcess): Promise<NodeJS.Signals | number | null> {
  const [code, signal] = await once(child, "close");
  return signal ?? code;
}
