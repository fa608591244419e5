/** How a sandbox is started. Everything has a default. */
export interface SandboxOptions {
  /** `virtual`, the default: the time stands still until `advance`. `real`: it runs by itself. */
  readonly clock?: "real" | "virtual";
  /** Where a virtual clock starts, in milliseconds since the epoch; by default at the machine's time. */
  readonly now?: number;
  /** Path of a described world (YAML) that the sandbox begins with; by default it begins empty. */
  readonly seed?: string;
  /** R7: runs that the Scalr runners execute at once; 5 by default. */
  readonly runnerQuota?: number;
  /** R13: milliseconds without contact after which an agent is offline; 300,000 (5 minutes) by default. */
  readonly offlineAfter?: number;
  /** R1: whether the Scalr runners are started when there is work for them; true by default. */
  readonly runners?: boolean;
  /** Id of the account, `acc-...`; a random one by default. */
  readonly accountId?: string;
  /** Name of the account; `sandbox` by default. */
  readonly accountName?: string;
}

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
  /** Values of the configuration's variables; none by default. */
  readonly variables?: Readonly<Record<string, string | number | boolean>>;
  /** False waits for `confirm()` after the plan. True by default. */
  readonly autoApply?: boolean;
  /** Only plans; false by default. */
  readonly dry?: boolean;
  /** Destroys what the workspace's runs made; false by default. */
  readonly destroy?: boolean;
  /** `Queued by a test` by default. */
  readonly message?: string;
}
