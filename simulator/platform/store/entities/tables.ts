import { UnknownNameError } from "./errors.js";
import { seal as sealValue } from "./seal.js";
import { Table } from "./table.js";
import type { Indexer, IndexKey } from "./types.js";

/** An entity as the store's inside sees it. */
export interface AnyEntity {
  readonly type: string;
  readonly id: string;
  readonly [field: string]: unknown;
}

/** How the tables keep an entity. */
export interface Keeping {
  /** Makes it, or a part of it, fit to be kept. `path` names it in errors. @throws InvalidEntityError */
  seal<V>(value: V, path: string): V;
  /** The copy to keep of an entity that a caller made, and may still change. */
  copy(entity: AnyEntity): AnyEntity;
}

const SEALED: Keeping = {
  seal: sealValue,
  // Not by spreading: V8 gives every frozen copy of an object that is not frozen a hidden class of its own, as large as the copy.
  copy: (entity) => Object.assign({}, entity),
};

/** Entities as they are handed in: nobody may change them afterwards. */
export const AS_GIVEN: Keeping = { seal: (value) => value, copy: (entity) => entity };

/** All tables of a store, by type. */
export class Tables {
  private readonly tables = new Map<string, Table<AnyEntity>>();

  constructor(
    schema: Readonly<Record<string, Readonly<Record<string, Indexer<never>>>>>,
    readonly keeping: Keeping = SEALED,
  ) {
    for (const [type, indexes] of Object.entries(schema))
      this.tables.set(type, new Table(indexes as Record<string, Indexer<AnyEntity>>));
  }

  get types(): IterableIterator<string> {
    return this.tables.keys();
  }

  of(type: string): Table<AnyEntity> {
    const table = this.tables.get(type);
    if (table === undefined) throw new UnknownNameError("type", type, [...this.tables.keys()]);
    return table;
  }

  count(type: string, index?: string, key?: IndexKey): number {
    const table = this.of(type);
    return index === undefined || key === undefined ? table.size : table.count(index, key);
  }

  /** Adds an entity read from disk, or puts it in the place of what it was before. */
  load(entity: AnyEntity): void {
    const table = this.of(entity.type);
    const before = table.get(entity.id);
    if (before === entity) return;
    const sealed = this.keeping.seal(entity, entity.id);
    if (before === undefined) table.insert(sealed);
    else table.replace(sealed);
  }

  /** Every entity by type, as it is now; entities never change, so the copy stays consistent. */
  entities(): Record<string, AnyEntity[]> {
    const all: Record<string, AnyEntity[]> = {};
    for (const [type, table] of this.tables) all[type] = [...table.all()];
    return all;
  }
}
