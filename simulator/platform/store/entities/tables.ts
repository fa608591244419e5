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

/** All tables of a store, by type. */
export class Tables {
  private readonly tables = new Map<string, Table<AnyEntity>>();

  constructor(
    schema: Readonly<Record<string, Readonly<Record<string, Indexer<never>>>>>,
    /** Makes an entity fit to be kept. */
    readonly seal: <V>(value: V, path: string) => V = sealValue,
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
    const sealed = this.seal(entity, entity.id);
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
