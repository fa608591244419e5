/**
 * The messages between an agent and the process of a task. The log takes the same way as the result, so it is complete when
 * the result comes. Standard output and error carry only messages of the process itself.
 */

import type { TaskOrder, TaskResult } from "../executors/shared/executor.js";

export type ToTask =
  /** `stay`: after this task, if it finishes, the process waits for another one of the same workspace. */
  | { readonly type: "run"; readonly order: TaskOrder; readonly stay: boolean }
  /** The agent is idle: a process without an order can use the time. */
  | { readonly type: "warm-up" };

export type FromTask =
  /** Loaded, waiting for its order. */
  | { readonly type: "ready" }
  /** The code that V8 has compiled, from a process that has not had an order yet. */
  | { readonly type: "compiled"; readonly code: Buffer }
  /** The process cannot use the compiled code that it got. */
  | { readonly type: "stale"; readonly why: string }
  | { readonly type: "log"; readonly text: Buffer }
  /** There is a newer state at the path. */
  | { readonly type: "state"; readonly path: string }
  /** The plan is made, and its policies are evaluated. */
  | { readonly type: "checking" }
  /** `hasStartedPrograms`: some of them may still run in the background. */
  | { readonly type: "result"; readonly result: TaskResult; readonly hasStartedPrograms: boolean };
