/** Notifies the followers of a log when it grows, with its new size. They read the content through the API. */
export class LogGrowth {
  private readonly followers = new Set<(phase: string, size: number) => void>();

  /** `phase` is the id of the plan or apply. */
  grew(phase: string, size: number): void {
    for (const tell of this.followers) tell(phase, size);
  }

  /** Returns what ends it. */
  follow(tell: (phase: string, size: number) => void): () => void {
    this.followers.add(tell);
    return () => this.followers.delete(tell);
  }
}
