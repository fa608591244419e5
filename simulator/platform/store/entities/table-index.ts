import { type Row, Rows } from "./rows.js";
import type { Indexer, IndexKey } from "./types.js";

/** Rows that share a key. */
class Bucket<E> {
  private readonly rows = new Rows<E>();
  /** The result of reads, kept until the next change. */
  private list: readonly E[] | null = null;

  get size(): number {
    return this.rows.size;
  }

  add(id: string, row: Row<E>): void {
    this.list = null;
    this.rows.add(id, row);
  }

  remove(id: string): void {
    this.list = null;
    this.rows.remove(id);
  }

  /** A row's entity was replaced. */
  touch(): void {
    this.list = null;
  }

  entities(): readonly E[] {
    this.list ??= Array.from(this.rows.values(), (row) => row.entity);
    return this.list;
  }
}

/** The keys of an entity in an index. */
export type Keys = IndexKey | readonly IndexKey[] | null;

const NOTHING: readonly never[] = [];

/** The rows of a table by one key. Most keys have one row and never more, so there is no bucket until a second one comes. */
export class Index<E extends { readonly id: string }> {
  private readonly places = new Map<IndexKey, Row<E> | Bucket<E>>();

  constructor(
    readonly name: string,
    readonly keyOf: Indexer<E>,
  ) {}

  find(key: IndexKey): readonly E[] {
    const place = this.places.get(key);
    if (place === undefined) return NOTHING;
    return place instanceof Bucket ? place.entities() : [place.entity];
  }

  count(key: IndexKey): number {
    const place = this.places.get(key);
    if (place === undefined) return 0;
    return place instanceof Bucket ? place.size : 1;
  }

  /** Puts a row under a key, or under every key of a list. */
  link(keys: Keys, row: Row<E>): void {
    if (keys === null) return;
    if (typeof keys !== "object") this.add(keys, row);
    else for (const key of keys) this.add(key, row);
  }

  unlink(keys: Keys, row: Row<E>): void {
    if (keys === null) return;
    if (typeof keys !== "object") this.remove(keys, row);
    else for (const key of keys) this.remove(key, row);
  }

  /** A row's entity was replaced by one with these keys. */
  relink(from: Keys, to: Keys, row: Row<E>): void {
    if (from === null && to === null) return;
    if (isOne(from) && isOne(to)) {
      if (from === to) this.touch(to);
      else {
        this.remove(from, row);
        this.add(to, row);
      }
      return;
    }
    const [before, after] = [listed(from), listed(to)];
    for (const key of before) if (!after.includes(key)) this.remove(key, row);
    for (const key of after)
      if (before.includes(key)) this.touch(key);
      else this.add(key, row);
  }

  private touch(key: IndexKey): void {
    const place = this.places.get(key);
    if (place instanceof Bucket) place.touch();
  }

  private add(key: IndexKey, row: Row<E>): void {
    const place = this.places.get(key);
    if (place === undefined || place === row) this.places.set(key, row);
    else if (place instanceof Bucket) place.add(row.entity.id, row);
    else {
      const bucket = new Bucket<E>();
      bucket.add(place.entity.id, place);
      bucket.add(row.entity.id, row);
      this.places.set(key, bucket);
    }
  }

  private remove(key: IndexKey, row: Row<E>): void {
    const place = this.places.get(key);
    if (place === row) this.places.delete(key);
    else if (place instanceof Bucket) {
      place.remove(row.entity.id);
      if (place.size === 0) this.places.delete(key);
    }
  }
}

const isOne = (keys: Keys): keys is IndexKey => keys !== null && typeof keys !== "object";

function listed(keys: Keys): readonly IndexKey[] {
  if (keys === null) return NOTHING;
  return typeof keys === "object" ? keys : [keys];
}
