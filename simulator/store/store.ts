import type { Blobs } from "./blobs.js";
import { CommitListeners } from "./commit-listeners.js";
import {
  AsyncTransactionError,
  NestedTransactionError,
  StoreClosedError,
  type StoreFailedError,
} from "./errors.js";
import type { Tables } from "./tables.js";
import { type Operation, Transaction } from "./transaction.js";
import type { Commit, IndexKey, Model, Store, Tx, TypeName } from "./types.js";

/** Where commits go so that they outlive the process. */
export interface Persistence {
  readonly failure: StoreFailedError | null;
  /** Turns a commit into what `append` takes. @throws whatever makes it unfit to be stored */
  encode(seq: number, operations: readonly Operation[]): string;
  append(seq: number, line: string): void;
  flushed(): Promise<void>;
  compact(): Promise<void>;
  close(): Promise<void>;
}

/** The store over its tables; the persistence makes it a memory store or a durable one. */
export class EntityStore<M extends Model<M>> implements Store<M> {
  private running = false;
  private closed = false;
  private readonly listeners: CommitListeners<Commit<M>>;

  constructor(
    private readonly tables: Tables,
    readonly blobs: Blobs,
    private readonly persistence: Persistence,
    private lastSeq: number,
    onListenerError: (error: unknown) => void,
  ) {
    this.listeners = new CommitListeners(onListenerError);
  }

  get types(): readonly TypeName<M>[] {
    return [...this.tables.types] as TypeName<M>[];
  }

  get seq(): number {
    return this.lastSeq;
  }

  get failure(): StoreFailedError | null {
    return this.persistence.failure;
  }

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

  transact<R>(work: (tx: Tx<M>) => R): R {
    if (this.closed) throw new StoreClosedError();
    if (this.failure !== null) throw this.failure;
    if (this.running) throw new NestedTransactionError();
    this.running = true;
    const transaction = new Transaction<M>(this.tables);
    let result: R;
    let line = "";
    try {
      result = work(transaction);
      if (result instanceof Promise) {
        result.catch(() => {});
        throw new AsyncTransactionError();
      }
      if (transaction.operations.length > 0)
        line = this.persistence.encode(this.lastSeq + 1, transaction.operations);
    } catch (error) {
      transaction.rollBack();
      throw error;
    } finally {
      this.running = false;
    }
    transaction.end();
    if (transaction.operations.length > 0) this.commit(transaction, line);
    return result;
  }

  flushed(): Promise<void> {
    return this.persistence.flushed();
  }

  onCommit(listener: (commit: Commit<M>) => void): () => void {
    return this.listeners.add(listener);
  }

  compact(): Promise<void> {
    return this.persistence.compact();
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.persistence.close();
  }

  private commit(transaction: Transaction<M>, line: string): void {
    this.lastSeq++;
    this.persistence.append(this.lastSeq, line);
    this.listeners.deliver({ seq: this.lastSeq, changes: transaction.changes() });
  }
}
