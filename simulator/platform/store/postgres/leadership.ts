import { createHash } from "node:crypto";
import { hostname } from "node:os";
import type { Database, Queries, Session } from "./driver.js";
import { DatabaseError, NotLeaderError } from "./errors.js";

/** Which process is active while others stand by. */
export interface Holder {
  /** Such as `process 4711 on build-1`. */
  readonly name: string;
  /** ISO 8601, by the database's clock. */
  readonly since: string;
}

/**
 * Milliseconds that one statement waits for the lock, before it is repeated. A statement that waited for days would keep the
 * database from removing rows that were deleted since it began.
 */
const WAIT = 30_000;

/** Milliseconds between health checks, and without a response after which the connection counts as lost. */
const PULSE = 2_000;
const SILENCE = 8_000;

const LOCK_TIMEOUT = "55P03";

/** The number of the lock, one for each schema. Advisory locks are local to a database. */
const keyOf = (schema: string): string =>
  createHash("sha256").update(`scalr-sandbox ${schema}`).digest().readBigInt64BE().toString();

/**
 * The role of the active process. The session with the advisory lock also writes the journal, so both are lost together. Each
 * write, from any session, has the epoch that began with the lock: a write of an earlier epoch changes nothing, however late it
 * arrives.
 */
export class Leadership {
  private pulse: NodeJS.Timeout | undefined;
  private silence: NodeJS.Timeout | undefined;
  private over = false;

  private constructor(
    readonly database: Database,
    readonly session: Session,
    /** Rises with each holder. */
    readonly epoch: string,
    private readonly onLost: () => void,
  ) {}

  /**
   * Waits for the lock, as long as it takes, and begins an epoch: afterwards no earlier holder can write.
   * @throws DatabaseError, or the signal's reason
   */
  static async take(
    database: Database,
    session: Session,
    options: {
      readonly signal?: AbortSignal;
      /** Called when somebody else is active. */
      onWaiting(holder: Holder): Promise<void>;
      onLost(): void;
    },
  ): Promise<Leadership> {
    const { schema } = database.address;
    const key = keyOf(schema);
    const tried = await session.query<{ got: boolean }>("SELECT pg_try_advisory_lock($1) AS got", [key]);
    if (!tried.rows[0]!.got) {
      await options.onWaiting(await holderOf(session, schema));
      await waitFor(session, key, options.signal);
    }
    options.signal?.throwIfAborted();
    const { rows } = await session.query<{ epoch: string }>(
      `UPDATE ${schema}.leadership SET epoch = epoch + 1, holder = $1, since = now() RETURNING epoch::text`,
      [`process ${process.pid} on ${hostname()}`],
    );
    const leadership = new Leadership(database, session, rows[0]!.epoch, options.onLost);
    session.onEnd(() => leadership.lose());
    leadership.feel();
    return leadership;
  }

  /** A common table expression named `held`: one row while this is the epoch, else none. Its parameter is $1. */
  get held(): string {
    return `held AS MATERIALIZED (SELECT FROM ${this.database.address.schema}.leadership WHERE epoch = $1::bigint FOR SHARE)`;
  }

  /**
   * Runs a statement that writes only what `held` lets it, has the epoch as $1, and returns `done`: how many rows.
   * @throws NotLeaderError when nothing was written, DatabaseError
   */
  async write(text: string, values: readonly unknown[], on: Queries = this.database): Promise<void> {
    const { rows } = await on.query<{ done: number }>(`WITH ${this.held}, ${text}`, [this.epoch, ...values]);
    if (!rows[0]?.done) {
      this.lose();
      throw new NotLeaderError(this.database.address.shown);
    }
  }

  /** Runs one statement on the session; one that gets no answer is the loss of it. */
  async onSession<R>(work: (session: Session) => Promise<R>): Promise<R> {
    this.silence ??= setTimeout(() => this.lose(), SILENCE);
    try {
      return await work(this.session);
    } finally {
      clearTimeout(this.silence);
      this.silence = undefined;
    }
  }

  /** Gives the lock to whoever waits for it. */
  async resign(): Promise<void> {
    this.over = true;
    clearTimeout(this.pulse);
    clearTimeout(this.silence);
    await this.session.end();
  }

  private lose(): void {
    if (this.over) return;
    void this.resign();
    this.onLost();
  }

  /** An idle connection does not say that it is broken, and a process that is cut off should know. */
  private feel(): void {
    if (this.over) return;
    this.pulse = setTimeout(() => {
      if (this.silence !== undefined) return this.feel();
      this.onSession((session) => session.query("SELECT")).then(
        () => this.feel(),
        () => this.lose(),
      );
    }, PULSE);
    this.pulse.unref();
  }
}

async function holderOf(session: Session, schema: string): Promise<Holder> {
  const { rows } = await session.query<Holder>(
    `SELECT holder AS name, to_char(since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since FROM ${schema}.leadership`,
  );
  return rows[0]!;
}

async function waitFor(session: Session, key: string, signal?: AbortSignal): Promise<void> {
  const stop = () => void session.end();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    await session.query(`SET lock_timeout = ${WAIT}`);
    for (;;) {
      signal?.throwIfAborted();
      try {
        await session.query("SELECT pg_advisory_lock($1)", [key]);
        await session.query("SET lock_timeout = 0");
        return;
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof DatabaseError && error.sqlState === LOCK_TIMEOUT)) throw error;
      }
    }
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}
