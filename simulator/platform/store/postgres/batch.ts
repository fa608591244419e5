/** Limits of one statement. */
const MOST = 500;
const MOST_BYTES = 8 * 1024 * 1024;

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly bytes: number;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Groups requests into statements: requests that arrive during a statement go into the next one and share a commit. A single
 * request does not wait.
 */
export class Batch<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private isBusy = false;

  /** `run` does it for all items, and returns their results in that order. */
  constructor(private readonly run: (items: readonly Item[]) => Promise<readonly Result[]>) {}

  /** `bytes` is the size of what the item sends. Rejects with what the statement rejects with. */
  add(item: Item, bytes = 0): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, bytes, resolve, reject });
      if (!this.isBusy) void this.work();
    });
  }

  private async work(): Promise<void> {
    this.isBusy = true;
    while (this.waiting.length > 0) {
      const taken = this.take();
      try {
        const results = await this.run(taken.map(({ item }) => item));
        for (const [place, { resolve }] of taken.entries()) resolve(results[place]!);
      } catch (error) {
        for (const { reject } of taken) reject(error);
      }
    }
    this.isBusy = false;
  }

  /** At least one, and the next ones that fit into a statement with it. */
  private take(): Waiting<Item, Result>[] {
    let [count, bytes] = [0, 0];
    for (const each of this.waiting.slice(0, MOST)) {
      bytes += each.bytes;
      if (count > 0 && bytes > MOST_BYTES) break;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }
}
