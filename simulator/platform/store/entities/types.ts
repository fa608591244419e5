import type { Blobs } from "./blobs.js";
import type { StoreFailedError } from "./errors.js";

/** A model: every entity type by name. An entity is a plain, immutable JSON object that knows its type and id. */
export type Model<M> = { [T in keyof M]: { readonly type: T; readonly id: string } };

/** The name of one of the model's types. */
export type TypeName<M> = keyof M & string;

/** An index: a way to find entities by a key. */
export type IndexKey = string | number | boolean;

/** The key or keys of an entity; null keeps it out of the index. Must be a pure function. */
export type Indexer<E> = (entity: E) => IndexKey | null | readonly IndexKey[];

/** The indexes of every type, by name. A type without indexes is listed with `{}`. */
export type Schema<M> = { readonly [T in keyof M]: { readonly [index: string]: Indexer<M[T]> } };

/** Reads the store. Inside a transaction, reads see its own changes too. */
export interface Reader<M extends Model<M>> {
  get<T extends TypeName<M>>(type: T, id: string): M[T] | undefined;
  /** The entities with a key, oldest first. Takes time in proportion to the result. */
  find<T extends TypeName<M>>(type: T, index: string, key: IndexKey): readonly M[T][];
  /** The number of entities of a type, or with a key. Takes constant time. */
  count(type: TypeName<M>, index?: string, key?: IndexKey): number;
  /** All entities of a type, oldest first. */
  all<T extends TypeName<M>>(type: T): Iterable<M[T]>;
  /** Rises with every change of a type's entities: what was computed from them holds while it stays the same. */
  version(type: TypeName<M>): number;
}

/** The fields that an update changes. A field that is undefined keeps its value. */
export type Changes<E> = Partial<Omit<E, "type" | "id">>;

/** Changes the store, as a whole or not at all. */
export interface Tx<M extends Model<M>> extends Reader<M> {
  /** Adds an entity and returns it, frozen. @throws DuplicateIdError */
  insert<T extends TypeName<M>>(entity: M[T]): M[T];
  /** Replaces the given fields and returns the new entity, frozen. @throws MissingIdError */
  update<T extends TypeName<M>>(type: T, id: string, changes: Changes<M[T]>): M[T];
  /** @throws MissingIdError */
  delete(type: TypeName<M>, id: string): void;
  /** Deletes everything, at the cost of one short journal line. */
  clear(): void;
  /** Does a part of the work. Of a part that throws nothing remains; what it throws is thrown on, and the transaction can continue. */
  attempt<R>(part: () => R): R;
}

/** The change of one entity in a commit. Without `before` it was inserted, without `after` it was deleted. */
export type Change<M extends Model<M>> = {
  [T in TypeName<M>]: {
    readonly type: T;
    readonly id: string;
    readonly before?: M[T];
    readonly after?: M[T];
  };
}[TypeName<M>];

/** A committed transaction. */
export interface Commit<M extends Model<M>> {
  /** Rises by one with each commit, across restarts. */
  readonly seq: number;
  /** One change for each changed entity, even if the transaction changed it several times. */
  readonly changes: readonly Change<M>[];
}

/** The store: the entities of a model, and the files that belong to them. */
export interface Store<M extends Model<M>> extends Reader<M> {
  /** The types of the schema. */
  readonly types: readonly TypeName<M>[];
  /** The number of the last commit. */
  readonly seq: number;
  /** Why the store accepts no more transactions; null while it does. */
  readonly failure: StoreFailedError | null;
  /** Files of entities: logs, plans, states, configurations. */
  readonly blobs: Blobs;
  /**
   * Runs a synchronous function as one transaction. If it throws, its changes are rolled back and the error is rethrown.
   * @throws NestedTransactionError, StoreFailedError, StoreClosedError
   */
  transact<R>(work: (tx: Tx<M>) => R): R;
  /** Resolves when all commits so far are on disk. Do not answer a client before. @throws StoreFailedError */
  flushed(): Promise<void>;
  /** Calls the listener after every commit, in order of `seq`. Returns a function that removes the listener. */
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
  /** Writes a new snapshot and starts a new journal. The store also does this itself when the journal has grown. */
  compact(): Promise<void>;
  /** Writes pending changes and releases the folder. */
  close(): Promise<void>;
}
