import { resolve } from "node:path";
import type { Engine } from "./engine/engine.js";
import { MemoryBlobs } from "./engine/memory-blobs.js";
import type { Migration } from "./engine/migrations.js";
import { Tables } from "./entities/tables.js";
import type { Model, Schema, Store } from "./entities/types.js";
import { DataFolder } from "./folder/data-folder.js";
import type { Files } from "./folder/files.js";
import type { Repair } from "./folder/tail.js";
import type { Holder } from "./postgres/leadership.js";
import { EntityStore } from "./store.js";

/** Where a store is kept, and what it holds. */
export interface StoreOptions<M extends Model<M>> {
  readonly schema: Schema<M>;
  /** The data folder; null keeps everything in memory, or in `database`. */
  readonly dir: string | null;
  /** A PostgreSQL database to keep everything in. */
  readonly database?: {
    /** `postgres://user:password@host:port/database?schema=name` */
    readonly url: string;
    /** Called when another process is the active one, whose end is then waited for. */
    readonly onStandby?: (holder: Holder) => void;
    /** Milliseconds after opening in which nothing is compacted; 10,000 when absent. */
    readonly settling?: number;
    /** Ends the waiting. */
    readonly signal?: AbortSignal;
  };
  /** Version of the entities, rising when their form changes; 1 when absent. */
  readonly version?: number;
  /** How data of older versions is read. */
  readonly migrations?: readonly Migration[];
  /**
   * Told what no caller hears of: a commit listener that threw, a compaction that failed (it is tried again later)
   * and that the store failed. By default a warning of the process.
   */
  readonly onProblem?: (error: unknown) => void;
  /** Told of what a crash left half written in the data folder: it was cut off, and is kept beside the journal. */
  readonly onRepair?: (repair: Repair) => void;
  /** Bytes the journal may grow to before it is compacted, unless the last snapshot is larger; 4 MiB when absent. */
  readonly compactAfter?: number;
  /** The file system; the real one when absent. */
  readonly files?: Files;
}

/**
 * Opens the store of a data folder, creating the folder if it is not there, or of a database, or an empty one in memory.
 * @throws FolderLockedError, NewerVersionError, CorruptStoreError, DatabaseError
 */
export async function openStore<M extends Model<M>>(options: StoreOptions<M>): Promise<Store<M>> {
  const onProblem = options.onProblem ?? warn;
  const tables = new Tables(options.schema);
  return new EntityStore<M>(tables, await openEngine(options, tables, onProblem), onProblem);
}

/**
 * A store in memory for work that nobody else sees and nothing outlives, such as a simulation: nothing is
 * encoded or frozen, which takes most of a transaction's time. It does not find out what could not be stored.
 */
export function scratchStore<M extends Model<M>>(schema: Schema<M>): Store<M> {
  const engine: Engine = { ...inMemory(), encode: () => "" };
  return new EntityStore<M>(new Tables(schema, (value) => value), engine, (error) => {
    throw error;
  });
}

async function openEngine<M extends Model<M>>(
  options: StoreOptions<M>,
  tables: Tables,
  onProblem: (error: unknown) => void,
): Promise<Engine> {
  const common = {
    model: { version: options.version ?? 1, migrations: options.migrations ?? [] },
    compactAfter: options.compactAfter ?? 4 * 1024 * 1024,
    onProblem,
  };
  if (options.database !== undefined) {
    const { PostgresEngine } = await import("./postgres/engine.js");
    return PostgresEngine.open({ ...options.database, ...common }, tables);
  }
  if (options.dir === null) return inMemory();
  const { files, onRepair } = options;
  const given = { ...(files && { files }), ...(onRepair && { onRepair }) };
  return DataFolder.open({ folder: resolve(options.dir), ...given, ...common }, tables);
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
