import { type ChildProcess, fork } from "node:child_process";
import { constants, setPriority } from "node:os";
import { setImmediate } from "node:timers/promises";
import { compiledProgram } from "../../platform/compiled-program.js";
import { MEMORY, needsMoreMemory } from "./memory.js";
import type { FromSimulation, ToSimulation } from "./messages.js";

/** Milliseconds that a simulation may take to stop by itself. */
const STOP_GRACE = 5_000;

/** Called with each message of the process, and once with its end. */
export interface SimulationListener {
  told(message: FromSimulation): void;
  /** `problem` says why it ended before it was done; null where it was done. */
  ended(problem: string | null): void;
}

/**
 * A simulation in a process of its own, with low priority and a memory limit: it uses a processor for minutes, while the
 * simulator keeps answering. It ends with the simulator, even if that is killed, because the pipe between them closes.
 */
export class SimulationProcess {
  private readonly child: ChildProcess;
  private readonly hasEnded: Promise<void>;
  private timer: NodeJS.Timeout | undefined;

  /**
   * `brief` is what it is told once it listens; between two parts of it the simulator does other things. `memory` is how many
   * MiB it may keep.
   */
  constructor(brief: Iterable<ToSimulation>, listener: SimulationListener, memory = MEMORY) {
    let isDone = false;
    let lastWords = "";
    this.child = fork(compiledProgram("fleet/ordered/main.js"), [], {
      serialization: "advanced",
      execArgv: [`--max-old-space-size=${memory}`],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      env: { PATH: process.env.PATH, TZ: "UTC" },
    });
    this.child.stderr?.on("data", (text) => {
      lastWords = (lastWords + String(text)).slice(-4_000);
    });
    this.child.on("message", (message: FromSimulation) => {
      if (message.kind === "ready") void this.tellAll(brief);
      if (message.kind === "done" || message.kind === "refused") isDone = true;
      listener.told(message);
    });
    this.hasEnded = new Promise((resolve) => {
      const end = (problem: string) => {
        clearTimeout(this.timer);
        listener.ended(isDone ? null : problem);
        resolve();
      };
      this.child.once("error", (error) => end(`Its process could not be started: ${error.message}`));
      this.child.once("close", (code, signal) => end(problemOf(code, signal, lastWords)));
    });
    this.child.once("spawn", () => lowerPriority(this.child.pid!));
  }

  /** Asks it to stop and to tell what it knows; one that does not answer is killed. */
  cancel(): void {
    this.tell({ kind: "cancel" });
    this.timer ??= setTimeout(() => this.child.kill("SIGKILL"), STOP_GRACE);
  }

  /** Resolves when the process is gone. */
  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.hasEnded;
  }

  private async tellAll(brief: Iterable<ToSimulation>): Promise<void> {
    for (const message of brief) {
      this.tell(message);
      await setImmediate();
    }
  }

  private tell(message: ToSimulation): void {
    // One that has just ended says so itself.
    if (this.child.connected) this.child.send(message, () => {});
  }
}

function problemOf(code: number | null, signal: NodeJS.Signals | null, lastWords: string): string {
  if (/heap out of memory|heap limit/i.test(lastWords)) return needsMoreMemory("The simulation");
  return `Its process ended before it was done (${signal ?? `exit code ${code}`}).`;
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It has ended, or the system does not let us: then it shares the processor as others do.
  }
}
