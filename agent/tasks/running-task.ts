import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  nothingDone,
  type PolicyWork,
  type ScanWork,
  type TaskOrder,
  type TaskResult,
} from "../executors/shared/executor.js";
import type { OpaPrograms } from "../executors/shared/opa.js";
import type { Tool, Tools } from "../executors/shared/tools.js";
import { persist } from "../protocol/backoff.js";
import { HttpError } from "../protocol/http.js";
import type {
  Attached,
  CancelOrder,
  Limits,
  RegistryHook,
  StartResponse,
  TaskOffer,
  TaskRef,
} from "../protocol/protocol.js";
import type { Job, Server } from "../protocol/server.js";
import type { Logger } from "../settings/logger.js";
import type { AgentSettings } from "../settings/settings.js";
import { Delivery } from "./delivery.js";
import { taskEnvironment } from "./environment.js";
import { Failures, type KeptState } from "./failures.js";
import { LogMask } from "./log-mask.js";
import { LogStream } from "./log-stream.js";
import type { PlanFolder, PlanFolders } from "./plan-folders.js";
import { maskedReports, policyWork } from "./policy-work.js";
import { scanWork } from "./scan-work.js";
import type { Scratch, ScratchSpace } from "./scratch.js";
import type { StateRecord } from "./state-record.js";
import { StateStream } from "./state-stream.js";
import type { TaskEnd, TaskRunner } from "./task-runner.js";
import type { TakenRunner, TaskRunners } from "./task-runners.js";
import { fetchInputs, fetchTrees } from "./transfers.js";

export interface TaskDependencies {
  readonly settings: AgentSettings;
  readonly server: Server;
  readonly log: Logger;
  readonly scratch: ScratchSpace;
  readonly runners: TaskRunners;
  readonly planFolders: PlanFolders;
  readonly tools: Tools;
  readonly opa: OpaPrograms;
  readonly limits: Limits;
  /** Id of the sandbox that the agent works for. */
  readonly sandbox: string;
}

/** R17, R19: the attempt is no longer current, or its token was revoked, so there is nobody to report to. */
const isOver = (error: unknown): boolean =>
  error instanceof HttpError && (error.status === 410 || error.status === 401);

/** One started task: fetches its inputs, runs it in a process of its own, and reports how it ended. */
export class RunningTask {
  readonly ref: TaskRef;
  /** Resolves when the task has ended and was reported, or was given up. */
  readonly done: Promise<void>;
  private readonly job: Job;
  private readonly failures: Failures;
  private readonly gone = new AbortController();
  private runner: TaskRunner | undefined;
  /** For an apply: what its plan left on this agent. */
  private readonly planned: PlanFolder | null;
  /** For a plan: the program that made it, if the apply can continue in its folder. */
  private madeBy: PlanFolder["madeBy"] | null = null;
  /** The policies of the plan, once the program that evaluates them is known. */
  private policies: PolicyWork | null = null;
  /** The scanners of the plan, once their programs were found. */
  private scans: ScanWork | null = null;
  /** Resolves when the server knows that policies are evaluated. */
  private checking: Promise<void> | undefined;
  private stopping: { readonly mode: CancelOrder["mode"]; readonly report: TaskResult } | null = null;

  constructor(
    offer: TaskOffer,
    private readonly started: StartResponse,
    private readonly deps: TaskDependencies,
  ) {
    this.ref = { id: offer.id, attempt: offer.attempt };
    this.job = deps.server.job(started.jobToken, this.ref);
    this.failures = new Failures(deps.settings.name, started.phase, deps.scratch.folder);
    this.planned = started.phase === "apply" ? deps.planFolders.take(started.run.id) : null;
    this.done = this.execute().catch((error) => {
      if (!this.gone.signal.aborted) this.giveUp(error);
    });
  }

  /** The run was canceled. */
  cancel(mode: CancelOrder["mode"]): void {
    this.stop(mode, nothingDone("canceled"));
  }

  /** The agent stops: ends the task within `grace` seconds and reports it as failed, with the message. */
  interrupt(message: string, grace: number): void {
    this.stop("soft", nothingDone("errored", message), grace);
  }

  /** The task is no longer this agent's, or there is nobody to report to. */
  drop(): void {
    this.gone.abort();
    this.runner?.kill();
  }

  private stop(mode: CancelOrder["mode"], report: TaskResult, grace?: number): void {
    if (this.stopping?.mode === "force" || this.stopping?.mode === mode) return;
    this.stopping = { mode, report };
    this.deps.log.info(`stopping a task (${mode})`, { task: this.ref.id });
    if (mode === "force") this.runner?.kill();
    else this.runner?.cancel(grace);
  }

  /** The server rejected something: the attempt is no longer current, or the agent was dismissed. */
  private giveUp(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    this.deps.log[isOver(error) ? "info" : "error"](`gave up a task: ${why}`, { task: this.ref.id });
    this.drop();
  }

