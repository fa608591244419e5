import type { StoreFailedError } from "../entities/errors.js";

interface Waiter {
  readonly seq: number;
  resolve(): void;
  reject(error: unknown): void;
}

/** Tracks which commits are durable and who waits for them. After a failed write, nothing more is acknowledged. */
export class Acknowledgements {
  failure: StoreFailedError | null = null;
  private waiters: Waiter[] = [];
  private appended: number;

  constructor(
    /** The last commit that is durable. */
    private durable: number,
    private readonly onFailure: (error: StoreFailedError) => void,
  ) {
    this.appended = durable;
  }

  /** The commit is on its way. */
  append(seq: number): void {
    this.appended = seq;
  }

  /** Resolves when everything on its way so far is durable. */
  flushed(): Promise<void> {
    if (this.durable >= this.appended) return Promise.resolve();
    if (this.failure !== null) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => this.waiters.push({ seq: this.appended, resolve, reject }));
  }

  /** The next so many commits are durable. */
  reached(commits: number): void {
    this.durable += commits;
    const waiting = this.waiters;
    this.waiters = waiting.filter((waiter) => waiter.seq > this.durable);
    for (const waiter of waiting) if (waiter.seq <= this.durable) waiter.resolve();
  }

  /** Those who wait are told why; only the first failure counts. Returns whether this is it. */
  fail(failure: StoreFailedError): boolean {
    if (this.failure !== null) return false;
    this.failure = failure;
    for (const waiter of this.waiters) waiter.reject(failure);
    this.waiters = [];
    this.onFailure(failure);
    return true;
  }
}
