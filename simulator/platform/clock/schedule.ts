import type { Moment } from "./clock.js";
import { Heap } from "./heap.js";

/** The time at which a row of the deadline table applies to an entity. */
export interface Entry {
  readonly at: Moment;
  readonly row: number;
  readonly id: string;
}

/**
 * The entries by time, then by row, then by id: always the same order for the same data. Each row and entity has one live entry;
 * an entry that was replaced by an earlier one stays in the heap and is skipped.
 */
export class Schedule {
  private readonly heap = new Heap<Entry>(before);
  private readonly live = new Map<string, Entry>();

  /** Makes sure there is an entry at this time or before. */
  atLatest(at: Moment, row: number, id: string): boolean {
    const known = this.live.get(keyOf(row, id));
    if (known !== undefined && known.at <= at) return false;
    this.add(at, row, id);
    return true;
  }

  /** Adds an entry in place of the one that is there. */
  add(at: Moment, row: number, id: string): Entry {
    const entry = { at, row, id };
    this.live.set(keyOf(row, id), entry);
    this.heap.push(entry);
    this.tidy();
    return entry;
  }

  /** The entity is gone. */
  forget(row: number, id: string): void {
    this.live.delete(keyOf(row, id));
    this.tidy();
  }

  peek(): Entry | undefined {
    for (;;) {
      const entry = this.heap.peek();
      if (entry === undefined || this.live.get(keyOf(entry.row, entry.id)) === entry) return entry;
      this.heap.pop();
    }
  }

  pop(): Entry | undefined {
    const entry = this.peek();
    if (entry === undefined) return undefined;
    this.heap.pop();
    this.live.delete(keyOf(entry.row, entry.id));
    return entry;
  }

  /** Skipped entries must not pile up when entities come and go quickly. */
  private tidy(): void {
    if (this.heap.size > 2 * this.live.size + 1000)
      this.heap.filter((entry) => this.live.get(keyOf(entry.row, entry.id)) === entry);
  }
}

function keyOf(row: number, id: string): string {
  return `${row}/${id}`;
}

function before(a: Entry, b: Entry): boolean {
  if (a.at !== b.at) return a.at < b.at;
  if (a.row !== b.row) return a.row < b.row;
  return a.id < b.id;
}