  private async execute(): Promise<void> {
    const { log } = this.deps;
    const { phase, run, workspace } = this.started;
    log.info(`started the ${phase} of ${run.id} in workspace ${workspace.name}`, { task: this.ref.id });
    const report = await this.work();
    log.info(`the ${phase} of ${run.id} has ${report.outcome}`, {
      task: this.ref.id,
      ...(report.error === null ? {} : { error: report.error }),
    });
  }

  /** Reports how the task ended, with the output that the server does not have yet. */
  private async finish(
    { artifacts: _sent, isFolderReusable: _own, ...report }: TaskResult,
    attached?: Attached,
  ): Promise<void> {
    await persist(this.gone.signal, () => this.job.finish({ ...report, ...(attached && { attached }) }));
  }

  /** Executes the task, sends its output and files, and reports how it ended. */
  private async work(): Promise<TaskResult> {
    let scratch: Scratch;
    try {
      scratch = this.planned?.scratch ?? (await this.deps.scratch.create(this.ref));
    } catch (error) {
      const report = this.failures.reportOf(error as Error, null, null);
      await this.finish(report);
      return report;
    }
    const { limits } = this.deps;
    const output = new LogStream(this.job, limits.log, this.gone.signal, (error) => this.refused(error));
    const states = new StateStream(this.job, scratch.read, this.gone.signal, (error) => this.refused(error));
    const delivery = new Delivery(this.job, limits, output, states, scratch, this.gone.signal);
    const { planFolders } = this.deps;
    const { run } = this.started;
    let result: TaskResult | null = null;
    let isKept = false;
    try {
      result = await this.produce(scratch, output, states);
      // A report that came before this one would be said of a task that has ended.
      await this.checking;
      const attached = await delivery.send(result.artifacts);
      if (this.madeBy !== null && result.hasChanges) {
        // The apply may begin before the answer to this result is here.
        planFolders.keep(run.id, { scratch, madeBy: this.madeBy });
        isKept = true;
      }
      await this.finish(result, attached);
      this.deps.log.debug("sent the log, the artifacts and the result", { task: this.ref.id });
      return result;
    } catch (error) {
      if (isKept) await planFolders.remove(run.id);
      const kept = await this.keepState(states);
      if (this.gone.signal.aborted || isOver(error)) throw error;
      const report = this.failures.reportOf(error as Error, result, kept);
      const { restOfLog } = delivery;
      await this.finish(report, restOfLog === null ? undefined : { artifacts: {}, log: restOfLog });
      return report;
    } finally {
      if (!isKept) await scratch.remove();
    }
  }

  /** Keeps the state of an apply that the server does not have. Returns where, or why it could not. */
  private async keepState(states: StateStream): Promise<KeptState | null> {
    try {
      const state = await states.undelivered();
      if (state === null) return null;
      return { path: await this.deps.scratch.keptStates.keep(this.record, state) };
    } catch (error) {
      const problem = (error as Error).message;
      this.deps.log.error(`the state that ${this.started.run.id} left cannot be kept: ${problem}`);
      return { problem };
    }
  }

  /** The facts that a later delivery of the task's state needs. */
  private get record(): StateRecord {
    const { jobToken, run, workspace } = this.started;
    return { sandbox: this.deps.sandbox, task: this.ref, jobToken, run: run.id, workspace };
  }

  /** The server rejected a part of the log or the state. This ends the task if it is no longer current, and is only logged otherwise. */
  private refused(error: unknown): void {
    if (isOver(error)) this.giveUp(error);
    else this.deps.log.warn(`the server rejected a part of the task's output: ${(error as Error).message}`);
  }

  private async produce(scratch: Scratch, output: LogStream, states: StateStream): Promise<TaskResult> {
    const { run } = this.started;
    const failed = (message: string) => {
      output.write(`Error: ${message}\n`);
      return nothingDone("errored", message);
    };
    const { refusal } = this.started;
    if (refusal !== undefined) return failed(refusal);
    const { inputs, inline } = this.started;
    const missing = this.planned === null ? inputs : inputs.filter((kind) => kind === "state");
    try {
      await fetchInputs(this.job, { inputs: missing, inline }, scratch, this.gone.signal);
      await fetchTrees(this.job, this.started, scratch, this.gone.signal);
    } catch (error) {
      if (this.gone.signal.aborted || isOver(error)) throw error;
      return failed(this.failures.inputs((error as Error).message));
    }
    this.deps.log.debug("fetched the inputs of the task", { task: this.ref.id });
    let tools: readonly Tool[];
    try {
      tools = await this.deps.tools.of(run.iacPlatform);
    } catch (error) {
      return failed((error as Error).message);
    }
    try {
      this.scans = scanWork(this.started, this.deps.settings);
      this.policies = await policyWork(this.started, this.deps.settings, this.deps.opa);
    } catch (error) {
      return failed((error as Error).message);
    }
    if (this.stopping) return this.stopping.report;
    return this.runWork(scratch, tools, output, states);
  }

