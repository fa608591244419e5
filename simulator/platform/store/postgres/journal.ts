import { Acknowledgements } from "../engine/acknowledgements.js";
import { StoreFailedError } from "../entities/errors.js";
import { NotLeaderError } from "./errors.js";
import type { Leadership } from "./leadership.js";
import { channelOf } from "./standby.js";

/** Characters of commits in one statement. A larger transaction is sent alone. */
const BATCH = 4 * 1024 * 1024;

/**
 * Appends commits to the journal. Commits that arrive during a write are written together with the next one, in one commit of the
 * database.
 */
export class PostgresJournal {
  private readonly acknowledgements: Acknowledgements;
  private lines: string[] = [];
  private writing: Promise<void> | null = null;

  constructor(
    private readonly leadership: Leadership,
    /** Version of the data that the commits are written in. */
    private readonly version: number,
    /** The last commit that was written. */
    private seq: number,
    onFailure: (error: StoreFailedError) => void,
  ) {
    this.acknowledgements = new Acknowledgements(seq, onFailure);
  }

  get failure(): StoreFailedError | null {
    return this.acknowledgements.failure;
  }

  append(seq: number, line: string): void {
    this.acknowledgements.append(seq);
    this.lines.push(line);
    if (this.failure === null) this.writing ??= this.work();
  }

  flushed(): Promise<void> {
    return this.acknowledgements.flushed();
  }

  async close(): Promise<void> {
    await this.flushed().catch(() => {});
  }

  /** Ends all writing; those who wait are told why. */
  fail(cause?: unknown): void {
    const place = `database ${this.leadership.database.address.shown}`;
    const problem =
      cause instanceof NotLeaderError || cause === undefined
        ? "this process is no longer the active one"
        : (cause as Error).message;
    const remedy =
      "What was acknowledged is safe; repeat the request, which the active process then answers.";
    this.acknowledgements.fail(new StoreFailedError(place, problem, remedy, cause));
  }

  private async work(): Promise<void> {
    // At the end of this turn of the event loop, so that commits of one turn share a write.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.lines.length > 0 && this.failure === null) {
      const batch = this.take();
      try {
        await this.write(batch);
      } catch (error) {
        this.fail(error);
        break;
      }
      this.seq += batch.length;
      this.acknowledgements.reached(batch.length);
    }
    this.writing = null;
  }

  private take(): string[] {
    let size = 0;
    let count = 0;
    for (const line of this.lines) {
      size += line.length;
      if (count > 0 && size > BATCH) break;
      count++;
    }
    return this.lines.splice(0, count);
  }

  /** One statement, and so one transaction: the epoch is checked in it, and holds until it has committed. */
  private write(batch: readonly string[]): Promise<void> {
    const { schema } = this.leadership.database.address;
    return this.leadership.onSession((session) =>
      this.leadership.write(
        `added AS (
          INSERT INTO ${schema}.journal (seq, version, epoch, line)
          SELECT $2::bigint + t.n, $3::int, $1::bigint, t.line
          FROM held, unnest(string_to_array($4::text, E'\\n')) WITH ORDINALITY AS t(line, n)
          RETURNING seq)
        SELECT count(*)::int AS done, pg_notify('${channelOf(schema)}', max(seq)::text) FROM added`,
        [this.seq, this.version, batch.join("\n")],
        session,
      ),
    );
  }
}
