import type { TaskOrder, TaskResult } from "../executors/shared/executor.js";

/** Seconds that a task has to end after it was asked to. */
export const CANCEL_GRACE = 10;

export interface TaskEvents {
  log(chunk: Buffer): void;
  /** There is a newer state at the path. */
  stateGrown(path: string): void;
  /** The plan is made, and its policies are evaluated. */
  checking(): void;
}

/**
 * How a task ended: with a result or without one. `stays`: its runner waits for another task. `how` is the name of a signal or
 * describes the exit code.
 */
export type TaskEnd =
  | { readonly result: TaskResult; readonly stays: boolean }
  | { readonly result: null; readonly how: string };

/** Runs one task: a Node process with the embedded engine, or the agent itself if it only has to start a program. */
export interface TaskRunner {
  /** Id of the user that the task runs as; null for the agent's own. */
  readonly user: number | null;
  /** Resolves when the task has ended and its log is complete. `stay`: another task of the same workspace may follow. */
  run(order: TaskOrder, events: TaskEvents, stay?: boolean): Promise<TaskEnd>;
  /** Asks the task to end, and kills it after `grace` seconds. */
  cancel(grace?: number): void;
  /** Kills the task with everything that it has started. */
  kill(): void;
}