  private async runWork(
    scratch: Scratch,
    tools: readonly Tool[],
    output: LogStream,
    states: StateStream,
  ): Promise<TaskResult> {
    // Dropped while it fetched, when there was no process to kill.
    this.gone.signal.throwIfAborted();
    const { id: workspace } = this.started.workspace;
    const { runners } = this.deps;
    let taken: TakenRunner;
    try {
      taken = await runners.take(workspace, (user) => this.order(scratch, tools, user), this.planned?.madeBy);
    } catch (error) {
      const { message } = error as Error;
      output.write(`\nError: ${message}\n`);
      return nothingDone("errored", message);
    }
    const { runner, order, choice } = taken;
    this.runner = runner;
    if (runner.user !== null) await scratch.giveTo(runner.user);
    // Dropped or stopped while it was taken, when there was nothing to kill.
    if (this.gone.signal.aborted || this.stopping) runner.kill();
    const mask = new LogMask(this.started.run, this.started.providers, this.started.scans);
    let noted: Promise<void> | undefined;
    const events = {
      log: (chunk: Buffer) => output.write(mask.write(chunk)),
      stateGrown: (path: string) => {
        states.grown(path);
        noted ??= scratch.noteState(this.record, path).catch((error: Error) => {
          this.deps.log.warn(`a crash of the agent would lose the task's state: ${error.message}`);
        });
      },
      checking: () => {
        this.checking ??= persist(this.gone.signal, () => this.job.checking()).catch((error) =>
          this.refused(error),
        );
      },
    };
    const end: TaskEnd = await runner.run(order, events, this.mayAnotherFollow);
    // If it stays, it belongs to the workspace's next task, which must not be stopped along with this one.
    this.runner = undefined;
    if (end.result !== null) {
      if (end.stays) runners.stay(workspace, runner);
      if (end.result.isFolderReusable && this.mayAnotherFollow) this.madeBy = choice;
    }
    output.write(mask.end());
    this.deps.log.debug("the task's process has ended", { task: this.ref.id });
    await noted;
    this.gone.signal.throwIfAborted();
    // Work that ended before it was asked to stop counts as done.
    if (this.stopping && end.result?.outcome !== "finished") {
      // The work done before the cancellation is kept.
      const { changes = null, artifacts = [] } = end.result ?? {};
      return { ...this.stopping.report, changes, artifacts };
    }
    if (end.result !== null) {
      const { error, policies } = end.result;
      return {
        ...end.result,
        error: error === null ? null : this.failures.explained(mask.text(error)),
        ...(policies && { policies: maskedReports(policies, mask) }),
      };
    }
    const message = this.failures.unexpectedEnd(end.how);
    output.write(`\nError: ${message}\n`);
    return nothingDone("errored", message);
  }

  /** Whether the workspace's next task can reuse what this task leaves: that task can follow soon, and no hooks ran here. */
  private get mayAnotherFollow(): boolean {
    const { phase, run } = this.started;
    return (phase === "apply" || run.autoApply) && !run.isDry && !this.hasHooks;
  }

  private get registryHooks(): readonly RegistryHook[] {
    return this.started.registryHooks ?? [];
  }

  private get hasHooks(): boolean {
    const { hooksDir } = this;
    if (this.registryHooks.length > 0) return true;
    return Object.keys(this.started.run.hooks).length > 0 || (hooksDir !== null && existsSync(hooksDir));
  }

  private get hooksDir(): string | null {
    const { dataDir } = this.deps.settings;
    return dataDir === null ? null : resolve(dataDir, "hooks");
  }

  /** As it was fetched, or as it was made in this folder. */
  private planPath({ planPath, outDir }: Scratch): string {
    return this.planned === null ? planPath : join(outDir, "plan");
  }

  /** `user` is the user that the task runs as, if it is not the agent's. */
  private order(scratch: Scratch, tools: readonly Tool[], user: number | null): TaskOrder {
    const { settings, scratch: space } = this.deps;
    const { phase, run, inputs } = this.started;
    return {
      phase,
      run,
      executor: settings.executor,
      tools,
      configurationDir: scratch.configurationDir,
      statePath: inputs.includes("state") ? scratch.statePath : null,
      planPath: inputs.includes("plan") ? this.planPath(scratch) : null,
      isPrepared: this.planned !== null,
      outDir: scratch.outDir,
      env: {
        ...taskEnvironment(process.env, this.started, scratch, settings.url),
        ...(user !== null && { HOME: scratch.tmpDir }),
      },
      cacheDir: settings.cacheDir,
      sharedDir: user === null ? (settings.cacheDir ?? space.sharedDir) : scratch.ownSharedDir,
      access: this.started.access ?? null,
      providers: this.started.providers ?? null,
      policies: this.policies,
      scans: this.scans,
      registryHooks: this.registryHooks,
      hookTreesDir: scratch.hookTreesDir,
      checksDir: scratch.checksDir,
      hooksDir: this.hooksDir,
    };
  }
}
