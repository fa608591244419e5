import type { Database, Session } from "./driver.js";
import type { Reader } from "./reader.js";

/** The notification channel of the active process, by schema. */
export const channelOf = (schema: string): string => `${schema}_journal`;

/** Commits after which the standby prepares for a takeover again. */
const PREPARED_EACH = 1_000;

/** Follows the journal of the active process, so that little is left to do when it ends. */
export class Standby {
  private reading: Promise<void> = Promise.resolve();
  private again = false;
  private over = false;
  private prepared = 0;

  private constructor(
    private readonly session: Session,
    private readonly reader: Reader,
    private readonly prepare: () => void,
    private readonly onProblem: (error: unknown) => void,
  ) {}

  /**
   * `prepare` is called when much was read that the reader has and others do not yet.
   * @throws DatabaseError, NewerVersionError, CorruptStoreError
   */
  static async follow(
    database: Database,
    reader: Reader,
    prepare: () => void,
    onProblem: (error: unknown) => void,
  ): Promise<Standby> {
    const session = await database.connect();
    const standby = new Standby(session, reader, prepare, onProblem);
    session.onNotification(() => standby.readOn());
    // Listening first, so that nothing is missed.
    try {
      await session.query(`LISTEN ${channelOf(database.address.schema)}`);
      const loaded = reader.load(session);
      // What is told meanwhile is read when all of the rest was.
      standby.reading = loaded.catch(() => {});
      await loaded;
      standby.getReady();
      return standby;
    } catch (error) {
      standby.over = true;
      await session.end();
      throw error;
    }
  }

  /** Ends when what it was reading has been read; what it is told of from now on is left to whoever takes over. */
  async end(): Promise<void> {
    this.over = true;
    this.again = false;
    await this.reading;
    await this.session.end();
  }

  private getReady(): void {
    this.prepare();
    this.prepared = this.reader.seq;
  }

  private readOn(): void {
    if (this.again || this.over) return;
    this.again = true;
    this.reading = this.reading.then(async () => {
      if (!this.again) return;
      this.again = false;
      try {
        await this.reader.advance(this.session);
        if (this.reader.seq - this.prepared >= PREPARED_EACH) this.getReady();
      } catch (error) {
        this.onProblem(error);
      }
    });
  }
}
