import { nothingDone, type TaskResult } from "../executors/shared/executor.js";
import type { TaskPhase } from "../protocol/protocol.js";

/**
 * The errors of runs that failed because of the agent or its machine. `{...}` is filled in.
 * docs/reference/agent.md is made from this table.
 */
export const TASK_FAILURES = {
  inputs: {
    when: "The configuration, the state or the plan could not be fetched or unpacked.",
    text: "The agent could not fetch the inputs of the {phase}: {reason}",
  },
  unable: {
    when: "Anything else went wrong in the agent itself.",
    text: "The agent could not execute the {phase}: {reason}",
  },
  diskFull: {
    when: "The agent's disk or quota is full.",
    text:
      "The disk of agent '{agent}' is full, so the {phase} stopped ({reason}). Free space in {folder} and queue the run " +
      "again.",
  },
  killed: {
    when: "The process of the plan or apply was killed from outside, as the kernel does when memory runs out.",
    text:
      "The process of the {phase} was killed ({signal}), but not by agent '{agent}'. Its machine may be out of memory: add " +
      "memory, or run fewer tasks at a time (SCALR_AGENT_CONCURRENCY).",
  },
  died: {
    when: "The process of the plan or apply ended without a result.",
    text: "The process of the {phase} ended before its work was done ({how}).",
  },
  stopped: {
    when: "The agent was stopped by `grace-shutdown` during the run.",
    text: "Agent '{agent}' ({id}) was stopped during the run.",
  },
  refused: {
    when: "The server rejected the plan, because it is too large or for another reason.",
    text: "The {phase} finished, but the server rejected its result: {reason}",
  },
  stateKept: {
    when: "The server rejected the state of an apply.",
    text:
      "The apply made its changes, but the server rejected the state: {reason} It is kept at {path} on the machine of " +
      "agent '{agent}'.",
  },
  stateNotKept: {
    when: "The server rejected the state of an apply, and the agent could not keep it.",
    text:
      "The apply made its changes, but the server rejected the state ({reason}) and agent '{agent}' could not keep it " +
      "({problem}). Import the objects that it created.",
  },
} as const;

export type TaskFailure = keyof typeof TASK_FAILURES;

type Placeholders<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

export type FailureFacts<F extends TaskFailure> = Readonly<
  Record<Placeholders<(typeof TASK_FAILURES)[F]["text"]>, string>
>;

/** The message of a failure. */
export function taskFailure<F extends TaskFailure>(failure: F, facts: FailureFacts<F>): string {
  const known: Readonly<Record<string, string>> = facts;
  return TASK_FAILURES[failure].text.replace(/\{(\w+)\}/g, (_, name: string) => known[name] ?? "");
}

/** Whether an error means that a disk is full. */
const isDiskFull = (text: string): boolean =>
  /\b(ENOSPC|EDQUOT|EFBIG)\b|no space left on device|disk quota exceeded|file too large/i.test(text);

/** Where the agent kept a state that the server does not have, or why it could not keep it. */
export type KeptState = { readonly path: string } | { readonly problem: string };

/** Reports failures outside a task's own work: which agent, what happened, and what to do. */
export class Failures {
  constructor(
    /** Name of the agent. */
    private readonly agent: string,
    private readonly phase: TaskPhase,
    /** The folder of the agent's tasks. */
    private readonly folder: string,
  ) {}

  /** The report of a task that was interrupted. `result` is what its process had reported, if anything. */
  reportOf({ message: reason }: Error, result: TaskResult | null, kept: KeptState | null): TaskResult {
    const error = this.textOf(reason, result !== null, kept);
    return { ...nothingDone("errored", error), changes: result?.changes ?? null };
  }

  /** The message of an error, with the remedy if the disk is full. */
  explained(reason: string): string {
    return isDiskFull(reason) ? this.diskFull(reason) : reason;
  }

  /** The inputs of the task could not be fetched. */
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
