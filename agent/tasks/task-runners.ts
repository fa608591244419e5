import { rmSync, writeFileSync } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { type Choice, choose } from "../executors/index.js";
import type { TaskOrder } from "../executors/shared/executor.js";
import { canWatchPrograms } from "../executors/shared/programs.js";
import type { Logger } from "../settings/logger.js";
import type { ExecutorChoice } from "../settings/settings.js";
import { ProgramTask } from "./program-task.js";
import type { ScratchSpace } from "./scratch.js";
import { TaskProcess } from "./task-process.js";
import type { TaskRunner } from "./task-runner.js";

/** Processes that are kept ready. With two, runs that follow each other closely do not wait for a process either. */
const SPARES = 2;
/** Milliseconds after which another process is made ready while one still is. A short run has ended by then, and is not slowed down. */
const REFILL = 100;
/** Milliseconds without a new task after which the agent counts as idle, and the ready processes warm up. */
const IDLE = 500;
/** Bytes of free memory below which no process is kept ready or waits. */
const SCARCE = 256 * 1024 * 1024;
/** Seconds for which a process waits for the next task of its workspace. */
const STAY = 10;
/** Approximate bytes of a waiting process, and the part of the free memory that all of them together can take. */
const SIZE = 64 * 1024 * 1024;
const SHARE = 1 / 8;

/** Milliseconds for which a measurement of the free memory is used. To measure takes a quarter of a millisecond. */
const MEASURED = 200;

export interface TaskRunnersOptions {
  readonly executor: ExecutorChoice;
  /** The first of the user ids that tasks run as, one each; null for the agent's own user. */
  readonly firstUser: number | null;
  readonly scratch: Pick<ScratchSpace, "privateFolder" | "warmUpFolder">;
  readonly log: Logger;
}

/** The runner of a task, and its order. `choice` is the executor; null if the process itself chooses it. */
export interface TakenRunner {
  readonly runner: TaskRunner;
  readonly order: TaskOrder;
  readonly choice: Choice | null;
}

/**
 * Gives each task a runner. Ready processes keep tasks of the embedded engine from waiting for a start. A process stays for the
 * apply of its plan, and for the next run of its workspace after an apply that started no programs. No process ever gets tasks
 * of two workspaces.
 */
export class TaskRunners {
  private spares: TaskProcess[] = [];
  private refill: NodeJS.Timeout | undefined;
  private idle: NodeJS.Timeout | undefined;
  private closed = false;
  private isStaleTold = false;
  private isScarcityTold = false;
  private memory: { readonly at: number; readonly free: number | undefined } | undefined;
  private readonly users = new Set<number>();
  /** By the id of their workspace; the one that has waited longest is first. */
  private readonly staying = new Map<
    string,
    { readonly process: TaskProcess; readonly timer: NodeJS.Timeout }
  >();

  constructor(private readonly options: TaskRunnersOptions) {}

  /** Starts processes ahead of the tasks that will need them. */
  prepare(): void {
    clearTimeout(this.refill);
    this.refill = undefined;
    this.rest();
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

  /**
   * The runner of a task of a workspace. `orderFor` returns the order for the user that the task runs as. `madeBy` is the program
   * that made the plan to apply, if that is known. @throws Error if no program can run the task
   */
  async take(
    workspace: string,
    orderFor: (user: number | null) => TaskOrder,
    madeBy?: Choice,
  ): Promise<TakenRunner> {
    this.rest();
    const order = orderFor(null);
    const choice = this.choosesItself ? (madeBy ?? (await choose(order))) : null;
    if (choice?.tool) return { runner: new ProgramTask(choice.tool), order, choice };
    const runner = this.stayed(workspace, order.run.isDry) ?? this.takeSpare();
    return { runner, order: orderFor(runner.user), choice };
  }

  /** Lets a process wait for the next task of its workspace, or ends it. */
  stay(workspace: string, runner: TaskRunner): void {
    if (!(runner instanceof TaskProcess) || !runner.usable) return;
    if (this.closed || this.isMemoryScarce()) {
      runner.kill();
      return;
    }
    this.dismiss(workspace);
    const most = Math.max(1, Math.floor(((this.freeMemory() ?? 0) * SHARE) / SIZE));
    for (const longest of [...this.staying.keys()].slice(0, this.staying.size + 1 - most))
      this.dismiss(longest);
    const timer = setTimeout(() => this.dismiss(workspace), STAY * 1_000).unref();
    this.staying.set(workspace, { process: runner, timer });
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.refill);
    clearTimeout(this.idle);
    for (const workspace of [...this.staying.keys()]) this.dismiss(workspace);
    for (const spare of this.spares.splice(0)) spare.kill();
  }

  /** Whether the agent chooses the executor of a task; otherwise the task's process does. */
  private get choosesItself(): boolean {
    return this.options.firstUser === null && canWatchPrograms;
  }

  /** Bytes of free memory, cgroups included; undefined before Node 20.13, which cannot tell. */
  private freeMemory(): number | undefined {
    const at = performance.now();
    if (this.memory === undefined || at - this.memory.at > MEASURED)
      this.memory = { at, free: process.availableMemory?.() };
    return this.memory.free;
  }

  private isMemoryScarce(): boolean {
    const free = this.freeMemory() ?? Number.POSITIVE_INFINITY;
    if (free < SCARCE && !this.isScarcityTold) {
      this.isScarcityTold = true;
      this.options.log.warn(
        `only ${Math.round(free / 1024 ** 2)} MiB of memory are free: no process is kept ready, so that tasks start more slowly`,
      );
    }
    return free < SCARCE;
  }

  /** A dry run can be of an unreviewed change, so it shares nothing with other runs. */
  private stayed(workspace: string, isDry: boolean): TaskProcess | undefined {
    const waiting = this.staying.get(workspace);
    if (waiting === undefined || isDry) return undefined;
    clearTimeout(waiting.timer);
    this.staying.delete(workspace);
    if (waiting.process.usable) return waiting.process;
    waiting.process.kill();
    return undefined;
  }

  private dismiss(workspace: string): void {
    const waiting = this.staying.get(workspace);
    clearTimeout(waiting?.timer);
    this.staying.delete(workspace);
    waiting?.process.kill();
  }

  /** Waits again until the agent is idle. */
  private rest(): void {
    clearTimeout(this.idle);
    if (this.closed) return;
    this.idle = setTimeout(() => {
      for (const spare of this.spares) spare.warmUp();
    }, IDLE).unref();
  }

  private takeSpare(): TaskProcess {
    // The oldest process has had the most time to get ready.
    this.spares = this.spares.filter(({ usable }) => usable);
    const taken = this.spares.shift() ?? this.start();
    if (this.spares.length === 0) this.prepare();
    else this.refill ??= setTimeout(() => this.prepare(), REFILL).unref();
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

  /** From now on every process of this agent starts faster. Without the file it starts like the first one. */
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
