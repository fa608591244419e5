import type { Logger } from "pino";
import { safeFolder, UnsafeFolderError } from "../../files/folder-trust.js";
import { ignoreItself } from "../../files/ignore-itself.js";
import type { SimulatorOptions } from "../platform/start/options.js";
import {
  FolderUnusableError,
  type Holder,
  openStore,
  type Repair,
  repairJournal,
  StoreFailedError,
  type Upgrade,
} from "../platform/store/index.js";
import type { Entities } from "./entities.js";
import { DATA_VERSION, MIGRATIONS } from "./migrations.js";
import { INDEXES, type Store } from "./schema.js";

/** The open store, and the results of opening it. */
export interface OpenedStore {
  readonly store: Store;
  readonly repairs: readonly Repair[];
  /** Set if the data folder contained data of an older version. */
  readonly upgrade: Upgrade | null;
  /** Whether another process was the active one, and this one has taken over from it. */
  readonly tookOver: boolean;
  /** Resolves when the store accepts nothing more. */
  readonly failed: Promise<StoreFailedError>;
}

/** Opens what the options name: a database, a data folder, or memory. @throws StoreError, UnsafeFolderError */
export async function openSimulatorStore(options: SimulatorOptions, log: Logger): Promise<OpenedStore> {
  const { dataDir, store: url, signal } = options;
  // What belongs to this machine, such as its token, is kept there also beside a database.
  if (dataDir !== undefined) checkDataFolder(dataDir);
  let tookOver = false;
  const onStandby = (holder: Holder) => {
    tookOver = true;
    options.onStandby?.(holder);
  };
  const model = { version: DATA_VERSION, migrations: MIGRATIONS };
  const repairs: Repair[] =
    options.repair && dataDir !== undefined && url === undefined
      ? await repairJournal({ dir: dataDir, ...model })
      : [];
  let upgrade: Upgrade | null = null;
  let fail: (error: StoreFailedError) => void = () => {};
  const failed = new Promise<StoreFailedError>((resolve) => {
    fail = resolve;
  });
  const database = url && { url, onStandby, ...(signal && { signal }) };
  const store: Store = await openStore<Entities>({
    ...(database ? { dir: null, database } : { dir: dataDir ?? null }),
    schema: INDEXES,
    ...model,
    onRepair: (repair) => {
      log.warn({ repair }, "The end of a journal was cut off.");
      repairs.push(repair);
    },
    onUpgrade: (found) => {
      log.info({ upgrade: found }, "Data of an older version was upgraded.");
      upgrade = found;
    },
    ...(options.files && { files: options.files }),
    ...(options.compactAfter !== undefined && { compactAfter: options.compactAfter }),
    onProblem: (err) => {
      log.error({ err }, "The store has a problem.");
      if (err instanceof StoreFailedError) fail(err);
    },
  });
  return { store, repairs, upgrade, tookOver, failed };
}

/** Makes the data folder where there is none. @throws UnsafeFolderError, FolderUnusableError */
function checkDataFolder(folder: string): void {
  try {
    ignoreItself(safeFolder(folder, "own"));
  } catch (error) {
    throw error instanceof UnsafeFolderError ? error : new FolderUnusableError(folder, error as Error);
  }
}
