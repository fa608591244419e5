import type { Database, Session } from "./driver.js";
import type { Reader } from "./reader.js";

/** The channel on which the active process says that it has written, per schema. */
export const channelOf = (schema: string): string => `${schema}_journal`;

/** Follows the journal of the active process, so that little is left to read when it ends. */
export class Standby {
  private reading: Promise<void> = Promise.resolve();
  private again = false;
  private over = false;

  private constructor(
    private readonly session: Session,
    private readonly reader: Reader,
    private readonly onProblem: (error: unknown) => void,
  ) {}

  /** @throws DatabaseError, NewerVersionError, CorruptStoreError */
  static async follow(
    database: Database,
    reader: Reader,
    onProblem: (error: unknown) => void,
  ): Promise<Standby> {
    const session = await database.connect();
    const standby = new Standby(session, reader, onProblem);
    session.onNotification(() => standby.readOn());
    // Listening first: what is committed while the rest is read is then told.
    await session.query(`LISTEN ${channelOf(database.address.schema)}`);
    await reader.load(session);
    return standby;
  }

  /** Ends when what it was reading has been read; what it is told of from now on is left to whoever takes over. */
  async end(): Promise<void> {
    this.over = true;
    this.again = false;
    await this.reading;
    await this.session.end();
  }

  private readOn(): void {
    if (this.again || this.over) return;
    this.again = true;
    this.reading = this.reading.then(async () => {
      if (!this.again) return;
      this.again = false;
      try {
        await this.reader.advance(this.session);
      } catch (error) {
        this.onProblem(error);
      }
    });
  }
}
