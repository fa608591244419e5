/** Delivers commits to listeners in order, also when a listener itself commits. */
export class CommitListeners<C> {
  /** Replaced when one comes or goes, so that a delivery reaches those that were there when it began. */
  private listeners: readonly ((commit: C) => void)[] = [];
  private readonly queue: C[] = [];
  private delivering = false;

  constructor(private readonly onError: (error: unknown) => void) {}

  add(listener: (commit: C) => void): () => void {
    // Wrapped, so that adding a function twice gives two subscriptions.
    const entry = (commit: C) => listener(commit);
    this.listeners = [...this.listeners, entry];
    return () => {
      this.listeners = this.listeners.filter((each) => each !== entry);
    };
  }

  deliver(commit: C): void {
    this.queue.push(commit);
    if (this.delivering) return;
    this.delivering = true;
    for (let next = this.queue.shift(); next !== undefined; next = this.queue.shift()) {
      for (const listener of this.listeners) {
        try {
          listener(next);
        } catch (error) {
          // The commit stands whatever a listener thinks of it.
          this.onError(error);
        }
      }
    }
    this.delivering = false;
  }
}
