import { nothingDone, type TaskResult } from "../executors/executor.js";
import type { TaskPhase } from "../protocol.js";
import { isDiskFull, taskFailure } from "../task-failures.js";

/** Where the state was put that an apply left and the server does not have, or why it could not be. */
export type KeptState = { readonly path: string } | { readonly problem: string };

/** How what goes wrong outside a task's own work is reported: which agent, what happened, and what to do. */
export class Failures {
  constructor(
    /** Name of the agent. */
    private readonly agent: string,
    private readonly phase: TaskPhase,
    /** Where the agent's tasks have their files. */
    private readonly folder: string,
  ) {}

  /** The report of a task that broke off; `result` is what its process had reported, if it did. */
  reportOf({ message: reason }: Error, result: TaskResult | null, kept: KeptState | null): TaskResult {
    const error = this.textOf(reason, result !== null, kept);
    return { ...nothingDone("errored", error), changes: result?.changes ?? null };
  }

  /** The message of an error, with the remedy where the disk is full. */
  explained(reason: string): string {
    return isDiskFull(reason) ? this.diskFull(reason) : reason;
  }

  /** What the task works on could not be fetched. */
  inputs(reason: string): string {
    const { phase } = this;
    return isDiskFull(reason) ? this.diskFull(reason) : taskFailure("inputs", { phase, reason });
  }

  /** The task's process ended without a report; `how` is a signal's name, or says the exit code. */
  unexpectedEnd(how: string): string {
    const { phase, agent } = this;
    return /^SIG/.test(how)
      ? taskFailure("killed", { phase, signal: how, agent })
      : taskFailure("died", { phase, how });
  }

  private textOf(reason: string, wasDone: boolean, kept: KeptState | null): string {
    const { agent, phase } = this;
    if (kept !== null)
      return "path" in kept
        ? taskFailure("stateKept", { reason, path: kept.path, agent })
        : taskFailure("stateNotKept", { reason, problem: kept.problem, agent });
    if (isDiskFull(reason)) return this.diskFull(reason);
    return taskFailure(wasDone ? "refused" : "unable", { phase, reason });
  }

  private diskFull(reason: string): string {
    const { agent, phase, folder } = this;
    return taskFailure("diskFull", { agent, phase, reason, folder });
  }
}
