import type { Change, Model, Reader, Store, Tx, TypeName } from "../store/index.js";
import type { Clock, Fired, Moment } from "./clock.js";
import { type Entry, Schedule } from "./schedule.js";

/** One row of a deadline table: what happens to entities of a type at their due time. */
export interface DeadlineRow<M extends Model<M>, T extends TypeName<M>> {
  readonly name: string;
  /** The id of its rule. */
  readonly rule: string;
  readonly type: T;
  /** The due time, computed from the stored entity; null for never. */
  dueAt(entity: M[T], reader: Reader<M>): Moment | null;
  /** The effect. Afterwards `dueAt` must be null or later. */
  apply(tx: Tx<M>, entity: M[T], now: Moment): void;
  /** If `dueAt` reads other entities: the entities to check again when one of those changes. */
  readonly dependsOn?: {
    readonly [U in TypeName<M>]?: (changed: M[U], reader: Reader<M>) => readonly M[T][];
  };
}

/** A table with rows for any types. */
export type DeadlineTable<M extends Model<M>> = readonly {
  [T in TypeName<M>]: DeadlineRow<M, T>;
}[TypeName<M>][];

/** A deadline in the future. It may still change. */
export type Upcoming = Omit<Fired, "error">;

/** The deadlines of a store, updated with each commit. */
export interface Deadlines {
  /** The next deadlines, earliest first. */
  upcoming(limit: number): Upcoming[];
  /** Stops watching. */
  stop(): void;
}

/** How many effects share a transaction. */
const BATCH = 500;

/**
 * Watches the deadlines of a table and applies due ones, on the clock's timer and during an advance. It reads a due
 * time from the stored entity again before it applies it, so no deadline has to be cancelled, and a restart changes
 * nothing. Calls `onFired` for every deadline, also between advances.
 */
export function startDeadlines<M extends Model<M>>(
  store: Store<M>,
  clock: Clock,
  table: DeadlineTable<M>,
  onFired: (fired: Fired) => void = () => {},
): Deadlines {
  const agenda = new DeadlineAgenda(store, clock, table as readonly AnyRow<M>[], onFired);
  return agenda;
}

type AnyRow<M extends Model<M>> = DeadlineRow<M, TypeName<M>>;

class DeadlineAgenda<M extends Model<M>> implements Deadlines {
  private schedule = new Schedule();
  private readonly unsubscribe: () => void;
  private readonly kept: { changed(): void; stop(): void };
  /** The rows that a change of a type concerns, each with its place in the table. */
  private readonly concerned = new Map<string, readonly (readonly [index: number, row: AnyRow<M>])[]>();

  constructor(
    private readonly store: Store<M>,
    private readonly clock: Clock,
    private readonly table: readonly AnyRow<M>[],
    private readonly onFired: (fired: Fired) => void,
  ) {
    this.reread();
    this.kept = clock.keep(this);
    this.unsubscribe = store.onCommit((commit) => {
      for (const change of commit.changes) this.follow(change);
      this.kept.changed();
    });
  }

  /** Entries may be early but never late. After the time has moved back, all are computed again. */
  reread(): void {
    this.schedule = new Schedule();
    this.table.forEach((row, index) => {
      for (const entity of this.store.all(row.type)) this.look(index, entity);
    });
  }

  nextLook(): Moment | null {
    return this.schedule.peek()?.at ?? null;
  }

  nextDue(): Moment | null {
    return this.first(new Set())?.at ?? null;
  }

