/** Answers of the simulator's own API (`/api/sandbox/v1`), as far as the command line reads them. */
export const sandboxApi = "/api/sandbox/v1";

export interface SandboxClock {
  readonly now: string;
  readonly mode: "real" | "virtual";
  /** Milliseconds ahead of this machine's time. */
  readonly offset: number;
}

export interface Fired {
  readonly at: string;
  readonly name: string;
  readonly rule: string;
  readonly object: unknown;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Candidate {
  readonly level: "workspace" | "environment" | "account" | "scalr-runners";
  readonly pool: Named | null;
  readonly outcome: "won" | "not-set" | "skipped" | "refused" | "overridden";
  readonly reason: string;
}

export interface Resolution {
  readonly candidates: readonly Candidate[];
  readonly pool: Named | null;
  /** Why no pool may take the workspace's runs. */
  readonly error?: string;
}

export interface PoolStatus extends Named {
  readonly type: "runs" | "vcs" | "scalr-runners";
  readonly default: boolean;
  readonly shared: boolean;
  readonly slots: number;
  readonly running: number;
  readonly queued: number;
  readonly agents: readonly AgentState[];
}

export interface AgentState extends Named {
  readonly status: string;
  readonly running: number;
  readonly concurrency: number;
  readonly lastSeenAt: string;
}

export interface Waiting {
  readonly kind: string;
  readonly message: string;
}

export interface QueueEntry {
  readonly run: string;
  readonly workspace: string;
  readonly environment: string;
  readonly pool: string | null;
  readonly status: string;
  readonly waitingFor: Waiting | null;
}

export interface Status {
  readonly account: Named;
  readonly clock: SandboxClock;
  readonly runners: { readonly quota: number; readonly running: number; readonly queued: number };
  readonly pools: readonly PoolStatus[];
  readonly queue: readonly QueueEntry[];
}
