/** What the last look for drift has found in a workspace; there is one at most. Its status follows from its run. */
export interface DriftReport {
  readonly type: "drift-reports";
  readonly id: string;
  readonly workspace: string;
  /** The run that looks, or has looked. */
  readonly run: string;
  /** What differs; null until the run's plan is made. */
  readonly drifted: DriftedResources | null;
}

/** The resources that were changed outside. */
export interface DriftedResources {
  readonly count: number;
  /** The first of them. */
  readonly addresses: readonly string[];
}
