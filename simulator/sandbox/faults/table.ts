import { seededNumbers } from "../../platform/seeded-numbers.js";
import { type Fault, matchesPath } from "./fault.js";

/** The most faults. Each request is compared with all of them. */
export const MOST_FAULTS = 100;

/** A fault, and how often it was applied. */
export interface Entry {
  readonly fault: Fault;
  readonly struck: number;
}

interface Mutable {
  readonly fault: Fault;
  readonly chance: () => number;
  struck: number;
}

/**
 * The injected faults. They are kept in memory only and end with the process, because nobody expects last week's experiment to
 * affect today's requests.
 */
export class FaultTable {
  private readonly entries = new Map<string, Mutable>();
  private added = 0;

  /** In the order in which they were added. */
  list(): readonly Entry[] {
    return [...this.entries.values()].map(({ fault, struck }) => ({ fault, struck }));
  }

  get(id: string): Entry | undefined {
    return this.entries.get(id);
  }

  /** Undefined when there are too many. */
  add(fault: Omit<Fault, "id">): Entry | undefined {
    if (this.entries.size >= MOST_FAULTS) return undefined;
    const id = `fault-${++this.added}`;
    const chance = fault.seed === null ? Math.random : seededNumbers(fault.seed);
    const entry = { fault: { id, ...fault }, chance, struck: 0 };
    this.entries.set(id, entry);
    return entry;
  }

  remove(id: string): boolean {
    return this.entries.delete(id);
  }

  /** Returns how many there were. */
  clear(): number {
    const { size } = this.entries;
    this.entries.clear();
    return size;
  }

  /** The first fault that strikes a request. Each that fits is asked for its chance until one strikes. */
  strike(method: string, path: string): Fault | undefined {
    for (const entry of this.entries.values()) {
      const { fault, struck } = entry;
      if (fault.count !== null && struck >= fault.count) continue;
      if (fault.method !== null && fault.method !== method) continue;
      if (fault.path !== null && !matchesPath(fault.path, path)) continue;
      if (fault.probability < 1 && entry.chance() >= fault.probability) continue;
      entry.struck += 1;
      return fault;
    }
    return undefined;
  }
}
