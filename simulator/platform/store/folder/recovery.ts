import { Low } from "lowdb";
import { decodeLine, FORMAT, type JournalEntry, type JournalHeader } from "../engine/journal-format.js";
import type { DataVersion, RawState } from "../engine/migrations.js";
import { Replay } from "../engine/replay.js";
import { CorruptStoreError, NewerVersionError } from "../entities/errors.js";
import { readAcknowledged } from "./acknowledged.js";
import { type Files, readIfThere } from "./files.js";
import type { Layout } from "./layout.js";
import { type Snapshot, SnapshotFile } from "./snapshot.js";
import { hidesRecord } from "./tail.js";

/** The content of a data folder. */
export interface Recovered {
  readonly state: RawState;
  readonly seq: number;
  /** Generation of the snapshot that was used; 0 if there is none yet. */
  readonly base: number;
  readonly snapshotSize: number;
  /** The journal to continue, or null in an empty folder. */
  readonly journal: OpenJournal | null;
  /** Bytes of all journals since the snapshot. */
  readonly journalSize: number;
}

/** The last journal that was written. */
export interface OpenJournal {
  readonly generation: number;
  /** Version of the data that its commits are written in. */
  readonly version: number;
  /** Bytes up to the end of the last whole line; 0 if not even the header is whole. */
  readonly size: number;
  /** The bytes that follow: at most one record, which was begun and never acknowledged. */
  readonly tail: Buffer;
}

const REPAIR =
  "Repairing the folder (`up --repair`) keeps a copy (.bak) and cuts the journal after the last commit that can be read.";

/** Reads a data folder without changing it, and migrates data of older versions. @throws CorruptStoreError, NewerVersionError */
export async function recover(files: Files, layout: Layout, model: DataVersion): Promise<Recovered> {
  const { snapshots, journals } = await layout.generations(files);
  const base = snapshots.at(-1) ?? 0;
  const adapter = new SnapshotFile(files, layout.snapshot(base));
  const empty = { format: FORMAT, version: model.version, generation: base, seq: 0, entities: {} };
  const low = new Low<Snapshot>(adapter, empty);
  await low.read();
  refuseNewer(layout.snapshot(base), low.data, model.version);
  const reading = new Reading(files, layout, model, low.data);
  const isNew = snapshots.length === 0 && journals.length === 0;
  // A snapshot is written after the journal that continues it, so if that is missing, something was lost.
  const last = isNew ? -1 : Math.max(base, journals.at(-1) ?? base);
  for (let generation = base; generation <= last; generation++)
    await reading.read(generation, {
      mayBeTorn: generation === last,
      mayBeEmpty: generation === last && (generation > base || snapshots.length === 0),
    });
  const recovered = reading.end(base, adapter.size);
  refuseCut(layout, last, recovered, await readAcknowledged(files, layout));
  return recovered;
}

/**
 * A crash never loses an acknowledged commit. If one is missing, the folder is damaged, even if all remaining lines are whole.
 */
function refuseCut(layout: Layout, last: number, { seq, journal }: Recovered, acknowledged: number): void {
  if (seq >= acknowledged) return;
  const missing = acknowledged - seq;
  const end =
    journal === null ? "there is no journal" : `${layout.journal(last)} was cut: it ends at commit ${seq}`;
  const part = journal?.tail.length ? ` and ${journal.tail.length} bytes of a torn record` : "";
  throw new CorruptStoreError(
    layout.acknowledged,
    null,
    `${missing} acknowledged commit${missing === 1 ? " is" : "s are"} missing: when the sandbox stopped, ` +
      `the last one was commit ${acknowledged}, but ${end}${part}`,
    "Restore the journal from a backup. `up --repair` continues without the missing commits.",
  );
}

function refuseNewer(file: string, found: Partial<JournalHeader>, version: number): void {
  if (found.format! > FORMAT) throw new NewerVersionError(file, found.format!, FORMAT);
  if (found.version! > version) throw new NewerVersionError(file, found.version!, version);
}

/** What a line says that has no valid checksum; nothing where it is not a JSON object. */
function headerOf(line: Buffer): Partial<JournalHeader> {
  try {
    return JSON.parse(line.toString()) ?? {};
  } catch {
    return {};
  }
}

/** The state while journals are read. */
class Reading {
  private readonly replay: Replay;
  private journalSize = 0;
  private journal: Recovered["journal"] = null;

  constructor(
    private readonly files: Files,
    private readonly layout: Layout,
    private readonly model: DataVersion,
    snapshot: Snapshot,
  ) {
    this.replay = new Replay(model, snapshot.version, snapshot.seq);
    for (const all of Object.values(snapshot.entities)) for (const entity of all) this.replay.add(entity);
  }

  end(base: number, snapshotSize: number): Recovered {
    this.replay.migrateTo(this.model.version);
    const { journal, journalSize } = this;
    const { state, seq } = this.replay;
    return { state, seq, base, snapshotSize, journal, journalSize };
  }

  /** Only the last journal may end in the middle of a line: those before were on disk when it was begun. */
  async read(generation: number, { mayBeTorn, mayBeEmpty }: { mayBeTorn: boolean; mayBeEmpty: boolean }) {
    const path = this.layout.journal(generation);
    const content = await readIfThere(this.files, path);
    if (content === null) throw this.corrupt(path, null, generation, 0, "the journal is missing");
    let start = 0;
    let line = 1;
    for (let end = content.indexOf(10); end >= 0; end = content.indexOf(10, start)) {
      const text = content.subarray(start, end);
      const value = decodeLine(text);
      // A newer version may have checksums of another kind.
      if (value === null && line === 1) refuseNewer(path, headerOf(text), this.model.version);
      const problem =
        value === null
          ? "the line is damaged: its checksum is wrong"
          : line === 1
            ? this.begin(path, value as JournalHeader, generation)
            : this.replay.apply(value as JournalEntry);
      if (problem !== null) throw this.corrupt(path, line, generation, start, problem);
      start = end + 1;
      line++;
    }
    const tail = content.subarray(start);
    if ((tail.length > 0 && !mayBeTorn) || (start === 0 && !mayBeEmpty))
      throw this.corrupt(path, line, generation, start, "the line is cut off");
    if (hidesRecord(tail))
      throw this.corrupt(path, line, generation, start, "the line is damaged: it has no end");
    this.journal = { generation, version: this.replay.version, size: start, tail };
    this.journalSize += start;
  }

  private begin(path: string, header: JournalHeader, generation: number): string | null {
    const { format, version, seq } = header;
    if (![format, version, header.generation, seq].every(Number.isSafeInteger))
      return "the journal lacks its header";
    refuseNewer(path, header, this.model.version);
    if (header.generation !== generation) return `the header is that of journal ${header.generation}`;
    if (seq !== this.replay.seq)
      return `it follows commit ${seq}, but commit ${this.replay.seq} came before it`;
    this.replay.migrateTo(version);
    return null;
  }

  private corrupt(path: string, line: number | null, generation: number, size: number, problem: string) {
    return new CorruptStoreError(path, line, problem, REPAIR, { generation, size, seq: this.replay.seq });
  }
}