  async fire(): Promise<Fired[]> {
    const fired: Fired[] = [];
    for (;;) {
      const now = this.clock.now();
      const batch: Entry[] = [];
      while (this.due(now) !== undefined) {
        batch.push(this.schedule.pop()!);
        if (batch.length === BATCH) break;
      }
      if (batch.length === 0) return fired;
      for (const each of this.applyAll(batch, now)) {
        fired.push(each);
        this.onFired(each);
      }
      // Requests get their turn between batches.
      if (batch.length === BATCH) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  upcoming(limit: number): Upcoming[] {
    const entries: Entry[] = [];
    const moved = new Set<Entry>();
    while (entries.length < limit && this.first(moved) !== undefined) entries.push(this.schedule.pop()!);
    for (const { at, row, id } of entries) this.schedule.atLatest(at, row, id);
    return entries.map((entry) => this.describe(entry));
  }

  stop(): void {
    this.unsubscribe();
    this.kept.stop();
  }

  /** The first entry that is due by a moment; entries that are early are moved on the way. */
  private due(by: Moment): Entry | undefined {
    for (
      let entry = this.schedule.peek();
      entry !== undefined && entry.at <= by;
      entry = this.schedule.peek()
    )
      if (this.move(entry) === null) return entry;
    return undefined;
  }

  /**
   * The first entry whose time is that of the stored entity. `moved` collects the entries that were moved, so that each
   * is moved once: the due time of an agent in contact moves with the time that passes while others are looked at.
   */
  private first(moved: Set<Entry>): Entry | undefined {
    for (let entry = this.schedule.peek(); entry !== undefined; entry = this.schedule.peek()) {
      if (moved.has(entry)) return entry;
      const later = this.move(entry);
      if (later === null) return entry;
      moved.add(later);
    }
    return undefined;
  }

  /** Moves an early first entry to the time of the stored entity, or removes one that has no time. Null if the entry is not early. */
  private move(entry: Entry): Entry | null {
    const due = this.dueAt(entry);
    if (due !== null && due <= entry.at) return null;
    this.schedule.pop();
    return due === null ? entry : this.schedule.add(due, entry.row, entry.id);
  }

  private dueAt(entry: Entry): Moment | null {
    const row = this.table[entry.row]!;
    const entity = this.store.get(row.type, entry.id);
    return entity === undefined ? null : row.dueAt(entity, this.store);
  }

  private look(index: number, entity: M[TypeName<M>]): void {
    const due = this.table[index]!.dueAt(entity, this.store);
    if (due !== null) this.schedule.atLatest(due, index, entity.id);
  }

  private follow(change: Change<M>): void {
    const { type, id, before, after } = change;
    for (const [index, row] of this.rowsFor(type)) {
      if (row.type === type) {
        const current = this.store.get(row.type, id);
        if (current === undefined) this.schedule.forget(index, id);
        else this.look(index, current);
      }
      const changed = after ?? before;
      const dependents = row.dependsOn?.[type];
      if (dependents !== undefined && changed !== undefined)
        for (const entity of dependents(changed, this.store)) this.look(index, entity);
    }
  }

  private rowsFor(type: TypeName<M>): readonly (readonly [index: number, row: AnyRow<M>])[] {
    let rows = this.concerned.get(type);
    if (rows === undefined) {
      rows = [...this.table.entries()].filter(([, row]) => row.type === type || row.dependsOn?.[type]);
      this.concerned.set(type, rows);
    }
    return rows;
  }

  /** Applies all effects in one transaction. If one throws, applies each in its own, so that only that one fails. */
  private applyAll(batch: readonly Entry[], now: Moment): Fired[] {
    try {
      return this.store.transact((tx) => batch.flatMap((entry) => this.applyOne(tx, entry, now)));
    } catch (error) {
      if (this.store.failure !== null) throw error;
      return batch.flatMap((entry) => {
        try {
          return this.store.transact((tx) => this.applyOne(tx, entry, now));
        } catch (failure) {
          // Not scheduled again until its entity changes or the program restarts, because it would fail forever.
          return [
            { ...this.describe(entry), error: failure instanceof Error ? failure.message : String(failure) },
          ];
        }
      });
    }
  }

  private applyOne(tx: Tx<M>, entry: Entry, now: Moment): Fired[] {
    const row = this.table[entry.row]!;
    // An effect before this one may have changed or deleted the entity.
    const entity = tx.get(row.type, entry.id);
    const due = entity === undefined ? null : row.dueAt(entity, tx);
    if (entity === undefined || due === null || due > now) return [];
    row.apply(tx, entity, now);
    const after = tx.get(row.type, entry.id);
    const again = after === undefined ? null : row.dueAt(after, tx);
    if (again !== null && again <= due)
      throw new Error(
        `The deadline '${row.name}' of ${row.type} '${entry.id}' is still due after it was applied.`,
      );
    return [this.describe(entry)];
  }

  private describe({ at, row, id }: Entry): Upcoming {
    const { name, rule, type } = this.table[row]!;
    return { at, name, rule, type, id };
  }
}
