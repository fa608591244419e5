import { persist } from "../backoff.js";
import type { TaskOrder, TaskResult } from "../executors/executor.js";
import { HttpError } from "../http.js";
import type { Logger } from "../logger.js";
import type { CancelOrder, StartResponse, TaskOffer, TaskRef } from "../protocol.js";
import type { Job, Server } from "../server.js";
import type { AgentSettings } from "../settings.js";
import { sendArtifacts } from "./artifacts.js";
import { taskEnvironment } from "./environment.js";
import { fetchInputs } from "./inputs.js";
import { LogStream } from "./log-stream.js";
import type { Scratch, ScratchSpace } from "./scratch.js";
import { StateStream } from "./state-stream.js";
import type { TaskProcess, TaskProcesses } from "./task-process.js";

export interface TaskDependencies {
  readonly settings: AgentSettings;
  readonly server: Server;
  readonly log: Logger;
  readonly scratch: ScratchSpace;
  readonly processes: TaskProcesses;
}

const ended = (outcome: TaskResult["outcome"], error: string | null = null): TaskResult => ({
  outcome,
  hasChanges: false,
  changes: null,
  error,
  artifacts: [],
});

/** R17, R19: the attempt is not current any more, or its token was revoked: nobody is left to be told. */
const isOver = (error: unknown): boolean =>
  error instanceof HttpError && (error.status === 410 || error.status === 401);

/** One started task: fetches what it works on, runs it in a process of its own, reports how it ended. */
export class RunningTask {
  readonly ref: TaskRef;
  /** Resolves when the task is over and reported, or given up. */
  readonly done: Promise<void>;
  private readonly job: Job;
  private readonly gone = new AbortController();
  private process: TaskProcess | undefined;
  private stopping: { readonly mode: CancelOrder["mode"]; readonly report: TaskResult } | null = null;

  constructor(
    offer: TaskOffer,
    private readonly started: StartResponse,
    private readonly deps: TaskDependencies,
  ) {
    this.ref = { id: offer.id, attempt: offer.attempt };
    this.job = deps.server.job(started.jobToken, this.ref);
    this.done = this.execute().catch((error) => {
      if (!this.gone.signal.aborted) this.giveUp(error);
    });
  }

  /** The run was canceled. */
  cancel(mode: CancelOrder["mode"]): void {
    this.stop(mode, ended("canceled"));
  }

  /** The agent stops: the task comes to an end and is reported as failed, saying so. */
  interrupt(message: string): void {
    this.stop("soft", ended("errored", message));
  }

  /** The task is no longer this agent's, or nobody is left to be told. */
  drop(): void {
    this.gone.abort();
    this.process?.kill();
  }

  private stop(mode: CancelOrder["mode"], report: TaskResult): void {
    if (this.stopping?.mode === "force" || this.stopping?.mode === mode) return;
    this.stopping = { mode, report };
    this.deps.log.info(`stopping a task (${mode})`, { task: this.ref.id });
    if (mode === "force") this.process?.kill();
    else this.process?.cancel();
  }

  /** The server has refused something: the attempt is not current any more, or the agent was dismissed. */
  private giveUp(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    this.deps.log[isOver(error) ? "info" : "error"](`gave up a task: ${why}`, { task: this.ref.id });
    this.drop();
  }

  private async execute(): Promise<void> {
    const { log } = this.deps;
    const { phase, run, workspace } = this.started;
    log.info(`started the ${phase} of ${run.id} in workspace ${workspace.name}`, { task: this.ref.id });
    let report: TaskResult;
    try {
      report = await this.work();
    } catch (error) {
      if (this.gone.signal.aborted || isOver(error)) throw error;
      report = ended("errored", `The agent could not execute the ${phase}: ${(error as Error).message}`);
    }
    const { artifacts: _sent, ...rest } = report;
    await persist(this.gone.signal, () => this.job.finish(rest));
    log.info(`the ${phase} of ${run.id} has ${report.outcome}`, {
      task: this.ref.id,
      ...(report.error === null ? {} : { error: report.error }),
    });
  }

  /** Does the task's work and sends everything that it leaves. */
  private async work(): Promise<TaskResult> {
    const scratch = await this.deps.scratch.create(this.ref);
    try {
      const output = new LogStream(this.job, this.gone.signal, (error) => this.refused(error));
      const result = await this.produce(scratch, output);
      await Promise.all([output.flush(), sendArtifacts(this.job, result.artifacts, this.gone.signal)]);
      this.deps.log.debug("sent the log and the artifacts", { task: this.ref.id });
      return result;
    } finally {
      await scratch.remove();
    }
  }

  /** A part of the log or the state was refused: that the task is not current ends it, all else is only noted. */
  private refused(error: unknown): void {
    if (isOver(error)) this.giveUp(error);
    else this.deps.log.warn(`the server refused a part of the task's output: ${(error as Error).message}`);
  }

  private async produce(scratch: Scratch, output: LogStream): Promise<TaskResult> {
    try {
      await fetchInputs(this.job, this.started.inputs, scratch, this.gone.signal);
    } catch (error) {
      if (this.gone.signal.aborted || isOver(error)) throw error;
      const message = `The agent could not fetch what the ${this.started.phase} works on: ${(error as Error).message}`;
      output.write(`Error: ${message}\n`);
      return ended("errored", message);
    }
    this.deps.log.debug("fetched what the task works on", { task: this.ref.id });
    if (this.stopping) return this.stopping.report;
    return this.runProcess(scratch, output);
  }

  private async runProcess(scratch: Scratch, output: LogStream): Promise<TaskResult> {
    // Dropped while it fetched: there was no process to kill yet.
    this.gone.signal.throwIfAborted();
    const states = new StateStream(this.job, this.gone.signal, (error) => this.refused(error));
    this.process = this.deps.processes.take();
    const end = await this.process.run(this.order(scratch), {
      log: (chunk) => output.write(chunk),
      stateGrown: (path) => states.grown(path),
    });
    this.deps.log.debug("the task's process has ended", { task: this.ref.id });
    await states.settled();
    this.gone.signal.throwIfAborted();
    // Work that came to its end before it was asked to stop is done.
    if (this.stopping && end.result?.outcome !== "finished") {
      // What it did before it stopped is kept.
      const { changes = null, artifacts = [] } = end.result ?? {};
      return { ...this.stopping.report, changes, artifacts };
    }
    if (end.result !== null) return end.result;
    const message = `The process of the ${this.started.phase} ended before its work was done (${end.how}).`;
    output.write(`\nError: ${message}\n`);
    return ended("errored", message);
  }

  private order(scratch: Scratch): TaskOrder {
    const { settings } = this.deps;
    const { phase, run, inputs } = this.started;
    return {
      phase,
      run,
      executor: settings.executor,
      configurationDir: scratch.configurationDir,
      statePath: inputs.includes("state") ? scratch.statePath : null,
      planPath: inputs.includes("plan") ? scratch.planPath : null,
      outDir: scratch.outDir,
      env: taskEnvironment(process.env, this.started, scratch.tmpDir),
      cacheDir: settings.cacheDir,
    };
  }
}
