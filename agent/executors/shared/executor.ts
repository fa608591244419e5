import type {
  ArtifactKind,
  ChangeCounts,
  CostReport,
  PolicyHandover,
  PolicyReport,
  ProviderHandover,
  RegistryHook,
  RunAccess,
  RunOptions,
  ScanHandover,
  TaskPhase,
} from "../../protocol/protocol.js";
import type { ExecutorChoice } from "../../settings/settings.js";
import type { Programs } from "./programs.js";
import type { Tool } from "./tools.js";

/** The order for a task's process. Paths are absolute. */
export interface TaskOrder {
  readonly phase: TaskPhase;
  readonly run: RunOptions;
  readonly executor: ExecutorChoice;
  /** The programs that the agent has for the run's platform. */
  readonly tools: readonly Tool[];
  /** The extracted configuration. */
  readonly configurationDir: string;
  /** The workspace's current state, or null before the first apply. */
  readonly statePath: string | null;
  /** The saved plan that is to be applied; null for a plan. */
  readonly planPath: string | null;
  /** For an apply: the folders are those of the run's plan, `init` is done, and `planPath` is the plan as it was made, not packed. */
  readonly isPrepared: boolean;
  /** Where artifacts are to be written. */
  readonly outDir: string;
  /** The task's whole environment, the run's shell variables included. */
  readonly env: Readonly<Record<string, string>>;
  /** SCALR_AGENT_CACHE_DIR, if it is set. */
  readonly cacheDir: string | null;
  /** What the agent's tasks share: provider plugins, and the mirror of those that come with this package. */
  readonly sharedDir: string;
  /** How the run's code reaches the server in the run's own name; null where it cannot. */
  readonly access: RunAccess | null;
  /** The provider configurations that the run gets; null for none. */
  readonly providers: ProviderHandover | null;
  /** The policies that the plan is held to; null for none. */
  readonly policies: PolicyWork | null;
  /** What scans the plan; null where nothing does. */
  readonly scans: ScanWork | null;
  /** The hooks of the registry that the phase executes, in their order. */
  readonly registryHooks: readonly RegistryHook[];
  /** Where their files are, each in a folder by its id. */
  readonly hookTreesDir: string;
  /** Where the files of external checks are, each in a folder by the id of its integration. */
  readonly checksDir: string;
  /** Where the agent's own hooks are; null without SCALR_AGENT_DATA_DIR. */
  readonly hooksDir: string | null;
}

/** The policies of a plan, and the program that evaluates them. */
export interface PolicyWork {
  readonly handover: PolicyHandover;
  /** The programs that the agent has; null where it was told to evaluate none. */
  readonly programs: readonly OpaProgram[] | null;
  /** Seconds that the evaluation of one policy may take. */
  readonly timeout: number;
}

/** The scanners of a plan, and the absolute paths of their programs; "" for one that is not needed. */
export interface ScanWork {
  readonly handover: ScanHandover;
  readonly checkov: string;
  readonly infracost: string;
  /** Seconds that each may take. */
  readonly timeout: number;
}

/** An `opa` that was found on the machine. */
export interface OpaProgram {
  readonly version: string;
  /** Absolute path, or the name that SCALR_AGENT_OPA gives. */
  readonly program: string;
}

/** The result of a task, and the files that it leaves. */
export interface TaskResult {
  readonly outcome: "finished" | "errored" | "canceled";
  readonly hasChanges: boolean;
  readonly changes: ChangeCounts | null;
  /** What failed, naming the resource where one did. */
  readonly error: string | null;
  readonly artifacts: readonly { readonly kind: ArtifactKind; readonly path: string }[];
  /** How the policies judged a plan, as far as they were evaluated. */
  readonly policies?: readonly PolicyReport[];
  /** What a plan costs, where that was asked. */
  readonly cost?: CostReport;
  /** For a plan: it made no files that an apply on another agent would not find, so the apply may continue in its folders. */
  readonly isFolderReusable?: boolean;
}

export interface ExecutorHost {
  /** Fires when the task is canceled: start nothing new; finish what is under way. */
  readonly signal: AbortSignal;
  /** Starts what the task runs besides the executor itself. */
  readonly programs: Programs;
  /** Adds to the run's log. */
  log(text: string | Buffer): void;
  /** A newer state lies at the path: it is kept although the apply is not over. */
  stateGrown(path: string): void;
  /** The plan is made, and its policies are evaluated from now on. */
  checking(): void;
}

/** Plans and applies. An error that its functions throw becomes the error of the run. */
export interface Executor {
  /** What executes, and why where it is not what the workspace asks for: a line for the log. */
  readonly title: string;
  /** Prepares the working directory: what `init` does. */
  init(order: TaskOrder, host: ExecutorHost): Promise<void>;
  plan(order: TaskOrder, host: ExecutorHost): Promise<TaskResult>;
  apply(order: TaskOrder, host: ExecutorHost): Promise<TaskResult>;
}

/** The result of a task that has done nothing. */
export const nothingDone = (outcome: "errored" | "canceled", error: string | null = null): TaskResult => ({
  outcome,
  hasChanges: false,
  changes: null,
  error,
  artifacts: [],
});
