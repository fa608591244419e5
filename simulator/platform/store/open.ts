import { resolve } from "node:path";
import type { Engine } from "./engine/engine.js";
import { MemoryBlobs } from "./engine/memory-blobs.js";
import type { Migration } from "./engine/migrations.js";
import { AS_GIVEN, Tables } from "./entities/tables.js";
import type { Model, Schema, Store } from "./entities/types.js";
import { DataFolder } from "./folder/data-folder.js";
import type { Files } from "./folder/files.js";
import type { Repair } from "./folder/tail.js";
import type { Upgrade } from "./folder/upgrade.js";
import type { Holder } from "./postgres/leadership.js";
import { EntityStore } from "./store.js";

/** The place of a store, and its model. */
export interface StoreOptions<M extends Model<M>> {
  readonly schema: Schema<M>;
  /** The data folder; null keeps everything in memory, or in `database`. */
  readonly dir: string | null;
  /** A PostgreSQL database to keep everything in. */
  readonly database?: {
    /** `postgres://user:password@host:port/database?schema=name` */
    readonly url: string;
    /** Called if another process is active. `openStore` then waits until that one ends. */
    readonly onStandby?: (holder: Holder) => void;
    /** Milliseconds after opening without compaction; default 10,000. */
    readonly settling?: number;
    /** Aborts the waiting. */
    readonly signal?: AbortSignal;
  };
  /** Version of the entities, which rises when their form changes; default 1. */
  readonly version?: number;
  /** How to upgrade data of older versions. */
  readonly migrations?: readonly Migration[];
  /**
   * Called for problems that no caller sees: a commit listener that threw, a failed compaction (it is retried later),
   * and a failure of the store. By default a warning of the process.
   */
  readonly onProblem?: (error: unknown) => void;
  /** Called for an incomplete record of a crash, which was cut off and is kept beside the journal. */
  readonly onRepair?: (repair: Repair) => void;
  /** Called when a data folder contained data of an older version, whose files are kept beside it. */
  readonly onUpgrade?: (upgrade: Upgrade) => void;
  /** Bytes of journal after which it is compacted, or the size of the last snapshot if that is larger; default 4 MiB. */
  readonly compactAfter?: number;
  /** The file system; by default the real one. */
  readonly files?: Files;
}

/**
 * Opens the store in a data folder (which it creates if necessary) or in a database, or an empty store in memory.
 * @throws FolderLockedError, NewerVersionError, CorruptStoreError, DatabaseError
 */
export async function openStore<M extends Model<M>>(options: StoreOptions<M>): Promise<Store<M>> {
  const onProblem = options.onProblem ?? warn;
  const tables = new Tables(options.schema);
  return new EntityStore<M>(tables, await openEngine(options, tables, onProblem), onProblem);
}

/**
 * A store in memory for private, temporary work such as a simulation. It does not encode, copy or freeze
 * entities, which takes most of a transaction's time. So it does not detect entities that cannot be stored, and nobody may
 * change one that was inserted.
 */
export function scratchStore<M extends Model<M>>(schema: Schema<M>): Store<M> {
  return new EntityStore<M>(new Tables(schema, AS_GIVEN), keepsNothing(), (error) => {
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
  const { files, onRepair, onUpgrade } = options;
  const given = { ...(files && { files }), ...(onRepair && { onRepair }), ...(onUpgrade && { onUpgrade }) };
  return DataFolder.open({ folder: resolve(options.dir), ...given, ...common }, tables);
}

const keepsNothing = (): Engine => ({
  blobs: new MemoryBlobs(),
  lastSeq: 0,
  failure: null,
  append: () => {},
  flushed: () => Promise.resolve(),
  compact: () => Promise.resolve(),
  close: () => Promise.resolve(),
});

/** Encoding detects entities that cannot be stored, so memory mode rejects what a folder rejects. */
const inMemory = (): Engine => ({
  ...keepsNothing(),
  encode: (_seq, operations) => JSON.stringify(operations),
});

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}
