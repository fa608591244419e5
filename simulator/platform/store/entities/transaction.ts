import { DuplicateIdError, EndedTransactionError, MissingIdError } from "./errors.js";
import { TableReader } from "./table-reader.js";
import type { AnyEntity } from "./tables.js";
import type { Change, Changes, Model, Tx, TypeName } from "./types.js";

/** One step of a transaction, in the form the journal keeps: insert, update (changed fields only), delete, clear. */
export type Operation =
  | readonly ["i", AnyEntity]
  | readonly ["u", string, string, Readonly<Record<string, unknown>>]
  | readonly ["d", string, string]
  | readonly ["c"];

/** Changes the tables directly, and records how to undo each step. */
export class Transaction<M extends Model<M>> extends TableReader<M> implements Tx<M> {
  readonly operations: Operation[] = [];
  private readonly undo: (() => void)[] = [];
  private readonly touched = new Map<string, { type: string; id: string; before?: AnyEntity }>();
  private ended = false;

  insert<T extends TypeName<M>>(entity: M[T]): M[T] {
    const { type, id } = entity as AnyEntity;
    const table = this.writable(type);
    if (table.get(id) !== undefined) throw new DuplicateIdError(type, id);
    // Not by spreading: V8 gives every frozen copy of an object that is not frozen a hidden class of its own, as large as the copy.
    const sealed = this.tables.seal(Object.assign({}, entity as AnyEntity), id);
    table.insert(sealed);
    this.did(type, id, undefined, ["i", sealed], () => table.remove(id));
    return sealed as M[T];
  }

  update<T extends TypeName<M>>(type: T, id: string, changes: Changes<M[T]>): M[T] {
    const table = this.writable(type);
    const before = this.existing(type, id);
    const changed: Record<string, unknown> = {};
    let differs = false;
    for (const name in changes) {
      const value = (changes as Record<string, unknown>)[name];
      if (value === undefined || Object.is(before[name], value) || name === "id" || name === "type") continue;
      changed[name] = value;
      differs = true;
    }
    if (!differs) return before as M[T];
    const after = this.tables.seal({ ...before, ...changed }, id);
    table.replace(after);
    this.did(type, id, before, ["u", type, id, changed], () => table.replace(before));
    return after as M[T];
  }

  delete(type: TypeName<M>, id: string): void {
    const table = this.writable(type);
    const before = this.existing(type, id);
    const order = table.remove(id);
    this.did(type, id, before, ["d", type, id], () => table.insert(before, order));
  }

  clear(): void {
    for (const type of this.tables.types) {
      const table = this.writable(type);
      for (const entity of table.all()) this.touch(type, entity.id, entity);
      this.undo.push(table.clear());
    }
    this.operations.push(["c"]);
  }

  attempt<R>(part: () => R): R {
    const [steps, operations, touched] = [this.undo.length, this.operations.length, this.touched.size];
    try {
      return part();
    } catch (error) {
      for (const step of this.undo.splice(steps).reverse()) step();
      this.operations.length = operations;
      for (const key of [...this.touched.keys()].slice(touched)) this.touched.delete(key);
      throw error;
    }
  }

  /** The result of the transaction: one change for each entity that differs. */
  changes(): Change<M>[] {
    const changes: { type: string; id: string; before?: AnyEntity; after?: AnyEntity }[] = [];
    for (const { type, id, before } of this.touched.values()) {
      const after = this.tables.of(type).get(id);
      if (before !== after)
        changes.push(
          before === undefined
            ? { type, id, after: after! }
            : after === undefined
              ? { type, id, before }
              : { type, id, before, after },
        );
    }
    return changes as Change<M>[];
  }

  /** Whether it replaced everything. */
  get cleared(): boolean {
    return this.operations.some(([kind]) => kind === "c");
  }

  /** Whether it changed an entity of one of these types. */
  touches(types: ReadonlySet<string>): boolean {
    for (const { type } of this.touched.values()) if (types.has(type)) return true;
    return false;
  }

  end(): void {
    this.ended = true;
  }

  rollBack(): void {
    this.ended = true;
    for (const step of this.undo.reverse()) step();
  }

  private writable(type: string) {
    if (this.ended) throw new EndedTransactionError();
    return this.tables.of(type);
  }

  private existing(type: string, id: string): AnyEntity {
    const entity = this.tables.of(type).get(id);
    if (entity === undefined) throw new MissingIdError(type, id);
    return entity;
  }

  private did(
    type: string,
    id: string,
    before: AnyEntity | undefined,
    operation: Operation,
    undo: () => void,
  ): void {
    this.operations.push(operation);
    this.undo.push(undo);
    this.touch(type, id, before);
  }

  private touch(type: string, id: string, before: AnyEntity | undefined): void {
    // Ids are nearly always unique across types, and a text that is put together costs more than the rest of this.
    const known = this.touched.get(id);
    if (known === undefined) this.touched.set(id, before === undefined ? { type, id } : { type, id, before });
    else if (known.type !== type && !this.touched.has(`${type}/${id}`))
      this.touched.set(`${type}/${id}`, before === undefined ? { type, id } : { type, id, before });
  }
}
