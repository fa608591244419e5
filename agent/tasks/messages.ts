/**
 * What an agent and the process of a task say to each other. The log goes the same way as the result, so that it is
 * complete when the result comes; standard output and error carry only what the process itself has to say.
 */

import type { TaskOrder, TaskResult } from "../executors/shared/executor.js";

export type ToTask =
  /** `stay`: the process waits for another task of the same workspace after this one, if that finished. */
  | { readonly type: "run"; readonly order: TaskOrder; readonly stay: boolean }
  /** The agent has nothing to do: a process that has no order may use the time. */
  | { readonly type: "warm-up" };

export type FromTask =
  /** Loaded, waiting for its order. */
  | { readonly type: "ready" }
  /** What V8 has compiled of the program, from a process that has not had an order yet. */
  | { readonly type: "compiled"; readonly code: Buffer }
  /** The compiled code that the process was given is of no use to it. */
  | { readonly type: "stale"; readonly why: string }
  | { readonly type: "log"; readonly text: Buffer }
  /** A newer state lies at the path. */
  | { readonly type: "state"; readonly path: string }
  /** The plan is made, and its policies are evaluated. */
  | { readonly type: "checking" }
  /** `hasStartedPrograms`: some of them may run on in the background. */
  | { readonly type: "result"; readonly result: TaskResult; readonly hasStartedPrograms: boolean };
