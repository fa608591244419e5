import type { Blobs } from "./blobs.js";
import type { StoreFailedError } from "./errors.js";

/** A model: every entity type by name. An entity is a plain, immutable JSON object that knows its type and id. */
export type Model<M> = { [T in keyof M]: { readonly type: T; readonly id: string } };

/** The name of one of the model's types. */
export type TypeName<M> = keyof M & string;

/** What entities are found by. */
export type IndexKey = string | number | boolean;

/** Gives the key or keys an entity is found under; null keeps it out of the index. Must be a pure function. */
export type Indexer<E> = (entity: E) => IndexKey | null | readonly IndexKey[];

/** The indexes of every type, by name. A type without indexes is listed with `{}`. */
export type Schema<M> = { readonly [T in keyof M]: { readonly [index: string]: Indexer<M[T]> } };

/** Reads see everything committed, and inside a transaction what it has done so far. */
export interface Reader<M extends Model<M>> {
  get<T extends TypeName<M>>(type: T, id: string): M[T] | undefined;
  /** The entities under a key, oldest first. Costs as much as the result is long. */
  find<T extends TypeName<M>>(type: T, index: string, key: IndexKey): readonly M[T][];
  /** How many entities there are, of a type or under a key. Constant time. */
  count(type: TypeName<M>, index?: string, key?: IndexKey): number;
  /** All entities of a type, oldest first. */
  all<T extends TypeName<M>>(type: T): Iterable<M[T]>;
  /** Rises with every change of a type's entities: what was computed from them holds while it stays the same. */
  version(type: TypeName<M>): number;
}

/** What an update may change. A field that is undefined keeps its value. */
export type Changes<E> = Partial<Omit<E, "type" | "id">>;

/** Changes the store; all of it is kept or none. */
export interface Tx<M extends Model<M>> extends Reader<M> {
  /** Adds an entity and returns it, frozen. @throws DuplicateIdError */
  insert<T extends TypeName<M>>(entity: M[T]): M[T];
  /** Replaces the given fields and returns the new entity, frozen. @throws MissingIdError */
  update<T extends TypeName<M>>(type: T, id: string, changes: Changes<M[T]>): M[T];
  /** @throws MissingIdError */
  delete(type: TypeName<M>, id: string): void;
  /** Deletes everything, at the cost of one short journal line. */
  clear(): void;
}

/** What a commit did to one entity: no `before` means inserted, no `after` means deleted. */
export type Change<M extends Model<M>> = {
  [T in TypeName<M>]: {
    readonly type: T;
    readonly id: string;
    readonly before?: M[T];
    readonly after?: M[T];
  };
}[TypeName<M>];

/** A transaction that was kept. */
export interface Commit<M extends Model<M>> {
  /** Rises by one with each commit, across restarts. */
  readonly seq: number;
  /** One change for each entity touched, however often the transaction touched it. */
  readonly changes: readonly Change<M>[];
}

/** The entities of a model, and the files beside them. */
export interface Store<M extends Model<M>> extends Reader<M> {
  /** The types of the schema. */
  readonly types: readonly TypeName<M>[];
  /** The number of the last commit. */
  readonly seq: number;
  /** Why the store accepts no more transactions, or null while all is well. */
  readonly failure: StoreFailedError | null;
  /** Files next to the entities: logs, plans, states, configurations. */
  readonly blobs: Blobs;
  /**
   * Runs a synchronous function as one transaction. What it throws is thrown on, and nothing it did remains.
   * @throws NestedTransactionError, StoreFailedError, StoreClosedError
   */
  transact<R>(work: (tx: Tx<M>) => R): R;
  /** Resolves when everything committed so far is on disk. Answer no client before. @throws StoreFailedError */
  flushed(): Promise<void>;
  /** Calls the listener after every commit, in order of `seq`. Returns a function that ends it. */
  onCommit(listener: (commit: Commit<M>) => void): () => void;
  /**
   * Calls the follower at the end of each transaction that changed an entity of the type, inside it and once for each
   * such entity: what it changes is kept or lost with the rest. Its own changes have no followers, nor has a transaction
   * that cleared everything. What it throws undoes the transaction. Returns a function that ends it.
   */
  beforeCommit<T extends TypeName<M>>(
    type: T,
    follower: (tx: Tx<M>, change: Extract<Change<M>, { readonly type: T }>) => void,
  ): () => void;
  /** Writes a new snapshot and starts a new journal. Happens by itself as the journal grows. */
  compact(): Promise<void>;
  /** Writes what is pending and gives the folder back. */
  close(): Promise<void>;
}
