import type { ArtifactKind, ChangeCounts, RunOptions, TaskPhase } from "../protocol.js";
import type { ExecutorChoice } from "../settings.js";

/** Everything a task's process is told. Paths are absolute. */
export interface TaskOrder {
  readonly phase: TaskPhase;
  readonly run: RunOptions;
  readonly executor: ExecutorChoice;
  /** The extracted configuration. */
  readonly configurationDir: string;
  /** The workspace's current state, or null before the first apply. */
  readonly statePath: string | null;
  /** The saved plan that is to be applied; null for a plan. */
  readonly planPath: string | null;
  /** Where artifacts are to be written. */
  readonly outDir: string;
  /** The task's whole environment, the run's shell variables included. */
  readonly env: Readonly<Record<string, string>>;
  readonly cacheDir: string | null;
}

/** How a task ended, and which files it leaves. */
export interface TaskResult {
  readonly outcome: "finished" | "errored" | "canceled";
  readonly hasChanges: boolean;
  readonly changes: ChangeCounts | null;
  /** What failed, naming the resource where one did. */
  readonly error: string | null;
  readonly artifacts: readonly { readonly kind: ArtifactKind; readonly path: string }[];
}

export interface ExecutorHost {
  /** Fires when the task is canceled: nothing new is started, what is under way comes to an end. */
  readonly signal: AbortSignal;
  /** Adds to the run's log. */
  log(text: string): void;
  /** A newer state lies at the path: it is kept although the apply is not over. */
  stateGrown(path: string): void;
}

/** Executes one phase of a run. What it throws ends the run errored with the error's message. */
export type Executor = (order: TaskOrder, host: ExecutorHost) => Promise<TaskResult>;
