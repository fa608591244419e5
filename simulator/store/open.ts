import { MemoryBlobs } from "./memory-blobs.js";
import { EntityStore, type Persistence } from "./store.js";
import { Tables } from "./tables.js";
import type { Model, Schema, Store } from "./types.js";

export interface StoreOptions<M extends Model<M>> {
  readonly schema: Schema<M>;
  /** The data folder; null keeps everything in memory. */
  readonly dir: string | null;
  /** Told when a commit listener throws; by default the error ends the process as an uncaught one. */
  readonly onListenerError?: (error: unknown) => void;
}

/** Opens the store of a data folder, or an empty one in memory. */
export async function openStore<M extends Model<M>>(options: StoreOptions<M>): Promise<Store<M>> {
  const onListenerError = options.onListenerError ?? throwLater;
  return new EntityStore<M>(new Tables(options.schema), new MemoryBlobs(), inMemory, 0, onListenerError);
}

const inMemory: Persistence = {
  failure: null,
  // Encoding finds what cannot be stored, so that memory mode accepts no more than a folder does.
  encode: (_seq, operations) => JSON.stringify(operations),
  append: () => {},
  flushed: () => Promise.resolve(),
  compact: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
