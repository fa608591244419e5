import type { Readable } from "node:stream";
import { BlobConflictError, BlobGapError, BlobKeyError, BlobTooLargeError } from "./blob-errors.js";

/** The content of a file to write. */
export type BlobContent = string | Uint8Array | AsyncIterable<Uint8Array>;

/**
 * Stored files. A key is `<kind>/<name>`, for example `logs/plan-x1`. When the promise of a writing method
 * resolves, the data is on disk. Writes to one key happen one after the other.
 */
export interface Blobs {
  /** Replaces a whole file. If it fails, the file is unchanged. @throws BlobTooLargeError */
  put(key: string, content: BlobContent, options?: { limit?: number }): Promise<{ size: number }>;
  /**
   * Writes bytes at an offset and returns the new size. A missing file counts as empty. Repeating bytes that are
   * already there is harmless. @throws BlobGapError, BlobConflictError, BlobTooLargeError
   */
  append(
    key: string,
    offset: number,
    content: string | Uint8Array,
    options?: { limit?: number },
  ): Promise<number>;
  /** Streams a file or a part of it. @throws BlobNotFoundError */
  stream(key: string, range?: BlobRange): Promise<Readable>;
  /** Reads a file or a part of it into memory. @throws BlobNotFoundError */
  read(key: string, range?: BlobRange): Promise<Buffer>;
  /** Size in bytes; null if there is no such file. */
  size(key: string): Promise<number | null>;
  /** Deletes a file. A missing file is not an error. */
  delete(key: string): Promise<void>;
  /** The names of the files of one kind, sorted. */
  list(kind: string): Promise<string[]>;
  /** Deletes every file. */
  clear(): Promise<void>;
}

/** A part of a file. */
export interface BlobRange {
  /** First byte, from 0. */
  readonly offset?: number;
  /** The largest number of bytes; by default up to the end. */
  readonly length?: number;
}

const PART = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/;

/** Splits a key into kind and name. Valid keys cannot lead out of the folder. @throws BlobKeyError */
export function parseKey(key: string): readonly [kind: string, name: string] {
  const [kind, name, more] = key.split("/");
  if (kind === undefined || name === undefined || more !== undefined || !PART.test(kind) || !PART.test(name))
    throw new BlobKeyError(key);
  return [kind, name];
}

/** The bytes of the content, without a copy if it is bytes already. */
export function bytes(content: string | Uint8Array): Buffer {
  if (typeof content === "string") return Buffer.from(content);
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength);
}

/** Yields the content in chunks, and fails as soon as it exceeds the limit. */
export async function* limited(key: string, content: BlobContent, limit = Number.POSITIVE_INFINITY) {
  let size = 0;
  const chunks = typeof content === "string" || content instanceof Uint8Array ? [bytes(content)] : content;
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    if (size > limit) throw new BlobTooLargeError(key, limit);
    yield chunk;
  }
}

/** How many bytes of an append repeat stored ones. @throws BlobGapError, BlobTooLargeError */
export function overlap(
  key: string,
  size: number,
  offset: number,
  length: number,
  limit = Number.POSITIVE_INFINITY,
) {
  if (!Number.isSafeInteger(offset) || offset < 0 || offset > size) throw new BlobGapError(key, offset, size);
  if (offset + length > limit) throw new BlobTooLargeError(key, limit);
  return Math.min(size - offset, length);
}

/** @throws BlobConflictError if the repeated bytes are not those stored. */
export function checkRepeated(key: string, stored: Buffer, sent: Buffer, offset: number, size: number): void {
  if (!stored.equals(sent)) throw new BlobConflictError(key, offset, size);
}
