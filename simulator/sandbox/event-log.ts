import { randomUUID } from "node:crypto";
import type { Entities } from "../core/entities.js";
import type { Store } from "../core/schema.js";
import type { Clock } from "../platform/clock/index.js";
import type { Change } from "../platform/store/index.js";

/** A commit as subscribers receive it. */
export interface LoggedCommit {
  readonly seq: number;
  /** Sandbox time. */
  readonly at: number;
  readonly changes: readonly Change<Entities>[];
}

/** The most commits that are kept for subscribers that reconnect. */
const KEPT = 5_000;

/**
 * The latest commits. Subscribers receive them in order, and only once they are on disk, so that nothing they have received is
 * undone.
 */
export class EventLog {
  /** This life of this simulator: another one may count its commits from the start again. */
  readonly instance: string = randomUUID();
  private readonly commits: LoggedCommit[] = [];
  private readonly subscribers = new Set<{ next(commit: LoggedCommit): void; end(): void }>();
  private readonly unsubscribe: () => void;
  private told: number;
  private waiting = false;

  constructor(
    private readonly store: Store,
    clock: Clock,
  ) {
    this.told = store.seq;
    this.unsubscribe = store.onCommit(({ seq, changes }) => {
      this.commits.push({ seq, at: clock.now(), changes });
      // Cut in large pieces, so that keeping the list short costs next to nothing.
      if (this.commits.length >= 2 * KEPT) this.commits.splice(0, this.commits.length - KEPT);
      void this.tell();
    });
  }

  /** The last commit that subscribers were told. */
  get seq(): number {
    return this.told;
  }

  /** The commits after `seq` that subscribers were told already; null when they are no longer known. */
  since(seq: number): readonly LoggedCommit[] | null {
    if (seq > this.told) return null;
    const first = this.commits[0]?.seq ?? this.told + 1;
    if (seq + 1 < first) return null;
    return this.commits.slice(seq + 1 - first, this.told + 1 - first);
  }

  /** `end` is called when the simulator stops. Returns what ends the subscription. */
  subscribe(next: (commit: LoggedCommit) => void, end: () => void): () => void {
    const subscriber = { next, end };
    this.subscribers.add(subscriber);
    return () => this.subscribers.delete(subscriber);
  }

  close(): void {
    this.unsubscribe();
    for (const { end } of [...this.subscribers]) end();
    this.subscribers.clear();
  }

  private async tell(): Promise<void> {
    if (this.waiting) return;
    this.waiting = true;
    try {
      while (this.told < this.store.seq) {
        const upTo = this.store.seq;
        await this.store.flushed();
        const from = this.told;
        this.told = upTo;
        if (this.subscribers.size === 0) continue;
        for (const commit of this.since(from) ?? [])
          for (const { next } of [...this.subscribers]) next(commit);
      }
    } catch {
      // The disk failed: what is not on it is told to nobody.
    } finally {
      this.waiting = false;
    }
  }
}
