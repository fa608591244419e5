import type { Adapter } from "lowdb";
import { FORMAT } from "../engine/journal-format.js";
import { CorruptStoreError } from "../entities/errors.js";
import type { AnyEntity } from "../entities/tables.js";
import { type Files, readIfThere, replaceFile } from "./files.js";

/** All entities at one moment, as in the snapshot file. */
export interface Snapshot {
  readonly format: number;
  readonly version: number;
  readonly generation: number;
  /** The last commit it contains. */
  readonly seq: number;
  readonly entities: Readonly<Record<string, readonly AnyEntity[]>>;
}

/** Characters after which a slice ends. Other events are handled between slices. */
const SLICE = 64 * 1024;

/**
 * The lowdb adapter of the snapshot file: one entity per line, replaced as a whole, written in slices so that a large store does
 * not delay requests.
 */
export class SnapshotFile implements Adapter<Snapshot> {
  /** Bytes last read or written. */
  size = 0;

  constructor(
    private readonly files: Files,
    private readonly path: string,
  ) {}

  async read(): Promise<Snapshot | null> {
    const content = await readIfThere(this.files, this.path);
    if (content === null) return null;
    this.size = content.length;
    try {
      return checked(JSON.parse(content.toString()));
    } catch (error) {
      throw new CorruptStoreError(
        this.path,
        null,
        `the snapshot cannot be read (${error instanceof Error ? error.message : error})`,
        "Undo the last change to the file if it was edited; repairing the folder (`up --repair`) sets it aside and goes back " +
          "to the snapshot before and the journals since.",
      );
    }
  }

  async write(snapshot: Snapshot): Promise<void> {
    this.size = await replaceFile(this.files, this.path, `${this.path}.tmp`, slices(snapshot));
  }
}

function* slices(snapshot: Snapshot): Iterable<Buffer> {
  let slice = "";
  for (const part of parts(snapshot)) {
    slice += part;
    if (slice.length < SLICE) continue;
    yield Buffer.from(slice);
    slice = "";
  }
  yield Buffer.from(slice);
}

function* parts({ entities, ...head }: Snapshot): Iterable<string> {
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "entities": {`;
  let between = "";
  for (const [type, all] of Object.entries(entities)) {
    yield `${between}\n    ${JSON.stringify(type)}: [`;
    for (let i = 0; i < all.length; i++) yield `${i === 0 ? "" : ","}\n      ${JSON.stringify(all[i])}`;
    yield all.length === 0 ? "]" : "\n    ]";
    between = ",";
  }
  yield "\n  }\n}\n";
}

function checked(value: unknown): Snapshot {
  const { format, version, generation, seq, entities } = (value ?? {}) as Partial<Snapshot>;
  for (const number of [format, version, generation, seq])
    if (!Number.isSafeInteger(number)) throw new Error("it lacks its format, version, generation or seq");
  // Whoever reads it refuses a newer one, whose entities may be written otherwise.
  if (format! > FORMAT) return value as Snapshot;
  if (typeof entities !== "object" || entities === null) throw new Error("it has no entities");
  for (const [type, all] of Object.entries(entities)) {
    if (!Array.isArray(all)) throw new Error(`'${type}' is not a list`);
    for (const [i, entity] of all.entries())
      if (entity?.type !== type || typeof entity.id !== "string")
        throw new Error(`item ${i + 1} of '${type}' lacks its type or id`);
  }
  return value as Snapshot;
}
