import { Compaction, type CompactionOptions, type Sizes } from "../engine/compaction.js";
import { fill } from "../engine/fill.js";
import { JournaledEngine } from "../engine/journaled.js";
import type { DataVersion } from "../engine/migrations.js";
import type { Operation } from "../entities/step.js";
import type { Tables } from "../entities/tables.js";
import { parseAddress } from "./address.js";
import { PostgresBlobs } from "./blobs.js";
import { Database } from "./driver.js";
import { PostgresJournal } from "./journal.js";
import { type Holder, Leadership } from "./leadership.js";
import { Reader } from "./reader.js";
import { ensureTables } from "./schema.js";
import { writeSnapshot } from "./snapshots.js";
import { Standby } from "./standby.js";

export interface PostgresOptions extends CompactionOptions {
  /** `postgres://user:password@host:port/database?schema=name` */
  readonly url: string;
  readonly model: DataVersion;
  /** Milliseconds after opening in which nothing is compacted; 10,000 when absent. */
  readonly settling?: number;
  /** Called when another process is active, which is then waited for. */
  readonly onStandby?: (holder: Holder) => void;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
}

/** Milliseconds to wait after a takeover, when other work is more urgent. */
const SETTLING = 10_000;

/** The engine of a PostgreSQL database, of which one process at a time is the active one. */
export class PostgresEngine extends JournaledEngine {
  protected readonly compaction: Compaction;

  private constructor(
    private readonly options: PostgresOptions,
    private readonly leadership: Leadership,
    protected readonly journal: PostgresJournal,
    readonly blobs: PostgresBlobs,
    private readonly tables: Tables,
    readonly lastSeq: number,
    protected seq: number,
    sizes: Sizes,
  ) {
    super();
    const settling = options.settling ?? SETTLING;
    this.compaction = new Compaction({ ...options, settling }, sizes, () => this.writeSnapshot());
  }

  /**
   * Becomes the active process, waiting until no other is, and fills the tables with what the database holds.
   * @throws DatabaseAddressError, MissingDriverError, DatabaseError, NewerVersionError, CorruptStoreError, or the
   *   signal's reason
   */
  static async open(options: PostgresOptions, tables: Tables): Promise<PostgresEngine> {
    const database = await Database.load(parseAddress(options.url));
    try {
      return await PostgresEngine.lead(options, database, tables);
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  private static async lead(
    options: PostgresOptions,
    database: Database,
    tables: Tables,
  ): Promise<PostgresEngine> {
    const { model, signal } = options;
    const session = await database.connect();
    let standby: Standby | undefined;
    let journal: PostgresJournal | undefined;
    try {
      await ensureTables(database, session);
      const reader = new Reader(database, model);
      const source = `Database ${database.address.shown}`;
      const leadership = await Leadership.take(database, session, {
        ...(signal !== undefined && { signal }),
        onWaiting: async (holder) => {
          // What it cannot read, it cannot take over either.
          const fail = (error: unknown) => {
            options.onProblem(error);
            void session.end();
          };
          const prepare = () => {
            if (reader.current !== null) fill(tables, reader.current, source);
          };
          standby = await Standby.follow(database, reader, prepare, fail);
          options.onStandby?.(holder);
        },
        onLost: () => journal?.fail(),
      });
      if (standby === undefined) await reader.load(session);
      else {
        await standby.end();
        await reader.advance(session);
      }
      const { seq } = reader;
      fill(tables, reader.end(), source);
      journal = new PostgresJournal(leadership, model.version, seq, options.onProblem);
      const blobs = new PostgresBlobs(leadership);
      await blobs.tidy();
      return new PostgresEngine(options, leadership, journal, blobs, tables, seq, seq, reader);
    } catch (error) {
      await standby?.end().catch(() => {});
      await session.end();
      throw error;
    }
  }

  encode(_seq: number, operations: readonly Operation[]): string {
    return JSON.stringify(operations);
  }

  async close(): Promise<void> {
    await this.compaction.ended();
    await this.journal.close();
    await this.leadership.resign();
    await this.leadership.database.close();
  }

  private writeSnapshot(): Promise<number> {
    const { seq } = this;
    const entities = Object.values(this.tables.entities()).flat();
    const snapshot = { seq, version: this.options.model.version, entities };
    return writeSnapshot(this.leadership, snapshot, () => this.journal.flushed());
  }
}
