/** The results of a simulation: the JSON of `scalr-sandbox simulate`, from which its charts are drawn. */

/** The waits of a pool's runs in seconds; null if there were none. Mean and longest are exact, the others within 0.5 %. */
export interface WaitFigures {
  readonly mean_wait_seconds: number | null;
  readonly p50_wait_seconds: number | null;
  readonly p95_wait_seconds: number | null;
  readonly p99_wait_seconds: number | null;
  readonly longest_wait_seconds: number | null;
}

/** The reasons for which a run can wait. */
export type Limit = "workspace" | "quota" | "slots" | "agents";

/** The reasons for the waits of a pool: seconds for each. */
export type LimitFigures = Readonly<Record<Limit, number>>;

/** The results of one pool in one design. */
export interface PoolFigures extends WaitFigures {
  readonly name: string;
  /** Runs whose plan was started. The waits are those from the queuing of a run to the start of its plan. */
  readonly runs: number;
  /** Applies that were started, and how long they waited from their confirmation. */
  readonly applies: { readonly count: number } & WaitFigures;
  /** Part of the slots that was in use, from the first moment to the last run: 0 to 1, null without slots. */
  readonly utilization: number | null;
  /** The same for each hour of a week, Monday 00:00 UTC first. */
  readonly utilization_by_hour: readonly (number | null)[];
  readonly mean_queue: number;
  readonly longest_queue: number;
  /** Seconds from the start. */
  readonly longest_queue_at: number;
  /** Averages over spans of `queue_span_seconds`, so that there are at most 2,500 of them. */
  readonly queue_span_seconds: number;
  readonly queue: readonly {
    readonly at: number;
    readonly queued: number;
    readonly running: number;
    readonly slots: number;
  }[];
  readonly most_running: number;
  readonly agent_hours: number;
  readonly cost: number | null;
  /** What runs waited for, and which of these took most of the time. */
  readonly limited_by: LimitFigures;
  readonly limit: Limit | null;
  /** Whether the target was met, and by which part of the runs. */
  readonly target: { readonly met: boolean; readonly part: number } | null;
  /** Seconds from the start since when more has arrived than could be done; null for a queue that does not grow endlessly. */
  readonly overloaded_since: number | null;
}

/** The results of one design, with its pools. */
export interface DesignFigures {
  readonly design: string;
  /** What it says, by pool. */
  readonly agents: Readonly<Record<string, string>>;
  readonly slots: Readonly<Record<string, number>>;
  readonly quota: number | null;
  readonly runs: number;
  readonly ended: number;
  /** Runs that ended without having been executed to their end, by their reasons. */
  readonly errored: readonly { readonly message: string; readonly runs: number }[];
  /** Runs for which no agent came, or that nobody confirmed. */
  readonly stuck: number;
  /** Seconds from the start to the last run, and to the end of the last one. */
  readonly last_run_at: number;
  readonly ended_at: number;
  readonly pools: readonly PoolFigures[];
  readonly cost: number | null;
  readonly warnings: readonly string[];
  /** It was interrupted: these are figures of its beginning. */
  readonly partial: boolean;
}
