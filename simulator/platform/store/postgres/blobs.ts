import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { Turns } from "../engine/turns.js";
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
import { Batch } from "./batch.js";
import { DatabaseError } from "./errors.js";
import type { Leadership } from "./leadership.js";

/** Bytes in one part of a file. */
const PART = 1024 * 1024;

interface Entry {
  readonly id: string;
  readonly size: number;
}

/** The kind and the name of a file. */
type BlobName = ReturnType<typeof parseKey>;

/** An append to a file. */
interface Part {
  readonly kind: string;
  readonly name: string;
  readonly id: string;
  /** Where it begins. */
  readonly at: number;
  readonly content: Uint8Array;
}

/** Stored files as rows: one for the file, and one for each of its parts. Only the active process writes. */
export class PostgresBlobs implements Blobs {
  private readonly turns = new Turns();
  private readonly entries = new Batch((names: readonly BlobName[]) => this.entriesOf(names));
  private readonly appends = new Batch((parts: readonly Part[]) => this.addParts(parts));

  constructor(private readonly leadership: Leadership) {}

  async put(key: string, content: BlobContent, options: { limit?: number } = {}): Promise<{ size: number }> {
    const [kind, name] = parseKey(key);
    return this.turns.take(key, async () => {
      const id = randomUUID();
      let size = 0;
      for await (const part of inParts(limited(key, content, options.limit))) {
        await this.query(`INSERT INTO ${this.schema}.blob_parts (id, at, content) VALUES ($1, $2, $3)`, [
          id,
          size,
          part,
        ]);
        size += part.length;
      }
      await this.leadership.write(
        `no_parts AS (
          DELETE FROM ${this.schema}.blob_parts p USING held, ${this.schema}.blobs b
          WHERE b.kind = $2 AND b.name = $3 AND p.id = b.id),
        written AS (
          INSERT INTO ${this.schema}.blobs (kind, name, id, size)
          SELECT $2, $3, $4::uuid, $5::bigint FROM held
          ON CONFLICT (kind, name) DO UPDATE SET id = excluded.id, size = excluded.size RETURNING 1)
        SELECT count(*)::int AS done FROM written`,
        [kind, name, id, size],
      );
      return { size };
    });
  }

  async append(key: string, offset: number, content: string | Uint8Array, options: { limit?: number } = {}) {
    const [kind, name] = parseKey(key);
    const sent = bytes(content);
    return this.turns.take(key, async () => {
      const entry = (await this.entry(key)) ?? { id: randomUUID(), size: 0 };
      const { id, size } = entry;
      const repeated = overlap(key, size, offset, sent.length, options.limit);
      const stored = repeated === 0 ? Buffer.alloc(0) : await this.part(key, entry, offset, repeated);
      checkRepeated(key, stored, sent.subarray(0, repeated), offset, size);
      const added = sent.subarray(repeated);
      if (added.length === 0 && size > 0) return size;
      return this.appends.add({ kind, name, id, at: size, content: added }, added.length);
    });
  }

  async stream(key: string, range: BlobRange = {}): Promise<Readable> {
    const entry = await this.existing(key);
    const offset = range.offset ?? 0;
    const end = Math.min(entry.size, offset + (range.length ?? entry.size));
    const read = (from: number, length: number) => this.part(key, entry, from, length);
    return Readable.from(
      (async function* () {
        for (let from = offset; from < end; from += PART) yield await read(from, Math.min(PART, end - from));
      })(),
      { objectMode: false },
    );
  }

  async read(key: string, range: BlobRange = {}): Promise<Buffer> {
    const entry = await this.existing(key);
    const offset = range.offset ?? 0;
    const left = Math.max(0, entry.size - offset);
    return this.part(key, entry, offset, Math.min(left, range.length ?? left));
  }

  async size(key: string): Promise<number | null> {
    return (await this.entry(key))?.size ?? null;
  }

  async delete(key: string): Promise<void> {
    const [kind, name] = parseKey(key);
    await this.turns.take(key, () => this.remove("b.kind = $2 AND b.name = $3", [kind, name]));
  }

  async list(kind: string): Promise<string[]> {
    parseKey(`${kind}/any`);
    const { rows } = await this.query<{ name: string }>(
      `SELECT name FROM ${this.schema}.blobs WHERE kind = $1`,
      [kind],
    );
    return rows.map(({ name }) => name).sort();
  }

