import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { Turns } from "../engine/turns.js";
import { BlobDiskError, BlobNotFoundError } from "../entities/blob-errors.js";
import {
  type BlobContent,
  type BlobRange,
  type Blobs,
  bytes,
  checkRepeated,
  limited,
  overlap,
  parseKey,
} from "../entities/blobs.js";
import { FileStream, readPart } from "./file-stream.js";
import {
  explainDisk,
  FILE_MODE,
  type Files,
  isCode,
  isDiskError,
  type OpenFile,
  replaceFile,
  syncFolder,
  writeAll,
} from "./files.js";

/** Stored files in a folder, with a subfolder for each kind. Names that start with a dot are unfinished files. */
export class DiskBlobs implements Blobs {
  private readonly kinds = new Map<string, Promise<void>>();
  private readonly turns = new Turns();

  constructor(
    private readonly files: Files,
    private readonly folder: string,
  ) {}

  /** Removes what a crash left unfinished. */
  async tidy(): Promise<void> {
    for (const kind of await this.names(this.folder))
      for (const name of await this.names(join(this.folder, kind)))
        if (name.startsWith(".")) await this.files.remove(join(this.folder, kind, name));
  }

  async put(key: string, content: BlobContent, options: { limit?: number } = {}): Promise<{ size: number }> {
    const [kind, name] = parseKey(key);
    return this.inTurn(key, async () => {
      await this.ensureKind(kind);
      const temporary = join(this.folder, kind, `.${name}.${randomBytes(6).toString("hex")}`);
      const chunks = limited(key, content, options.limit);
      return { size: await replaceFile(this.files, this.path(key), temporary, chunks) };
    });
  }

  async append(key: string, offset: number, content: string | Uint8Array, options: { limit?: number } = {}) {
    const [kind] = parseKey(key);
    const sent = bytes(content);
    return this.inTurn(key, async () => {
      const { file, isNew } = await this.openToAppend(key, offset, sent.length, options.limit);
      try {
        const { size } = await file.stat();
        const repeated = overlap(key, size, offset, sent.length, options.limit);
        const stored = await readPart(file, offset, repeated);
        checkRepeated(key, stored, sent.subarray(0, repeated), offset, size);
        await extend(file, size, sent.subarray(repeated));
        if (size === 0) await syncFolder(this.files, join(this.folder, kind));
        return size + sent.length - repeated;
      } catch (error) {
        if (isNew) await this.files.remove(this.path(key)).catch(() => {});
        throw error;
      } finally {
        await file.close();
      }
    });
  }

  async stream(key: string, range: BlobRange = {}): Promise<Readable> {
    const file = await this.open(key);
    const offset = range.offset ?? 0;
    return new FileStream(file, offset, range.length ?? (await file.stat()).size - offset);
  }

  async read(key: string, range: BlobRange = {}): Promise<Buffer> {
    const file = await this.open(key);
    try {
      const offset = range.offset ?? 0;
      const left = Math.max(0, (await file.stat()).size - offset);
      return await readPart(file, offset, Math.min(left, range.length ?? left));
    } finally {
      await file.close();
    }
  }

  async size(key: string): Promise<number | null> {
    try {
      const file = await this.open(key);
      const { size } = await file.stat();
      await file.close();
      return size;
    } catch (error) {
      if (error instanceof BlobNotFoundError) return null;
      throw error;
    }
  }

  async delete(key: string): Promise<void> {
    parseKey(key);
    await this.inTurn(key, () => this.files.remove(this.path(key)));
  }

  async list(kind: string): Promise<string[]> {
    parseKey(`${kind}/any`);
    const names = await this.names(join(this.folder, kind));
    return names.filter((name) => !name.startsWith(".")).sort();
  }

  async clear(): Promise<void> {
    for (const kind of await this.names(this.folder))
      for (const name of await this.list(kind)) await this.delete(`${kind}/${name}`);
  }

  private path(key: string): string {
    return join(this.folder, ...parseKey(key));
  }

  private async open(key: string): Promise<OpenFile> {
    try {
      return await this.files.open(this.path(key), "r");
    } catch (error) {
      if (isCode(error, "ENOENT")) throw new BlobNotFoundError(key);
      throw ofDisk(key, error);
    }
  }

  /** Opens a file to add to it, and says whether it created it. Only what may begin a file creates one. @throws BlobGapError, BlobTooLargeError */
  private async openToAppend(
    key: string,
    offset: number,
    length: number,
    limit = Number.POSITIVE_INFINITY,
  ): Promise<{ readonly file: OpenFile; readonly isNew: boolean }> {
    if (offset === 0 && length <= limit) {
      await this.ensureKind(parseKey(key)[0]);
      try {
        return { file: await this.files.open(this.path(key), "ax+", FILE_MODE), isNew: true };
      } catch (error) {
        if (!isCode(error, "EEXIST")) throw error;
      }
    }
    try {
      return { file: await this.files.open(this.path(key), "r+"), isNew: false };
    } catch (error) {
      // Refuses, as it does for an empty file.
      if (isCode(error, "ENOENT")) overlap(key, 0, offset, length, limit);
      throw error;
    }
  }

  private async names(folder: string): Promise<string[]> {
    try {
      return await this.files.readdir(folder);
    } catch (error) {
      if (isCode(error, "ENOENT")) return [];
      throw error;
    }
  }

  private ensureKind(kind: string): Promise<void> {
    let made = this.kinds.get(kind);
    if (made === undefined) {
      made = this.makeKind(kind);
      made.catch(() => this.kinds.delete(kind));
      this.kinds.set(kind, made);
    }
    return made;
  }

  private async makeKind(kind: string): Promise<void> {
    await this.files.mkdir(join(this.folder, kind));
    await syncFolder(this.files, this.folder);
    await syncFolder(this.files, join(this.folder, ".."));
  }

  private async inTurn<R>(key: string, work: () => Promise<R>): Promise<R> {
    try {
      return await this.turns.take(key, work);
    } catch (error) {
      throw ofDisk(key, error);
    }
  }
}

function ofDisk(key: string, error: unknown): unknown {
  if (!isDiskError(error)) return error;
  const [problem, remedy] = explainDisk(error);
  return new BlobDiskError(key, problem, `${remedy} and send it again; nothing else is affected.`, error);
}

/** Appends bytes durably, or leaves the file unchanged. */
async function extend(file: OpenFile, size: number, data: Uint8Array): Promise<void> {
  try {
    await writeAll(file, data, size);
  } catch (error) {
    await file.truncate(size).catch(() => {});
    throw error;
  }
  // Also for a mere repetition: the first attempt may have failed exactly here.
  await file.datasync();
}
