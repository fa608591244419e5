/** What an agent and the process of a task say to each other. The log goes over standard output and error. */
import type { TaskOrder, TaskResult } from "../executors/executor.js";

export type ToTask = { readonly type: "run"; readonly order: TaskOrder };

export type FromTask =
  /** Loaded, waiting for its order. */
  | { readonly type: "ready" }
  /** A newer state lies at the path. */
  | { readonly type: "state"; readonly path: string }
  | { readonly type: "result"; readonly result: TaskResult };
