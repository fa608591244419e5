import type { Engine } from "./engine/engine.js";
import type { Blobs } from "./entities/blobs.js";
import { CommitListeners } from "./entities/commit-listeners.js";
import {
  AsyncTransactionError,
  NestedTransactionError,
  StoreClosedError,
  type StoreFailedError,
} from "./entities/errors.js";
import { type Follower, Followers } from "./entities/followers.js";
import { TableReader } from "./entities/table-reader.js";
import type { Tables } from "./entities/tables.js";
import { Transaction } from "./entities/transaction.js";
import type { Commit, Model, Store, Tx, TypeName } from "./entities/types.js";

/** The store over its tables; the engine makes it a memory store or a durable one. */
export class EntityStore<M extends Model<M>> extends TableReader<M> implements Store<M> {
  private running = false;
  private closing: Promise<void> | null = null;
  private lastSeq: number;
  private readonly listeners: CommitListeners<Commit<M>>;
  private readonly followers = new Followers<M>();

  constructor(
    tables: Tables,
    private readonly engine: Engine,
    onListenerError: (error: unknown) => void,
  ) {
    super(tables);
    this.lastSeq = engine.lastSeq;
    this.listeners = new CommitListeners(onListenerError);
  }

  get types(): readonly TypeName<M>[] {
    return [...this.tables.types] as TypeName<M>[];
  }

  get blobs(): Blobs {
    return this.engine.blobs;
  }

  get seq(): number {
    return this.lastSeq;
  }

  get failure(): StoreFailedError | null {
    return this.engine.failure;
  }

  transact<R>(work: (tx: Tx<M>) => R): R {
    if (this.closing !== null) throw new StoreClosedError();
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
      this.followers.follow(transaction);
      if (!transaction.isEmpty) line = this.engine.encode?.(this.lastSeq + 1, transaction.operations()) ?? "";
    } catch (error) {
      transaction.rollBack();
      throw error;
    } finally {
      this.running = false;
    }
    transaction.end();
    if (!transaction.isEmpty) this.commit(transaction, line);
    return result;
  }

  flushed(): Promise<void> {
    return this.engine.flushed();
  }

  onCommit(listener: (commit: Commit<M>) => void): () => void {
    return this.listeners.add(listener);
  }

  beforeCommit<T extends TypeName<M>>(type: T, follower: Follower<M, T>): () => void {
    return this.followers.add(type, follower);
  }

  compact(): Promise<void> {
    return this.engine.compact();
  }

  close(): Promise<void> {
    this.closing ??= this.engine.close();
    return this.closing;
  }

  private commit(transaction: Transaction<M>, line: string): void {
    this.lastSeq++;
    this.engine.append(this.lastSeq, line);
    this.listeners.deliver({ seq: this.lastSeq, changes: transaction.changes() });
  }
}
