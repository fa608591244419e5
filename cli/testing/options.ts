import type { SimulatorOptions } from "../../simulator/server.js";

/** How a sandbox is started. Everything has a default. */
export type SandboxOptions = Pick<
  SimulatorOptions,
  "clock" | "now" | "seed" | "runnerQuota" | "offlineAfter" | "runners" | "accountId" | "accountName"
>;

/** An agent that a test starts. */
export interface AgentOptions {
  /** The pool it joins, by name or id. */
  readonly pool: string;
  /** `agent-1`, `agent-2`, ... unless it is given. */
  readonly name?: string;
  /** R8: how many runs it executes at once, 1 to 5; 5 by default. */
  readonly concurrency?: number;
}

/** A run that a test queues. */
export interface RunOptions {
  /** Its id, or `environment/name`. */
  readonly workspace: string;
  /** The folder whose configuration is run; what `.terraformignore` or `.gitignore` names is left out. */
  readonly folder: string;
  /** Values of the configuration's variables. */
  readonly variables?: Readonly<Record<string, string | number | boolean>>;
  /** False waits for `confirm()` after the plan. True by default. */
  readonly autoApply?: boolean;
  /** Only plans. */
  readonly dry?: boolean;
  /** Destroys what the workspace's runs made. */
  readonly destroy?: boolean;
  readonly message?: string;
}
