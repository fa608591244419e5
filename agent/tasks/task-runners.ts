import { rmSync, writeFileSync } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { choose } from "../executors/index.js";
import type { TaskOrder } from "../executors/shared/executor.js";
import { canWatchPrograms } from "../executors/shared/programs.js";
import type { Logger } from "../settings/logger.js";
import type { ExecutorChoice } from "../settings/settings.js";
import { ProgramTask } from "./program-task.js";
import type { ScratchSpace } from "./scratch.js";
import { TaskProcess } from "./task-process.js";
import type { TaskRunner } from "./task-runner.js";

/** Processes that are kept ready. With two, runs that follow each other closely do not wait for one to start either. */
const SPARES = 2;
/** Bytes of memory below which no process is kept ready, nor stays. */
const SCARCE = 256 * 1024 * 1024;
/** Seconds for which the process of a plan waits for the apply of its run. */
const STAY = 10;

export interface TaskRunnersOptions {
  readonly executor: ExecutorChoice;
  /** The first of the user ids that tasks run as, one each; null for the agent's own user. */
  readonly firstUser: number | null;
  readonly scratch: Pick<ScratchSpace, "privateFolder" | "warmUpFolder">;
  readonly log: Logger;
}

/**
 * Gives each task what runs it. Processes are kept ready, so that no task of the embedded engine waits for one to start;
 * the process of a plan stays for the apply of the same run. No process is ever given the tasks of two runs.
 */
export class TaskRunners {
  private spares: TaskProcess[] = [];
  private closed = false;
  private isStaleTold = false;
  private isScarcityTold = false;
  private readonly users = new Set<number>();
  /** By the id of their run. */
  private readonly staying = new Map<
    string,
    { readonly process: TaskProcess; readonly timer: NodeJS.Timeout }
  >();

  constructor(private readonly options: TaskRunnersOptions) {}

  /** Starts processes ahead of the tasks that will need them. */
  prepare(): void {
    const { executor, firstUser } = this.options;
    const isNeeded = executor.kind !== "binary" || firstUser !== null || !canWatchPrograms;
    if (!isNeeded || this.closed || this.isMemoryScarce()) return;
    this.spares = this.spares.filter(({ usable }) => usable);
    try {
      while (this.spares.length < SPARES) this.spares.push(this.start());
    } catch (error) {
      // A task that needs a process says why it has none; the heartbeat reports what is wrong with the agent's folder.
      this.options.log.warn(`no process is kept ready: ${(error as Error).message}`);
    }
  }

  /** What runs a task. `orderFor` gives the order to the user that the task runs as. @throws Error when nothing can */
  async take(
    orderFor: (user: number | null) => TaskOrder,
  ): Promise<{ readonly runner: TaskRunner; readonly order: TaskOrder }> {
    if (this.options.firstUser === null && canWatchPrograms) {
      const order = orderFor(null);
      const { tool } = await choose(order);
      if (tool !== null) return { runner: new ProgramTask(tool), order };
    }
    const probe = orderFor(null);
    const runner = this.stayed(probe) ?? this.takeSpare();
    return { runner, order: orderFor(runner.user) };
  }

  /** Lets the process of a plan wait for the apply of its run, or ends it. */
  stay(runId: string, runner: TaskRunner): void {
    if (!(runner instanceof TaskProcess) || !runner.usable) return;
    if (this.closed || this.isMemoryScarce()) {
      runner.kill();
      return;
    }
    const timer = setTimeout(() => this.dismiss(runId), STAY * 1_000).unref();
    this.staying.set(runId, { process: runner, timer });
  }

  close(): void {
    this.closed = true;
    for (const runId of [...this.staying.keys()]) this.dismiss(runId);
    for (const spare of this.spares.splice(0)) spare.kill();
  }

  private isMemoryScarce(): boolean {
    // Node 20.13 and newer know it, cgroups included.
    const free = process.availableMemory?.() ?? Number.POSITIVE_INFINITY;
    if (free < SCARCE && !this.isScarcityTold) {
      this.isScarcityTold = true;
      this.options.log.warn(
        `only ${Math.round(free / 1024 ** 2)} MiB of memory are free: no process is kept ready, so that tasks start more slowly`,
      );
    }
    return free < SCARCE;
  }

  private stayed({ phase, run }: TaskOrder): TaskProcess | undefined {
    const waiting = this.staying.get(run.id);
    if (waiting === undefined) return undefined;
    clearTimeout(waiting.timer);
    this.staying.delete(run.id);
    if (phase === "apply" && waiting.process.usable) return waiting.process;
    waiting.process.kill();
    return undefined;
  }

  private dismiss(runId: string): void {
    const waiting = this.staying.get(runId);
    clearTimeout(waiting?.timer);
    this.staying.delete(runId);
    waiting?.process.kill();
  }

  private takeSpare(): TaskProcess {
    // The oldest has had the most time to get ready.
    this.spares = this.spares.filter(({ usable }) => usable);
    const taken = this.spares.shift() ?? this.start();
    this.prepare();
    return taken;
  }

  private start(): TaskProcess {
    const user = this.freeUser();
    const started = new TaskProcess({
      executor: this.options.executor,
      user,
      compiledFile: this.compiledFile,
      warmUpDir: this.options.scratch.warmUpFolder(user),
      onCompiled: (code) => this.keepCompiled(code),
      onStale: (why) => this.dropCompiled(why),
    });
    void started.ended.then(() => user !== null && this.users.delete(user));
    return started;
  }

  private freeUser(): number | null {
    const { firstUser } = this.options;
    if (firstUser === null) return null;
    let user = firstUser;
    while (this.users.has(user)) user += 1;
    this.users.add(user);
    return user;
  }

  private get compiledFile(): string {
    return join(this.options.scratch.privateFolder, "compiled");
  }

  /** Every process of this agent starts faster from here on. Without the file it starts as the first one did. */
  private keepCompiled(code: Buffer): void {
    if (this.closed) return;
    try {
      // Readable for the users that tasks run as, writable for the agent alone.
      writeFileSync(`${this.compiledFile}.new`, code, { mode: 0o644 });
    } catch {
      return;
    }
    rename(`${this.compiledFile}.new`, this.compiledFile).catch(() => {});
  }

  private dropCompiled(why: string): void {
    rmSync(this.compiledFile, { force: true });
    if (this.isStaleTold) return;
    this.isStaleTold = true;
    this.options.log.warn(
      `compiled code is not used: ${why}. Tasks start more slowly until it is made again.`,
    );
  }
}
