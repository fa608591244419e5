/** One run that a workload asks for. Times are milliseconds; `at` counts from the workload's origin. */
export interface Arrival {
  readonly at: number;
  readonly workspace: string;
  /** By name; null where the workload does not say. */
  readonly environment: string | null;
  /** Name of the pool that the workspace is linked to; null leaves it to the world's links and defaults. */
  readonly pool: string | null;
  readonly plan: number;
  /** Null for a run whose plan finds no changes. */
  readonly apply: number | null;
  /** From the end of the plan to its confirmation; 0 for a run that applies by itself. */
  readonly confirm: number;
  readonly dry: boolean;
  /** Where it stands, for messages, such as `trace.csv:17`. */
  readonly where: string;
}

/** Runs in the order of their times. It can be gone through more than once. */
export interface Workload {
  /** What it is, for reports. */
  readonly title: string;
  /** The moment that times count from, in milliseconds since the epoch. */
  readonly origin: number;
  /** Whether `origin` is a date that the workload names, and not one that was made up. */
  readonly dated: boolean;
  /** The runs, many at a time. @throws FleetInputError where the workload does not fit */
  open(): AsyncIterable<readonly Arrival[]>;
}
