import type { DataVersion, RawState } from "../engine/migrations.js";
import { Replay } from "../engine/replay.js";
import { CorruptStoreError, NewerVersionError } from "../entities/errors.js";
import type { Database, Queries, Session } from "./driver.js";

/** Journal rows in one response of the database. */
const PAGE = 5_000;

interface JournalRow {
  readonly seq: string;
  readonly version: number;
  readonly line: string;
}

/** The entities of the database as far as they were read. Reading continues from there. */
export class Reader {
  private replay: Replay;
  /** Bytes of the snapshot, and of the commits since. */
  snapshotSize = 0;
  journalSize = 0;

  constructor(
    private readonly database: Database,
    private readonly model: DataVersion,
  ) {
    this.replay = new Replay(model, model.version, 0);
  }

  get seq(): number {
    return this.replay.seq;
  }

  /** The entities as they are now, or null while they are in the form of an older version. */
  get current(): RawState | null {
    return this.replay.version === this.model.version ? this.replay.state : null;
  }

  /** The entities in this program's version. Nothing is read on afterwards. */
  end(): RawState {
    this.replay.migrateTo(this.model.version);
    return this.replay.state;
  }

  /** Reads the last snapshot and all commits since. @throws NewerVersionError, CorruptStoreError, DatabaseError */
  async load(session: Session): Promise<void> {
    const { schema } = this.database.address;
    // One moment of the database: a snapshot that takes this one's place meanwhile does not disturb.
    await session.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    try {
      const { rows } = await session.query<{ id: string; seq: string; version: number; size: string }>(
        `SELECT id, seq, version, size FROM ${schema}.snapshots ORDER BY seq DESC LIMIT 1`,
      );
      const [snapshot] = rows;
      const version = snapshot?.version ?? (await this.firstVersion(session));
      this.refuseNewer(version);
      this.replay = new Replay(this.model, version, Number(snapshot?.seq ?? 0));
      this.snapshotSize = Number(snapshot?.size ?? 0);
      this.journalSize = 0;
      if (snapshot !== undefined) await this.parts(session, snapshot.id);
      await this.pages(session);
    } finally {
      await session.query("COMMIT");
    }
  }

  /** Reads the commits since; when some of them are gone already, everything again. */
  async advance(session: Session): Promise<void> {
    if (!(await this.pages(session))) await this.load(session);
  }

  private async parts(session: Queries, snapshot: string): Promise<void> {
    const { schema } = this.database.address;
    for (let part = 0; ; part++) {
      const { rows } = await session.query<{ entities: string }>(
        `SELECT entities FROM ${schema}.snapshot_parts WHERE snapshot = $1 AND part = $2`,
        [snapshot, part],
      );
      if (rows[0] === undefined) return;
      for (const entity of JSON.parse(`[${rows[0].entities}]`)) this.replay.add(entity);
    }
  }

  /** Returns false if the commit after the last one read is not there, but later ones are. */
  private async pages(session: Queries): Promise<boolean> {
    const { schema, shown } = this.database.address;
    for (;;) {
      const { rows } = await session.query<JournalRow>(
        `SELECT seq, version, line FROM ${schema}.journal WHERE seq > $1 ORDER BY seq LIMIT ${PAGE}`,
        [this.replay.seq],
      );
      if (rows[0] !== undefined && Number(rows[0].seq) !== this.replay.seq + 1) return false;
      for (const { seq, version, line } of rows) {
        this.refuseNewer(version);
        this.replay.migrateTo(version);
        const problem = this.replay.apply({ seq: Number(seq), ops: JSON.parse(line) });
        if (problem !== null)
          throw new CorruptStoreError(
            `Database ${shown}`,
            null,
            `commit ${seq} does not fit: ${problem}`,
            "Restore the database from a backup.",
          );
        this.journalSize += line.length;
      }
      if (rows.length < PAGE) return true;
    }
  }

  private async firstVersion(session: Queries): Promise<number> {
    const { rows } = await session.query<{ version: number }>(
      `SELECT version FROM ${this.database.address.schema}.journal ORDER BY seq LIMIT 1`,
    );
    return rows[0]?.version ?? this.model.version;
  }

  private refuseNewer(version: number): void {
    if (version > this.model.version)
      throw new NewerVersionError(`Database ${this.database.address.shown}`, version, this.model.version);
  }
}
