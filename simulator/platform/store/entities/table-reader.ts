import type { Tables } from "./tables.js";
import type { IndexKey, Model, Reader, TypeName } from "./types.js";

/** Reads the tables as they are now: what a store and a transaction have in common. */
export class TableReader<M extends Model<M>> implements Reader<M> {
  constructor(protected readonly tables: Tables) {}

  get<T extends TypeName<M>>(type: T, id: string): M[T] | undefined {
    return this.tables.of(type).get(id) as M[T] | undefined;
  }

  find<T extends TypeName<M>>(type: T, index: string, key: IndexKey): readonly M[T][] {
    return this.tables.of(type).find(index, key) as unknown as M[T][];
  }

  count(type: TypeName<M>, index?: string, key?: IndexKey): number {
    return this.tables.count(type, index, key);
  }

  all<T extends TypeName<M>>(type: T): Iterable<M[T]> {
    return this.tables.of(type).all() as unknown as Iterable<M[T]>;
  }

  version(type: TypeName<M>): number {
    return this.tables.of(type).version;
  }
}
