import { resolve } from "node:path";
import { DataFolder } from "./data-folder.js";
import type { Engine } from "./engine.js";
import type { Files } from "./files.js";
import { MemoryBlobs } from "./memory-blobs.js";
import type { Migration } from "./migrations.js";
import { EntityStore } from "./store.js";
import { Tables } from "./tables.js";
import type { Model, Schema, Store } from "./types.js";

export interface StoreOptions<M extends Model<M>> {
  readonly schema: Schema<M>;
  /** The data folder; null keeps everything in memory. */
  readonly dir: string | null;
  /** Version of the entities, rising when their form changes; 1 when absent. */
  readonly version?: number;
  /** How data of older versions is read. */
  readonly migrations?: readonly Migration[];
  /**
   * Told what no caller hears of: a commit listener that threw, a compaction that failed (it is tried again later)
   * and that the store failed. By default a warning of the process.
   */
  readonly onProblem?: (error: unknown) => void;
  /** Bytes the journal may grow to before it is compacted, unless the last snapshot is larger; 4 MiB when absent. */
  readonly compactAfter?: number;
  /** The file system; the real one when absent. */
  readonly files?: Files;
}

/**
 * Opens the store of a data folder, creating the folder if it is not there, or an empty store in memory.
 * @throws FolderLockedError, NewerVersionError, CorruptStoreError
 */
export async function openStore<M extends Model<M>>(options: StoreOptions<M>): Promise<Store<M>> {
  const onProblem = options.onProblem ?? warn;
  const tables = new Tables(options.schema);
  if (options.dir === null) return new EntityStore<M>(tables, inMemory(), onProblem);
  const folder = await DataFolder.open(
    {
      folder: resolve(options.dir),
      ...(options.files !== undefined && { files: options.files }),
      model: { version: options.version ?? 1, migrations: options.migrations ?? [] },
      compactAfter: options.compactAfter ?? 4 * 1024 * 1024,
      onProblem,
    },
    tables,
  );
  return new EntityStore<M>(tables, folder, onProblem);
}

const inMemory = (): Engine => ({
  blobs: new MemoryBlobs(),
  lastSeq: 0,
  failure: null,
  // Encoding finds what cannot be stored, so that memory mode accepts no more than a folder does.
  encode: (_seq, operations) => JSON.stringify(operations),
  append: () => {},
  flushed: () => Promise.resolve(),
  compact: () => Promise.resolve(),
  close: () => Promise.resolve(),
});

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}
