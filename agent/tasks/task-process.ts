import { type ChildProcess, fork } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TaskOrder, TaskResult } from "../executors/shared/executor.js";
import { signalGroup } from "../process/process-group.js";
import type { ExecutorChoice } from "../settings/settings.js";
import { baseEnvironment } from "./environment.js";
import type { FromTask, ToTask } from "./messages.js";
import { CANCEL_GRACE, type TaskEnd, type TaskEvents, type TaskRunner } from "./task-runner.js";

/** The built programs, next to this file in a build, or in `dist/` when the sources themselves are run. */
export function taskPrograms(): { readonly starter: string; readonly child: string } {
  const beside = dirname(fileURLToPath(import.meta.url));
  const roots = [beside, join(beside, "../agent/tasks"), join(beside, "../../dist/agent/tasks")];
  const folder = roots.find((root) => existsSync(join(root, "child.cjs"))) ?? beside;
  return { starter: join(folder, "start-child.cjs"), child: join(folder, "child.cjs") };
}

/** Settings of a new process. */
export interface TaskProcessOptions {
  readonly executor: ExecutorChoice;
  /** Id of the user that it runs as; null for the agent's own. */
  readonly user: number | null;
  /** The file that holds what V8 compiled of the program, if it is there. */
  readonly compiledFile: string;
  /** An empty folder of its own. */
  readonly warmUpDir: string;
  onCompiled(code: Buffer): void;
  onStale(why: string): void;
}

/** The process of a task, or of several tasks of one workspace, at the head of a process group of its own. */
export class TaskProcess implements TaskRunner {
  readonly user: number | null;
  private readonly child: ChildProcess;
  private readonly closed: Promise<string>;
  private result: TaskResult | null = null;
  private onResult: (result: TaskResult, hasStartedPrograms: boolean) => void = () => {};
  private events: TaskEvents | undefined;
  private killTimer: NodeJS.Timeout | undefined;
  private alive = true;
  private isUsed = false;

  constructor({ executor, user, compiledFile, warmUpDir, onCompiled, onStale }: TaskProcessOptions) {
    const { starter, child } = taskPrograms();
    this.user = user;
    this.child = fork(starter, [child, compiledFile, JSON.stringify(executor), warmUpDir], {
      execArgv: [],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      serialization: "advanced",
      env: baseEnvironment(process.env),
      detached: true,
      ...(user !== null && { uid: user, gid: user }),
    });
    this.child.on("message", (message: FromTask) => {
      if (message.type === "log") this.events?.log(message.text);
      else if (message.type === "state") this.events?.stateGrown(message.path);
      else if (message.type === "checking") this.events?.checking();
      else if (message.type === "stale") onStale(message.why);
      else if (message.type === "compiled") {
        // Other tasks' processes will run this code, so it never comes from a process that has run a task.
        if (!this.isUsed) onCompiled(message.code);
      } else if (message.type === "result") {
        this.result = message.result;
        this.onResult(message.result, message.hasStartedPrograms);
      }
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on("data", (chunk: Buffer) => this.events?.log(chunk));
    this.child.once("exit", () => {
      this.alive = false;
      clearTimeout(this.killTimer);
      // What a provisioner left running in the background would hold the log open.
      signalGroup(this.child.pid, "SIGKILL");
      // It may have been killed during its warm-up.
      rmSync(warmUpDir, { recursive: true, force: true });
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

  /** The agent is idle: a process without an order can use the time to warm up. */
  warmUp(): void {
    if (this.usable && !this.isUsed) this.child.send({ type: "warm-up" } satisfies ToTask, () => {});
  }

  /**
   * Gives the process its order. Resolves with its result once the log is complete. With `stay`, the process waits for another
   * order if the task finished and started no programs. Otherwise it is killed, with everything that it left running.
   */
  async run(order: TaskOrder, events: TaskEvents, stay = false): Promise<TaskEnd> {
    this.events = events;
    this.isUsed = true;
    this.result = null;
    let stays = false;
    const over = new Promise<void>((resolve) => {
      this.onResult = ({ outcome }, hasStartedPrograms) => {
        stays = stay && outcome === "finished" && !hasStartedPrograms;
        if (!stays) this.kill();
        resolve();
      };
    });
    this.child.send({ type: "run", order, stay } satisfies ToTask, () => {
      // If the process is gone, its exit reports that.
    });
    const how = await Promise.race([this.closed, over]);
    clearTimeout(this.killTimer);
    this.killTimer = undefined;
    this.events = undefined;
    const { result } = this;
    return result === null ? { result: null, how: how ?? "" } : { result, stays };
  }

  cancel(grace = CANCEL_GRACE): void {
    if (!this.alive) return;
    // Only the process: how a program reacts to a signal depends on how many it gets.
    this.child.kill("SIGTERM");
    this.killTimer ??= setTimeout(() => this.kill(), grace * 1_000);
  }

  kill(): void {
    if (this.alive) signalGroup(this.child.pid, "SIGKILL");
  }
}
