import { InvalidEntityError, UnknownNameError } from "./errors.js";
import { Row, Rows } from "./rows.js";
import { Index, type Keys } from "./table-index.js";
import type { Indexer, IndexKey } from "./types.js";

interface Contents<E extends { readonly id: string }> {
  readonly rows: Rows<E>;
  readonly indexes: readonly Index<E>[];
}

/** The entities of one type and their indexes. Each method does all of its work, or throws before it changes anything. */
export class Table<E extends { readonly id: string }> {
  private contents: Contents<E>;
  private nextOrder = 0;
  private writes = 0;
  /** The place of each index in the contents, by its name. */
  private readonly places: ReadonlyMap<string, number>;
  /** The keys of the entity that is being written, one for each index. */
  private readonly keys: Keys[];

  constructor(private readonly indexers: Readonly<Record<string, Indexer<E>>>) {
    this.places = new Map(Object.keys(indexers).map((name, at) => [name, at]));
    this.keys = [...this.places.keys()].map(() => null);
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
    return this.index(index).find(key);
  }

  count(index: string, key: IndexKey): number {
    return this.index(index).count(key);
  }

  /** Adds an entity with a free id. `order` is given only to restore a removed entity. */
  insert(entity: E, order = this.nextOrder): void {
    const { rows, indexes } = this.contents;
    const keys = this.keysOf(entity);
    const row = new Row(entity, order);
    this.writes++;
    if (order >= this.nextOrder) this.nextOrder = order + 1;
    rows.add(entity.id, row);
    for (let i = 0; i < indexes.length; i++) indexes[i]!.link(keys[i]!, row);
  }

  /** Replaces an existing entity. */
  replace(entity: E): void {
    const { rows, indexes } = this.contents;
    const row = rows.get(entity.id)!;
    const before = row.entity;
    const keys = this.keysOf(entity);
    this.writes++;
    row.entity = entity;
    for (let i = 0; i < indexes.length; i++) indexes[i]!.relink(indexes[i]!.keyOf(before), keys[i]!, row);
  }

  /** Removes an existing entity and returns its order. */
  remove(id: string): number {
    const { rows, indexes } = this.contents;
    const row = rows.get(id)!;
    this.writes++;
    rows.remove(id);
    for (const index of indexes) index.unlink(index.keyOf(row.entity), row);
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
    const indexes = Object.entries(this.indexers).map(([name, indexer]) => new Index(name, indexer));
    return { rows: new Rows(), indexes };
  }

  private index(name: string): Index<E> {
    const place = this.places.get(name);
    if (place === undefined) throw new UnknownNameError("index", name, [...this.places.keys()]);
    return this.contents.indexes[place]!;
  }

  /** All keys of an entity, before anything is changed: one that lacks a key is rejected as a whole. */
  private keysOf(entity: E): readonly Keys[] {
    const { indexes } = this.contents;
    for (let i = 0; i < indexes.length; i++) {
      const keys = indexes[i]!.keyOf(entity) as Keys | undefined;
      if (keys === undefined)
        throw new InvalidEntityError(entity.id, `lacks what it is indexed by ('${indexes[i]!.name}')`);
      this.keys[i] = keys;
    }
    return this.keys;
  }
}
