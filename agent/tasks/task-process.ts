import { type ChildProcess, fork } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TaskOrder, TaskResult } from "../executors/executor.js";
import { signalGroup } from "../process-group.js";
import type { ExecutorChoice } from "../settings.js";
import { baseEnvironment } from "./environment.js";
import type { FromTask, ToTask } from "./messages.js";
import { warmUpFolder } from "./warm-up-folder.js";

/** Seconds that a task has to come to an end after it was asked to. */
const CANCEL_GRACE = 10;

/** The compiled program, next to this file in a build, or in `dist/` when the sources themselves are run. */
function childProgram(): string {
  const built = fileURLToPath(new URL("child.js", import.meta.url));
  return existsSync(built)
    ? built
    : fileURLToPath(new URL("../../dist/agent/tasks/child.js", import.meta.url));
}

export interface TaskEvents {
  log(chunk: Buffer): void;
  stateGrown(path: string): void;
}

/** How a task's process ended: with its result, or without one. */
export type TaskEnd = { readonly result: TaskResult } | { readonly result: null; readonly how: string };

/** The process of one task, at the head of a process group of its own. */
export class TaskProcess {
  private readonly child: ChildProcess;
  private readonly closed: Promise<string>;
  private result: TaskResult | null = null;
  private killTimer: NodeJS.Timeout | undefined;
  private alive = true;

  /** `user` is the id of the user that it runs as; null for the agent's own. */
  constructor(
    choice: ExecutorChoice,
    readonly user: number | null = null,
  ) {
    this.child = fork(childProgram(), [JSON.stringify(choice)], {
      execArgv: [],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      env: baseEnvironment(process.env),
      detached: true,
      ...(user !== null && { uid: user, gid: user }),
    });
    this.child.once("exit", () => {
      this.alive = false;
      clearTimeout(this.killTimer);
      // What a provisioner left running in the background would hold the log open.
      signalGroup(this.child.pid, "SIGKILL");
      if (this.child.pid !== undefined)
        rmSync(warmUpFolder(this.child.pid), { recursive: true, force: true });
    });
    this.closed = new Promise((resolve) => {
      this.child.once("close", (code, signal) => resolve(signal ?? `exit code ${code}`));
      this.child.once("error", (error) => resolve(error.message));
    });
  }

  /** Resolves when it has ended. */
  get ended(): Promise<unknown> {
    return this.closed;
  }

  get usable(): boolean {
    return this.alive && this.child.connected;
  }

  /** Gives the process its order and resolves when it has ended and its log was read to the end. */
  async run(order: TaskOrder, events: TaskEvents): Promise<TaskEnd> {
    this.child.on("message", (message: FromTask) => {
      if (message.type === "state") events.stateGrown(message.path);
      else if (message.type === "result") this.result = message.result;
    });
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on("data", events.log);
    this.child.send({ type: "run", order } satisfies ToTask, () => {
      // A process that is gone says so by its end.
    });
    const how = await this.closed;
    return this.result === null ? { result: null, how } : { result: this.result };
  }

  /** Asks the task to come to an end, and kills it when it has not after a grace, in seconds. */
  cancel(grace = CANCEL_GRACE): void {
    if (!this.alive) return;
    // It alone: what a program makes of a signal depends on how many it gets.
    this.child.kill("SIGTERM");
    this.killTimer ??= setTimeout(() => this.kill(), grace * 1_000);
  }

  kill(): void {
    if (this.alive) signalGroup(this.child.pid, "SIGKILL");
  }
}

/** Keeps one process ready, so that a task does not wait for one to start. */
export class TaskProcesses {
  private spare: TaskProcess | undefined;
  private closed = false;

  private readonly users = new Set<number>();

  /** `firstUser` is the first of the user ids that processes run as, one each; null for the agent's own. */
  constructor(
    private readonly choice: ExecutorChoice,
    private readonly firstUser: number | null,
  ) {}

  /** Starts a process ahead of the task that will need it. */
  prepare(): void {
    if (!this.closed && !this.spare?.usable) this.spare = this.start();
  }

  take(): TaskProcess {
    const taken = this.spare?.usable ? this.spare : this.start();
    this.spare = undefined;
    this.prepare();
    return taken;
  }

  private start(): TaskProcess {
    if (this.firstUser === null) return new TaskProcess(this.choice);
    let user = this.firstUser;
    while (this.users.has(user)) user += 1;
    this.users.add(user);
    const started = new TaskProcess(this.choice, user);
    void started.ended.then(() => this.users.delete(user));
    return started;
  }

  close(): void {
    this.closed = true;
    this.spare?.kill();
    this.spare = undefined;
  }
}
