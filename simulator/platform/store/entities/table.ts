import { InvalidEntityError, UnknownNameError } from "./errors.js";
import type { Indexer, IndexKey } from "./types.js";

/** One stored entity. The order is fixed at insertion; the entity is replaced in place. */
export interface Row<E> {
  entity: E;
  readonly order: number;
}

/**
 * Rows in insertion order. Rows that come back out of order (a rollback, a changed key) are sorted on the next read. Most buckets of
 * an index hold one row and never more, so there is no map until a second one comes.
 */
class Bucket<E extends { readonly id: string }> {
  /** The one row, while there is no map. */
  private only: Row<E> | null = null;
  private rows: Map<string, Row<E>> | null = null;
  private last = -1;
  private sorted = true;
  /** The result of reads, kept until the next change. */
  private list: readonly E[] | null = null;

  get size(): number {
    return this.rows === null ? (this.only === null ? 0 : 1) : this.rows.size;
  }

  add(id: string, row: Row<E>): void {
    if (row.order < this.last) this.sorted = false;
    else this.last = row.order;
    this.list = null;
    if (this.rows !== null) this.rows.set(id, row);
    else if (this.only === null || this.only.entity.id === id) this.only = row;
    else {
      this.rows = new Map([
        [this.only.entity.id, this.only],
        [id, row],
      ]);
      this.only = null;
    }
  }

  remove(id: string): void {
    this.list = null;
    if (this.rows !== null) this.rows.delete(id);
    else if (this.only?.entity.id === id) this.only = null;
  }

  /** A row's entity was replaced. */
  touch(): void {
    this.list = null;
  }

  entities(): readonly E[] {
    this.list ??= this.only === null ? Array.from(this.ordered(), (row) => row.entity) : [this.only.entity];
    return this.list;
  }

  private ordered(): Iterable<Row<E>> {
    if (this.rows === null) return [];
    if (!this.sorted) {
      this.rows = inOrder(this.rows);
      this.sorted = true;
    }
    return this.rows.values();
  }
}

const inOrder = <E>(rows: ReadonlyMap<string, Row<E>>): Map<string, Row<E>> =>
  new Map([...rows].sort((a, b) => a[1].order - b[1].order));

/** All rows of a table, in insertion order; those that come back out of order are sorted on the next walk. */
class Rows<E> {
  private rows = new Map<string, Row<E>>();
  private last = -1;
  private sorted = true;

  get size(): number {
    return this.rows.size;
  }

  get(id: string): Row<E> | undefined {
    return this.rows.get(id);
  }

  add(id: string, row: Row<E>): void {
    if (row.order < this.last) this.sorted = false;
    else this.last = row.order;
    this.rows.set(id, row);
  }

  remove(id: string): void {
    this.rows.delete(id);
  }

  values(): IterableIterator<Row<E>> {
    if (!this.sorted) {
      this.rows = inOrder(this.rows);
      this.sorted = true;
    }
    return this.rows.values();
  }
}

interface Contents<E extends { readonly id: string }> {
  readonly rows: Rows<E>;
  readonly indexes: Map<string, Map<IndexKey, Bucket<E>>>;
}

const NO_KEYS: readonly IndexKey[] = [];
const NOTHING: readonly never[] = [];

/** The entities of one type and their indexes. Each method does all of its work, or throws before it changes anything. */
export class Table<E extends { readonly id: string }> {
  private contents: Contents<E>;
  private nextOrder = 0;
  private writes = 0;
  private readonly indexers: readonly (readonly [string, Indexer<E>])[];

  constructor(indexers: Readonly<Record<string, Indexer<E>>>) {
    this.indexers = Object.entries(indexers);
    this.contents = this.empty();
  }

  get size(): number {
    return this.contents.rows.size;
  }

  /** Differs after every change, also after one that was undone. */
  get version(): number {
    return this.writes;
  }

  get(id: string): E | undefined {
    return this.contents.rows.get(id)?.entity;
  }

  *all(): IterableIterator<E> {
    for (const row of this.contents.rows.values()) yield row.entity;
  }

