import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { signalGroup } from "../../process/process-group.js";

/** The folder, environment and streams of a program. */
export interface ProgramOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** An open file that gets its standard output; a pipe otherwise. */
  readonly stdout?: number;
}

/** Starts the programs of a task, and ends them with all their children. */
export interface Programs {
  start(program: string, args: readonly string[], options: ProgramOptions): ChildProcess;
  /** Asks a program, and everything that it has started, to end (SIGTERM). */
  end(program: ChildProcess): void;
  /** Starts a program that `kill` may stop alone, while its task continues. */
  startApart(program: string, args: readonly string[], options: ProgramOptions): ChildProcess;
  /** Kills a program that was started apart, with everything that it has started. */
  kill(program: ChildProcess): void;
}

/**
 * A shell script that becomes the program, after starting a watcher in the same process group. The watcher reads a pipe whose
 * other end only the agent holds. When the agent ends, however it ends, the read returns and the watcher kills the whole group.
 */
const WATCHED =
  '(trap "" HUP INT TERM; read -r _ <&3; kill -s KILL -- -$$) >/dev/null 2>&1 & exec 3<&-; exec "$@"';

/** Whether this system can run programs from the agent itself; Windows has neither `/bin/sh` nor process groups. */
export const canWatchPrograms = process.platform !== "win32";

/** For a task within the agent: each program leads a process group of its own, which ends with the task and with the agent. */
export class WatchedPrograms implements Programs {
  private readonly running = new Set<ChildProcess>();
  private killed = false;

  /** @throws Error once everything was killed */
  start(program: string, args: readonly string[], { cwd, env, stdout }: ProgramOptions): ChildProcess {
    if (this.killed) throw new Error("The task was stopped.");
    const child = spawn("/bin/sh", ["-c", WATCHED, "sh", program, ...args], {
      cwd,
      env,
      stdio: ["ignore", stdout ?? "pipe", "pipe", "pipe"],
      detached: true,
    });
    this.running.add(child);
    const over = () => {
      this.running.delete(child);
      // Ends the watcher, and what a provisioner left in the background, which would hold the log open.
      signalGroup(child.pid, "SIGKILL");
      child.stdio[3]?.destroy();
    };
    child.once("exit", over).once("error", over);
    child.stdio[3]?.on("error", () => {
      // The watcher is gone, and with it the need for it.
    });
    return child;
  }

  end(program: ChildProcess): void {
    signalGroup(program.pid, "SIGTERM");
  }

  startApart(program: string, args: readonly string[], options: ProgramOptions): ChildProcess {
    return this.start(program, args, options);
  }

  kill(program: ChildProcess): void {
    signalGroup(program.pid, "SIGKILL");
  }

  /** Kills every program that runs, with everything that it has started, and lets none start any more. */
  killAll(): void {
    this.killed = true;
    for (const child of this.running) signalGroup(child.pid, "SIGKILL");
  }
}

/** The file of a program that is named by its path or is on a PATH; undefined where there is none. */
export const findProgram = (program: string, path: string): string | undefined =>
  (isAbsolute(program) ? [program] : path.split(delimiter).map((folder) => join(folder, program))).find(
    (file) => existsSync(file),
  );

const startInGroup: Programs["start"] = (program, args, { cwd, env, stdout }) =>
  spawn(program, args, { cwd, env, stdio: ["ignore", stdout ?? "pipe", "pipe"] });

/**
 * For a task's process: a program that can be stopped alone leads a process group of its own, which also ends with the process.
 */
const apart = new WatchedPrograms();

/** For a task in a process of its own: its programs belong to the process group that it leads, and end with that. */
export const programsOfProcess: Programs = {
  start: startInGroup,
  end: () => {
    signalGroup(process.pid, "SIGTERM");
  },
  startApart: (program, args, options) =>
    canWatchPrograms ? apart.start(program, args, options) : startInGroup(program, args, options),
  kill: (program) => {
    if (!signalGroup(program.pid, "SIGKILL")) program.kill("SIGKILL");
  },
};
