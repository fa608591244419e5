import type { Reader } from "../../core/schema.js";

/** What metrics are read from. */
export interface Scrape {
  readonly reader: Reader;
  readonly accountId: string;
  /** Milliseconds on the sandbox clock. */
  readonly now: number;
  /** R10, R11: how many tasks are queued in a pool. */
  queued(pool: string): number;
  /** R11: the task that is next in a pool. */
  next(pool: string): string | null;
}

/** One value of a metric. */
export interface Sample {
  /** By the names that the metric declares. */
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One metric: what it is called, what it means, and where its samples come from. */
export interface Metric {
  readonly name: string;
  readonly type: "gauge";
  /** One sentence, for `# HELP` and the reference. */
  readonly help: string;
  readonly labels: readonly string[];
  /** Costs what there are pools and agents, whatever the number of runs. */
  readonly samples: (scrape: Scrape) => readonly Sample[];
}