  /** The returned list never changes: a later change of the table creates another list. */
  find(index: string, key: IndexKey): readonly E[] {
    return this.index(index).get(key)?.entities() ?? NOTHING;
  }

  count(index: string, key: IndexKey): number {
    return this.index(index).get(key)?.size ?? 0;
  }

  /** Adds an entity with a free id. `order` is given only to restore a removed entity. */
  insert(entity: E, order = this.nextOrder): void {
    const keys = this.indexers.map((each) => keysOf(each, entity));
    const row: Row<E> = { entity, order };
    this.writes++;
    this.nextOrder = Math.max(this.nextOrder, order + 1);
    this.contents.rows.add(entity.id, row);
    this.indexers.forEach(([name], i) => {
      for (const key of keys[i] ?? NO_KEYS) this.link(name, key, row);
    });
  }

  /** Replaces an existing entity. */
  replace(entity: E): void {
    const row = this.contents.rows.get(entity.id)!;
    const before = row.entity;
    // All of them first: an entity that lacks a key is refused as a whole.
    const keys = this.indexers.map((each) => keyOf(each, entity));
    this.writes++;
    row.entity = entity;
    for (let i = 0; i < keys.length; i++) {
      const [name, indexer] = this.indexers[i]!;
      const [from, to] = [indexer(before), keys[i]!];
      if (from === to && typeof to !== "object") this.index(name).get(to)?.touch();
      else if (from !== null || to !== null) this.relink(name, listed(from), listed(to), row);
    }
  }

  private relink(name: string, from: readonly IndexKey[], to: readonly IndexKey[], row: Row<E>): void {
    for (const key of from) if (!to.includes(key)) this.unlink(name, key, row.entity.id);
    for (const key of to) {
      if (from.includes(key)) this.index(name).get(key)?.touch();
      else this.link(name, key, row);
    }
  }

  /** Removes an existing entity and returns its order. */
  remove(id: string): number {
    const row = this.contents.rows.get(id)!;
    const keys = this.indexers.map((each) => keysOf(each, row.entity));
    this.writes++;
    this.contents.rows.remove(id);
    this.indexers.forEach(([name], i) => {
      for (const key of keys[i] ?? NO_KEYS) this.unlink(name, key, id);
    });
    return row.order;
  }

  /** Empties the table and returns a function that restores it. */
  clear(): () => void {
    const before = this.contents;
    this.contents = this.empty();
    this.writes++;
    return () => {
      this.contents = before;
      this.writes++;
    };
  }

  private empty(): Contents<E> {
    return { rows: new Rows(), indexes: new Map(this.indexers.map(([name]) => [name, new Map()])) };
  }

  private index(name: string): Map<IndexKey, Bucket<E>> {
    const index = this.contents.indexes.get(name);
    if (index === undefined) throw new UnknownNameError("index", name, [...this.contents.indexes.keys()]);
    return index;
  }

  private link(name: string, key: IndexKey, row: Row<E>): void {
    const index = this.index(name);
    let bucket = index.get(key);
    if (bucket === undefined) {
      bucket = new Bucket();
      index.set(key, bucket);
    }
    bucket.add(row.entity.id, row);
  }

  private unlink(name: string, key: IndexKey, id: string): void {
    const index = this.index(name);
    const bucket = index.get(key);
    bucket?.remove(id);
    if (bucket?.size === 0) index.delete(key);
  }
}

type Keys<E> = ReturnType<Indexer<E>>;

function keyOf<E extends { readonly id: string }>(
  [name, indexer]: readonly [string, Indexer<E>],
  entity: E,
): Keys<E> {
  const keys = indexer(entity) as Keys<E> | undefined;
  if (keys === undefined) throw new InvalidEntityError(entity.id, `lacks what it is indexed by ('${name}')`);
  return keys;
}

function listed(keys: IndexKey | readonly IndexKey[] | null): readonly IndexKey[] {
  if (keys === null) return NO_KEYS;
  return typeof keys === "object" ? keys : [keys];
}

const keysOf = <E extends { readonly id: string }>(
  each: readonly [string, Indexer<E>],
  entity: E,
): readonly IndexKey[] => listed(keyOf(each, entity));
