import { Readable } from "node:stream";
import type { OpenFile } from "./files.js";

/** At most `length` bytes of an open file from `offset`; fewer if the file ends before. */
export async function readPart(file: OpenFile, offset: number, length: number): Promise<Buffer> {
  const into = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(into, done, length - done, offset + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return into.subarray(0, done);
}

const CHUNK = 64 * 1024;

/** Reads a part of an open file, and closes the file at the end or when the reader stops. */
export class FileStream extends Readable {
  constructor(
    private readonly file: OpenFile,
    private offset: number,
    private left: number,
  ) {
    super();
  }

  override _read(): void {
    readPart(this.file, this.offset, Math.max(0, Math.min(CHUNK, this.left))).then(
      (chunk) => {
        this.offset += chunk.length;
        this.left -= chunk.length;
        this.push(chunk.length === 0 ? null : chunk);
      },
      (error) => this.destroy(error),
    );
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.file.close().then(
      () => done(error),
      (failure) => done(error ?? failure),
    );
  }
}
