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

/** Creates a journal with nothing but its header, durably. */
export async function createJournal(files: Files, path: string, header: JournalHeader): Promise<OpenFile> {
  const file = await files.open(path, "w", FILE_MODE);
  try {
    await writeAll(file, Buffer.from(encodeLine(header)));
    await file.sync();
    await syncFolder(files, dirname(path));
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/**
 * Appends lines to the current journal. Lines that come while a write is under way are written together, and
 * one fdatasync serves all who wait. After a failed write nothing is written or acknowledged any more: what the
 * system did with the data is not known.
 */
export class Journal {
  private readonly acknowledgements: Acknowledgements;
  private lines: string[] = [];
  private rotation: Rotation | null = null;
  /** Lines that belong to the journal after the rotation. */
  private later: string[] = [];
  private working = false;

  constructor(
    private readonly files: Files,
    private readonly folder: string,
    private file: OpenFile,
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

  /** What is appended from now on goes to a new journal. Rejects, and continues with the old one, if it cannot be made. */
  rotate(path: string, header: JournalHeader): Promise<void> {
    if (this.failure !== null) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      this.rotation = { path, header, resolve, reject };
      this.wake();
    });
  }

  async close(): Promise<void> {
    await this.flushed().catch(() => {});
    await this.file.close().catch(() => {});
  }

  /** Ends all writing; those who wait are told why. */
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
        // Best effort: what was refused should not come back after a restart.
        await this.file.truncate(this.size).catch(() => {});
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
    await writeAll(this.file, data);
    await this.file.datasync();
    this.size += data.length;
    this.acknowledgements.reached(commits);
  }

  private async turnOver(rotation: Rotation): Promise<void> {
    const { path, header } = rotation;
    try {
      const next = await createJournal(this.files, path, header);
      await this.file.close().catch(() => {});
      this.file = next;
      this.size = (await next.stat()).size;
      rotation.resolve();
    } catch (error) {
      try {
        // A journal that is there but not continued would contradict this one at the next start.
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
