import { Low } from "lowdb";
import { Compaction, type CompactionOptions } from "../engine/compaction.js";
import { fill } from "../engine/fill.js";
import { encodeLine, FORMAT } from "../engine/journal-format.js";
import { JournaledEngine } from "../engine/journaled.js";
import type { DataVersion } from "../engine/migrations.js";
import { FolderUnusableError, StoreError } from "../entities/errors.js";
import type { Operation } from "../entities/step.js";
import type { Tables } from "../entities/tables.js";
import { writeAcknowledged } from "./acknowledged.js";
import { DiskBlobs } from "./disk-blobs.js";
import { type Files, realFiles } from "./files.js";
import { continueJournal, createJournal, Journal } from "./journal.js";
import { Layout } from "./layout.js";
import { lockFolder } from "./lock.js";
import { type OpenJournal, type Recovered, recover } from "./recovery.js";
import { type Snapshot, SnapshotFile } from "./snapshot.js";
import { keepTail, type Repair } from "./tail.js";
import { keepOlder, type Upgrade } from "./upgrade.js";

export interface DataFolderOptions extends CompactionOptions {
  readonly folder: string;
  /** The file system; the real one when absent. */
  readonly files?: Files;
  readonly model: DataVersion;
  /** Told of what a crash left half written and was cut off. */
  readonly onRepair?: (repair: Repair) => void;
  /** Called when the folder contained data of an older version. */
  readonly onUpgrade?: (upgrade: Upgrade) => void;
}

/** The engine of a data folder: journal, snapshots, files, and the lock for this process. */
export class DataFolder extends JournaledEngine {
  protected journal!: Journal;
  protected compaction!: Compaction;
  private generation!: number;
  protected seq!: number;

  private constructor(
    private readonly options: DataFolderOptions,
    private readonly files: Files,
    private readonly layout: Layout,
    private readonly tables: Tables,
    readonly blobs: DiskBlobs,
    private readonly unlock: () => Promise<void>,
  ) {
    super();
  }

  /**
   * Takes the folder and fills the tables with what it holds.
   * @throws FolderUnusableError, FolderLockedError, NewerVersionError, CorruptStoreError
   */
  static async open(options: DataFolderOptions, tables: Tables): Promise<DataFolder> {
    try {
      return await DataFolder.take(options, tables);
    } catch (error) {
      if (error instanceof StoreError || !isSystemError(error)) throw error;
      throw new FolderUnusableError(options.folder, error);
    }
  }

  private static async take(options: DataFolderOptions, tables: Tables): Promise<DataFolder> {
    const files = options.files ?? realFiles;
    const layout = new Layout(options.folder);
    await files.mkdir(options.folder);
    let opened: DataFolder | undefined;
    const unlock = await lockFolder(options.folder, () =>
      opened?.journal.fail("another process has taken it over", "Stop that process and start again."),
    );
    try {
      const recovered = await recover(files, layout, options.model);
      fill(tables, recovered.state, layout.snapshot(recovered.base));
      const blobs = new DiskBlobs(files, layout.blobs);
      await blobs.tidy();
      const upgrade = await keepOlder(files, layout, recovered, options.model.version);
      const folder = new DataFolder(options, files, layout, tables, blobs, unlock);
      await folder.resume(recovered);
      opened = folder;
      if (upgrade !== null) options.onUpgrade?.(upgrade);
      return folder;
    } catch (error) {
      await unlock();
      throw error;
    }
  }

  get lastSeq(): number {
    return this.seq;
  }

  encode(seq: number, ops: readonly Operation[]): string {
    return encodeLine({ seq, ops });
  }

  async close(): Promise<void> {
    await this.compaction.ended();
    await this.journal.close();
    // Evidence for the next start, nothing that the data needs.
    if (this.failure === null) await writeAcknowledged(this.files, this.layout, this.seq).catch(() => {});
    await this.unlock();
  }

  /** Continues the last journal, or begins one if commits of this version can't be added to it. */
  private async resume(recovered: Recovered): Promise<void> {
    const { journal, seq, base } = recovered;
    const { version } = this.options.model;
    const isUsable = journal !== null && journal.size > 0;
    const isContinued = isUsable && journal.version === version;
    this.generation = journal?.generation ?? base;
    if (isUsable && !isContinued) this.generation++;
    if (journal !== null && journal.tail.length > 0) {
      const torn = this.layout.journal(journal.generation);
      const repair = await keepTail(this.files, this.layout, torn, journal.tail);
      this.options.onRepair?.(repair);
    }
    const path = this.layout.journal(this.generation);
    if (isUsable && journal.tail.length > 0) await this.cutTail(journal);
    const open = isContinued
      ? await continueJournal(this.files, path)
      : await createJournal(this.files, path, { format: FORMAT, version, generation: this.generation, seq });
    const { size } = await open.file.stat();
    this.seq = seq;
    this.compaction = new Compaction(this.options, recovered, () => this.writeSnapshot());
    this.journal = new Journal(this.files, this.layout.folder, open, size, seq, this.options.onProblem);
    await this.layout.clean(this.files, 0);
  }

  private async cutTail({ generation, size }: OpenJournal): Promise<void> {
    const file = await this.files.open(this.layout.journal(generation), "a");
    try {
      await file.truncate(size);
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  /** Commits continue into the next journal while the entities of this moment are written. */
  private async writeSnapshot(): Promise<number> {
    const generation = this.generation + 1;
    const { seq } = this;
    const { version } = this.options.model;
    const entities = this.tables.entities();
    await this.journal.rotate(this.layout.journal(generation), { format: FORMAT, version, generation, seq });
    this.generation = generation;
    const adapter = new SnapshotFile(this.files, this.layout.snapshot(generation));
    await new Low<Snapshot>(adapter, { format: FORMAT, version, generation, seq, entities }).write();
    const { snapshots } = await this.layout.generations(this.files);
    await this.layout.clean(this.files, snapshots.at(-2) ?? 0);
    return adapter.size;
  }
}

const isSystemError = (error: unknown): error is Error =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === "string";
