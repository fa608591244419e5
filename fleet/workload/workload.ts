/** One run of a workload. Times are milliseconds; `at` counts from the workload's origin. */
export interface Arrival {
  readonly at: number;
  readonly workspace: string;
  /** By name; null if the workload does not say. */
  readonly environment: string | null;
  /** Name of the pool that the workspace is linked to; null leaves it to the world's links and defaults. */
  readonly pool: string | null;
  readonly plan: number;
  /** Null for a run whose plan finds no changes. */
  readonly apply: number | null;
  /** From the end of the plan to its confirmation; 0 for a run that is applied automatically. */
  readonly confirm: number;
  readonly dry: boolean;
  /** Its place, for messages, such as `trace.csv:17`. */
  readonly where: string;
}

/** Runs in the order of their times. It can be read more than once. */
export interface Workload {
  /** Its title in reports. */
  readonly title: string;
  /** The moment that times count from, in milliseconds since the epoch. */
  readonly origin: number;
  /** Whether `origin` is a date of the workload, and not a default. */
  readonly dated: boolean;
  /** The runs, in batches. @throws FleetInputError if the workload is invalid */
  open(): AsyncIterable<readonly Arrival[]>;
}
