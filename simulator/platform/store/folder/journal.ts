import { dirname } from "node:path";
import { Acknowledgements } from "../engine/acknowledgements.js";
import { encodeLine, type JournalHeader } from "../engine/journal-format.js";
import { StoreFailedError } from "../entities/errors.js";
import { explainDisk, FILE_MODE, type Files, type OpenFile, syncFolder, writeAll } from "./files.js";

interface Rotation {
  readonly path: string;
  readonly header: JournalHeader;
  resolve(): void;
  reject(error: unknown): void;
}

/** An open journal to append to. */
export interface OpenJournalFile {
  readonly file: OpenFile;
  /** Whether a write ends only when it is on disk. */
  readonly isDurable: boolean;
}

/**
 * Opens an existing journal to append to. Data that a killed process left in it is flushed first, because a durable write waits
 * only for its own bytes.
 */
export async function continueJournal(files: Files, path: string): Promise<OpenJournalFile> {
  const durable = (await files.openDurable?.(path)) ?? null;
  const file = durable ?? (await files.open(path, "a"));
  await file.datasync();
  return { file, isDurable: durable !== null };
}

/** Creates a journal that contains only its header, waits until it is on disk, and opens it for appending. */
export async function createJournal(
  files: Files,
  path: string,
  header: JournalHeader,
): Promise<OpenJournalFile> {
  const file = await files.open(path, "w", FILE_MODE);
  try {
    await writeAll(file, Buffer.from(encodeLine(header)));
    await file.sync();
    await syncFolder(files, dirname(path));
  } finally {
    await file.close();
  }
  return continueJournal(files, path);
}

/**
 * Appends lines to the current journal. Lines that arrive during a write are written together with the next
 * one, and one wait for the disk serves all of them. After a failed write it writes and acknowledges nothing more, because it
 * does not know what the system did with the data.
 */
export class Journal {
  private readonly acknowledgements: Acknowledgements;
  private lines: string[] = [];
  private rotation: Rotation | null = null;
  /** Lines for the journal after the rotation. */
  private later: string[] = [];
  private working = false;

  constructor(
    private readonly files: Files,
    private readonly folder: string,
    private open: OpenJournalFile,
    /** Bytes in the file. */
    private size: number,
    seq: number,
    onFailure: (error: StoreFailedError) => void,
  ) {
    this.acknowledgements = new Acknowledgements(seq, onFailure);
  }

  get failure(): StoreFailedError | null {
    return this.acknowledgements.failure;
  }

  append(seq: number, line: string): void {
    this.acknowledgements.append(seq);
    (this.rotation === null ? this.lines : this.later).push(line);
    this.wake();
  }

  flushed(): Promise<void> {
    return this.acknowledgements.flushed();
  }

  /** Appends to a new journal from now on. If it cannot be created, rejects and continues with the old one. */
  rotate(path: string, header: JournalHeader): Promise<void> {
    if (this.failure !== null) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      this.rotation = { path, header, resolve, reject };
      this.wake();
    });
  }

  async close(): Promise<void> {
    await this.flushed().catch(() => {});
    await this.open.file.close().catch(() => {});
  }

  /** Ends all writing. Pending `flushed()` calls reject with the reason. */
  fail(problem: string, remedy: string, cause?: unknown): void {
    const failure = new StoreFailedError(`data folder ${this.folder}`, problem, remedy, cause);
    if (!this.acknowledgements.fail(failure)) return;
    this.rotation?.reject(failure);
    this.rotation = null;
  }

  private wake(): void {
    if (this.working || this.failure !== null) return;
    this.working = true;
    // At the end of this turn of the event loop, so that commits of one turn share a write.
    setImmediate(() => this.work());
  }

  private async work(): Promise<void> {
    while (this.failure === null && (this.lines.length > 0 || this.rotation !== null)) {
      try {
        await this.write();
      } catch (error) {
        // Best effort: a rejected commit should not reappear after a restart.
        await this.open.file.truncate(this.size).catch(() => {});
        const [problem, remedy] = explain(error);
        this.fail(problem, remedy, error);
        break;
      }
      if (this.rotation !== null && this.lines.length === 0) await this.turnOver(this.rotation);
    }
    this.working = false;
  }

  private async write(): Promise<void> {
    if (this.lines.length === 0) return;
    const data = Buffer.from(this.lines.join(""));
    const commits = this.lines.length;
    this.lines = [];
    await writeAll(this.open.file, data);
    if (!this.open.isDurable) await this.open.file.datasync();
    this.size += data.length;
    this.acknowledgements.reached(commits);
  }

  private async turnOver(rotation: Rotation): Promise<void> {
    const { path, header } = rotation;
    try {
      const next = await createJournal(this.files, path, header);
      await this.open.file.close().catch(() => {});
      this.open = next;
      this.size = (await next.file.stat()).size;
      rotation.resolve();
    } catch (error) {
      try {
        // At the next start, a journal that exists but was not continued would contradict this one.
        await this.files.remove(path);
        await syncFolder(this.files, this.folder);
      } catch (second) {
        const [problem, remedy] = explain(second);
        this.fail(problem, remedy, second);
      }
      rotation.reject(error);
    }
    this.rotation = null;
    this.lines.push(...this.later);
    this.later = [];
  }
}

function explain(error: unknown): readonly [problem: string, remedy: string] {
  const [problem, remedy] = explainDisk(error);
  return [problem, `${remedy} and start again; everything that was acknowledged is safe.`];
}
