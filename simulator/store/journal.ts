import { dirname } from "node:path";
import { StoreFailedError } from "./errors.js";
import { FILE_MODE, type Files, isCode, type OpenFile, syncFolder, writeAll } from "./files.js";
import { encodeLine, type JournalHeader } from "./journal-format.js";

interface Waiter {
  readonly seq: number;
  resolve(): void;
  reject(error: unknown): void;
}

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
  failure: StoreFailedError | null = null;
  private lines: string[] = [];
  private rotation: Rotation | null = null;
  /** Lines that belong to the journal after the rotation. */
  private later: string[] = [];
  private appended: number;
  private durable: number;
  private waiters: Waiter[] = [];
  private working = false;

  constructor(
    private readonly files: Files,
    private readonly folder: string,
    private file: OpenFile,
    /** Bytes in the file. */
    private size: number,
    seq: number,
    private readonly onFailure: (error: StoreFailedError) => void,
  ) {
    this.appended = seq;
    this.durable = seq;
  }

  append(seq: number, line: string): void {
    this.appended = seq;
    (this.rotation === null ? this.lines : this.later).push(line);
    this.wake();
  }

  flushed(): Promise<void> {
    if (this.durable >= this.appended) return Promise.resolve();
    if (this.failure !== null) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => this.waiters.push({ seq: this.appended, resolve, reject }));
  }

  /** What is appended from now on goes to a new journal. Rejects, and goes on with the old one, if it cannot be made. */
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
    if (this.failure !== null) return;
    this.failure = new StoreFailedError(this.folder, problem, remedy, cause);
    for (const waiter of this.waiters) waiter.reject(this.failure);
    this.waiters = [];
    this.rotation?.reject(this.failure);
    this.rotation = null;
    this.onFailure(this.failure);
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
    const seq = this.durable + this.lines.length;
    this.lines = [];
    await writeAll(this.file, data);
    await this.file.datasync();
    this.size += data.length;
    this.durable = seq;
    const waiting = this.waiters;
    this.waiters = waiting.filter((waiter) => waiter.seq > seq);
    for (const waiter of waiting) if (waiter.seq <= seq) waiter.resolve();
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
  const message = error instanceof Error ? error.message : String(error);
  const safe = "everything that was acknowledged is safe.";
  if (isCode(error, "ENOSPC") || isCode(error, "EDQUOT"))
    return [`the disk is full (${message})`, `Free some space and start again; ${safe}`];
  return [message, `Check the disk and the folder's permissions and start again; ${safe}`];
}
