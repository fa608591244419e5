import type { Blobs } from "../../platform/store/index.js";

/** A part of several that are read as one file. */
export interface Part {
  /** Bytes. */
  readonly size: number;
  /** Reads at most `length` bytes from `offset`, both within the part. */
  readonly read: (offset: number, length: number) => Buffer | Promise<Buffer>;
}

/** A part that is a text. */
export function textPart(text: string): Part {
  const bytes = Buffer.from(text);
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}

/** A part that is a stored file; empty while the file does not exist. */
export async function filePart(blobs: Blobs, key: string): Promise<Part> {
  const size = (await blobs.size(key)) ?? 0;
  return { size, read: (offset, length) => blobs.read(key, { offset, length }) };
}

/** At most `limit` bytes of the concatenated parts, from `offset`. */
export async function readParts(parts: readonly Part[], offset: number, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let [at, left] = [offset, limit];
  for (const part of parts) {
    if (at >= part.size) {
      at -= part.size;
      continue;
    }
    const length = Math.min(left, part.size - at);
    if (length <= 0) break;
    chunks.push(await part.read(at, length));
    left -= length;
    at = 0;
  }
  return Buffer.concat(chunks);
}
