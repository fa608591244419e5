/** One value of a metric. */
export interface Sample {
  /** By the names that the metric declares. */
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A metric: its name, its description, and a function that reads its samples from a source. */
export interface Metric<Source> {
  readonly name: string;
  readonly type: "gauge";
  /** One sentence, for `# HELP` and the reference. */
  readonly help: string;
  readonly labels: readonly string[];
  readonly samples: (source: Source) => readonly Sample[];
}

/** The metrics of a program, and the source that they are read from when they are requested. */
export interface Metrics<Source> {
  readonly table: readonly Metric<Source>[];
  readonly source: () => Source;
}
