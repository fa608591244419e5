/** One value of a metric. */
export interface Sample {
  /** By the names that the metric declares. */
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One metric: what it is called, what it means, and how its samples are read from a source. */
export interface Metric<Source> {
  readonly name: string;
  readonly type: "gauge";
  /** One sentence, for `# HELP` and the reference. */
  readonly help: string;
  readonly labels: readonly string[];
  readonly samples: (source: Source) => readonly Sample[];
}

/** The metrics that a program has, with what they are read from at the moment of asking. */
export interface Metrics<Source> {
  readonly table: readonly Metric<Source>[];
  readonly source: () => Source;
}
