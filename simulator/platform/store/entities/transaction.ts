import { DuplicateIdError, EndedTransactionError, MissingIdError } from "./errors.js";
import { ClearStep, type Operation, Step } from "./step.js";
import type { Table } from "./table.js";
import { TableReader } from "./table-reader.js";
import type { AnyEntity } from "./tables.js";
import type { Change, Changes, Model, Tx, TypeName } from "./types.js";

type Touched = Pick<Step, "table" | "type" | "id" | "before">;

/** Steps of most transactions. */
const FEW = 12;

/** Changes the tables directly, and records each step so that it can be undone. */
export class Transaction<M extends Model<M>> extends TableReader<M> implements Tx<M> {
  private readonly steps: (Step | ClearStep)[] = [];
  private ended = false;

  insert<T extends TypeName<M>>(entity: M[T]): M[T] {
    const { type, id } = entity as AnyEntity;
    const table = this.writable(type);
    if (table.get(id) !== undefined) throw new DuplicateIdError(type, id);
    const { keeping } = this.tables;
    const sealed = keeping.seal(keeping.copy(entity as AnyEntity), id);
    table.insert(sealed);
    this.steps.push(new Step(table, type, id, undefined, sealed, 0));
    return sealed as M[T];
  }

  update<T extends TypeName<M>>(type: T, id: string, changes: Changes<M[T]>): M[T] {
    const table = this.writable(type);
    const before = existing(table, type, id);
    const changed = changedCopy(before, changes as Record<string, unknown>);
    if (changed === before) return before as M[T];
    const after = this.tables.keeping.seal(changed, id);
    table.replace(after);
    this.steps.push(new Step(table, type, id, before, after, 0));
    return after as M[T];
  }

  delete(type: TypeName<M>, id: string): void {
    const table = this.writable(type);
    const before = existing(table, type, id);
    const order = table.remove(id);
    this.steps.push(new Step(table, type, id, before, undefined, order));
  }

  clear(): void {
    const contents: Touched[] = [];
    const undo: (() => void)[] = [];
    for (const type of this.tables.types) {
      const table = this.writable(type);
      for (const before of table.all()) contents.push({ table, type, id: before.id, before });
      undo.push(table.clear());
    }
    const restore = () => {
      for (const each of undo) each();
    };
    this.steps.push(new ClearStep(contents, restore));
  }

  attempt<R>(part: () => R): R {
    const { length } = this.steps;
    try {
      return part();
    } catch (error) {
      this.undoFrom(length);
      throw error;
    }
  }

  /** Whether it did anything. */
  get isEmpty(): boolean {
    return this.steps.length === 0;
  }

  /** Everything it did, in order. */
  operations(): Operation[] {
    return this.steps.map((step) => step.operation());
  }

  /** The result of the transaction: one change for each entity that differs. */
  changes(): Change<M>[] {
    const changes: { type: string; id: string; before?: AnyEntity; after?: AnyEntity }[] = [];
    for (const { table, type, id, before } of this.touched()) {
      const after = table.get(id);
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
    return this.steps.some((step) => step instanceof ClearStep);
  }

  /** Whether it changed an entity of one of these types. */
  touches(types: ReadonlySet<string>): boolean {
    return this.steps.some((step) => !(step instanceof ClearStep) && types.has(step.type));
  }

  end(): void {
    this.ended = true;
  }

  rollBack(): void {
    this.ended = true;
    this.undoFrom(0);
  }

  private undoFrom(length: number): void {
    for (const step of this.steps.splice(length).reverse()) step.undo();
  }

  private writable(type: string): Table<AnyEntity> {
    if (this.ended) throw new EndedTransactionError();
    return this.tables.of(type);
  }

  /** Each entity that it changed, as it was before. */
  private touched(): Iterable<Touched> {
    const few = this.steps.length <= FEW ? firsts(this.steps) : null;
    if (few !== null) return few;
    const touched = new Map<string, Touched>();
    for (const step of this.steps)
      for (const each of step instanceof ClearStep ? step.contents : [step]) {
        // Ids are nearly always unique across types, and a text that is put together costs more than the rest of this.
        const known = touched.get(each.id);
        if (known === undefined) touched.set(each.id, each);
        else if (known.type !== each.type && !touched.has(`${each.type}/${each.id}`))
          touched.set(`${each.type}/${each.id}`, each);
      }
    return touched.values();
  }
}

/** The first step of each entity; null for a transaction that cleared everything. For few steps this is faster than a map. */
function firsts(steps: readonly (Step | ClearStep)[]): readonly Step[] | null {
  const found: Step[] = [];
  for (const step of steps) {
    if (step instanceof ClearStep) return null;
    let at = 0;
    while (at < found.length && (found[at]!.id !== step.id || found[at]!.table !== step.table)) at++;
    if (at === found.length) found.push(step);
  }
  return found;
}

function existing(table: Table<AnyEntity>, type: string, id: string): AnyEntity {
  const entity = table.get(id);
  if (entity === undefined) throw new MissingIdError(type, id);
  return entity;
}

/** A copy of an entity with the fields that differ, or the entity itself if none does. */
function changedCopy(before: AnyEntity, changes: Readonly<Record<string, unknown>>): AnyEntity {
  let after: Record<string, unknown> | null = null;
  for (const name in changes) {
    const value = changes[name];
    if (value === undefined || Object.is(before[name], value) || name === "id" || name === "type") continue;
    after ??= { ...before };
    after[name] = value;
  }
  return (after as AnyEntity | null) ?? before;
}
