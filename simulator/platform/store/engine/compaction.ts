/** Sizes in bytes of a store's files: its last snapshot, and the journal since then. */
export interface Sizes {
  readonly snapshotSize: number;
  readonly journalSize: number;
}

/** When a compaction starts automatically. */
export interface CompactionOptions {
  /** Bytes of journal from which on a compaction pays; also at least as many as the last snapshot has. */
  readonly compactAfter: number;
  /** Milliseconds after opening in which none begins by itself; 0 when absent. */
  readonly settling?: number;
  /** Told of one that began by itself and failed. */
  readonly onProblem: (error: unknown) => void;
}

/** Compacts a store, with any engine: automatically as soon as it is worthwhile, and never twice at once. */
export class Compaction {
  private readonly settled: number;
  private underWay: Promise<void> | null = null;
  private snapshotSize: number;
  private journalSize: number;

  constructor(
    private readonly options: CompactionOptions,
    { snapshotSize, journalSize }: Sizes,
    /** Writes the state of the moment it is called in; resolves with the snapshot's bytes. */
    private readonly writeSnapshot: () => Promise<number>,
  ) {
    this.snapshotSize = snapshotSize;
    this.journalSize = journalSize;
    this.settled = performance.now() + (options.settling ?? 0);
  }

  /** Counts what was added to the journal, and begins a compaction if that makes it pay. */
  count(bytes: number): void {
    this.journalSize += bytes;
    if (this.underWay !== null || performance.now() < this.settled) return;
    if (this.journalSize < Math.max(this.options.compactAfter, this.snapshotSize)) return;
    this.run().catch((error) => this.options.onProblem(error));
  }

  /** Compacts, or waits for the compaction under way. @throws what the writing of the snapshot failed of */
  run(): Promise<void> {
    // A microtask later, since no transaction is under way then.
    this.underWay ??= Promise.resolve()
      .then(() => this.write())
      .finally(() => {
        this.underWay = null;
      });
    return this.underWay;
  }

  /** Resolves when none is under way any more, failed or not. */
  async ended(): Promise<void> {
    await this.underWay?.catch(() => {});
  }

  private async write(): Promise<void> {
    // Counted from here, so that a failed attempt is repeated only when the journal has grown as much again.
    this.journalSize = 0;
    this.snapshotSize = await this.writeSnapshot();
  }
}