  async clear(): Promise<void> {
    await this.remove("true", []);
  }

  /** Removes parts that belong to nothing, as a process that ended while it wrote leaves them. */
  async tidy(): Promise<void> {
    await this.leadership.write(
      `gone AS (
        DELETE FROM ${this.schema}.blob_parts p USING held
        WHERE NOT EXISTS (SELECT FROM ${this.schema}.blobs b WHERE b.id = p.id))
      SELECT count(*)::int AS done FROM held`,
      [],
    );
  }

  private get schema(): string {
    return this.leadership.database.address.schema;
  }

  private query<R>(text: string, values: readonly unknown[]) {
    return this.leadership.database.query<R>(text, values);
  }

  private async entry(key: string): Promise<Entry | undefined> {
    return this.entries.add(parseKey(key));
  }

  private async entriesOf(names: readonly BlobName[]): Promise<readonly (Entry | undefined)[]> {
    const { rows } = await this.query<{ place: string; id: string; size: string }>(
      `SELECT asked.place, b.id, b.size FROM ${this.schema}.blobs b
       JOIN unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked (kind, name, place) USING (kind, name)`,
      [names.map(([kind]) => kind), names.map(([, name]) => name)],
    );
    const found = new Map(rows.map(({ place, id, size }) => [Number(place), { id, size: Number(size) }]));
    return names.map((_, at) => found.get(at + 1));
  }

  /** Adds to several files in one statement, at most one part to each, and returns their sizes then. */
  private async addParts(parts: readonly Part[]): Promise<readonly number[]> {
    await this.leadership.write(
      `asked AS (
        SELECT asked.* FROM unnest($2::text[], $3::text[], $4::uuid[], $5::bigint[], $6::bytea[])
        AS asked (kind, name, id, at, content), held),
      part AS (
        INSERT INTO ${this.schema}.blob_parts (id, at, content)
        SELECT id, at, content FROM asked WHERE length(content) > 0),
      written AS (
        INSERT INTO ${this.schema}.blobs (kind, name, id, size)
        SELECT kind, name, id, at + length(content) FROM asked
        ON CONFLICT (kind, name) DO UPDATE SET size = excluded.size RETURNING 1)
      SELECT count(*)::int AS done FROM written`,
      (["kind", "name", "id", "at", "content"] as const).map((column) => parts.map((part) => part[column])),
    );
    return parts.map(({ at, content }) => at + content.length);
  }

  private async existing(key: string): Promise<Entry> {
    const entry = await this.entry(key);
    if (entry === undefined) throw new BlobNotFoundError(key);
    return entry;
  }

  /** Bytes that are within the file. @throws DatabaseError when it was replaced or deleted meanwhile */
  private async part(key: string, { id }: Entry, offset: number, length: number): Promise<Buffer> {
    if (length === 0) return Buffer.alloc(0);
    const { rows } = await this.query<{ at: string; content: Buffer }>(
      `SELECT at, content FROM ${this.schema}.blob_parts WHERE id = $1 AND at < $3 AND at >= coalesce(
        (SELECT max(at) FROM ${this.schema}.blob_parts WHERE id = $1 AND at <= $2), $2) ORDER BY at`,
      [id, offset, offset + length],
    );
    const whole = Buffer.concat(rows.map(({ content }) => content));
    const from = offset - Number(rows[0]?.at ?? offset);
    const wanted = whole.subarray(from, from + length);
    if (wanted.length < length)
      throw new DatabaseError(
        this.leadership.database.address.shown,
        `'${key}' changed while it was read`,
        null,
      );
    return wanted;
  }

  private async remove(which: string, values: readonly unknown[]): Promise<void> {
    await this.leadership.write(
      `names AS (DELETE FROM ${this.schema}.blobs b USING held WHERE ${which} RETURNING b.id),
      parts AS (DELETE FROM ${this.schema}.blob_parts p USING names WHERE p.id = names.id)
      SELECT count(*)::int AS done FROM held`,
      values,
    );
  }
}

/** Joins small chunks and splits large ones. */
async function* inParts(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    size += chunk.length;
    if (size < PART) continue;
    const whole = Buffer.concat(waiting);
    let at = 0;
    for (; whole.length - at >= PART; at += PART) yield whole.subarray(at, at + PART);
    waiting = [whole.subarray(at)];
    size = whole.length - at;
  }
  if (size > 0) yield Buffer.concat(waiting);
}
