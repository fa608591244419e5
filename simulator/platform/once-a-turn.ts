/**
 * Work that commits cause, such as assigning tasks. It runs once for all commits of a turn of the event loop, when the code that
 * made them has finished.
 */
export class OnceATurn {
  private isDue = false;
  private isClosed = false;

  constructor(
    private readonly work: () => void,
    /** Told when the work threw: the store accepts no changes, and a restart resumes everything that is stored. */
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Has the work done in this turn, however often it is asked for. */
  ask(): void {
    if (this.isDue) return;
    this.isDue = true;
    queueMicrotask(() => this.settle());
  }

  /** Does at once what was asked for in this turn, if anything was. */
  settle(): void {
    if (!this.isDue) return;
    this.isDue = false;
    if (this.isClosed) return;
    try {
      this.work();
    } catch (error) {
      this.onError(error);
    }
  }

  /** Nothing is done any more, not even what was asked for. */
  close(): void {
    this.isClosed = true;
  }
}
