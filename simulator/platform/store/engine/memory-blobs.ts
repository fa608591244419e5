import { Readable } from "node:stream";
import { BlobNotFoundError } from "../entities/blob-errors.js";
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

/** Files in memory, for memory mode. */
export class MemoryBlobs implements Blobs {
  private readonly files = new Map<string, Buffer>();

  async put(key: string, content: BlobContent, options: { limit?: number } = {}): Promise<{ size: number }> {
    parseKey(key);
    const chunks: Uint8Array[] = [];
    for await (const chunk of limited(key, content, options.limit)) chunks.push(chunk);
    const whole = Buffer.concat(chunks);
    this.files.set(key, whole);
    return { size: whole.length };
  }

  async append(key: string, offset: number, content: string | Uint8Array, options: { limit?: number } = {}) {
    parseKey(key);
    const stored = this.files.get(key) ?? Buffer.alloc(0);
    const sent = bytes(content);
    const repeated = overlap(key, stored.length, offset, sent.length, options.limit);
    checkRepeated(
      key,
      stored.subarray(offset, offset + repeated),
      sent.subarray(0, repeated),
      offset,
      stored.length,
    );
    const whole = Buffer.concat([stored, sent.subarray(repeated)]);
    this.files.set(key, whole);
    return whole.length;
  }

  async stream(key: string, range?: BlobRange): Promise<Readable> {
    return Readable.from([await this.read(key, range)], { objectMode: false });
  }

  async read(key: string, range: BlobRange = {}): Promise<Buffer> {
    parseKey(key);
    const stored = this.files.get(key);
    if (stored === undefined) throw new BlobNotFoundError(key);
    const offset = range.offset ?? 0;
    return stored.subarray(offset, offset + (range.length ?? stored.length));
  }

  async size(key: string): Promise<number | null> {
    parseKey(key);
    return this.files.get(key)?.length ?? null;
  }

  async delete(key: string): Promise<void> {
    parseKey(key);
    this.files.delete(key);
  }

  async list(kind: string): Promise<string[]> {
    return [...this.files.keys()]
      .map(parseKey)
      .flatMap(([k, name]) => (k === kind ? [name] : []))
      .sort();
  }

  async clear(): Promise<void> {
    this.files.clear();
  }
}
