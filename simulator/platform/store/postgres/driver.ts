import type pg from "pg";
import type { Address } from "./address.js";
import { DatabaseError, MissingDriverError } from "./errors.js";

type Driver = typeof pg;

/** Timeout in milliseconds of a connection, and of a statement in a session without a timeout of its own. */
const PATIENCE = 10_000;

/**
 * Settings of every connection, which override the database's defaults: responses wait for the commit, idle sessions are not
 * ended, and the connection of a machine that disappeared ends within seconds, which releases its lock.
 */
const SETTINGS = `
  SELECT set_config('statement_timeout', '0', false),
    set_config('lock_timeout', '0', false),
    set_config('idle_in_transaction_session_timeout', '0', false),
    CASE WHEN current_setting('server_version_num')::int >= 140000
      THEN set_config('idle_session_timeout', '0', false) END,
    CASE WHEN current_setting('synchronous_commit') IN ('off', 'local')
      THEN set_config('synchronous_commit', 'on', false) END,
    set_config('tcp_keepalives_idle', '3', false),
    set_config('tcp_keepalives_interval', '1', false),
    set_config('tcp_keepalives_count', '3', false),
    set_config('tcp_user_timeout', '6000', false)`;

/** Milliseconds to wait for a connection to close: a broken one never does. */
const FAREWELL = 1_000;

async function within(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const time = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, FAREWELL);
  });
  await Promise.race([work.catch(() => {}), time]);
  clearTimeout(timer);
}

/** The result of a statement. */
export interface Rows<R> {
  readonly rows: R[];
}

/** Executes statements: a pool of connections, or one of them. */
export interface Queries {
  /** Runs one statement. @throws DatabaseError */
  query<R>(text: string, values?: readonly unknown[]): Promise<Rows<R>>;
}

/** One connection, for features of a session: locks and notifications. */
export interface Session extends Queries {
  onNotification(listener: (payload: string) => void): void;
  /** Called once when the connection ends, whoever ended it. */
  onEnd(listener: () => void): void;
  end(): Promise<void>;
}

/** Connections to one database, opened on demand. */
export class Database implements Queries {
  private readonly pool: pg.Pool;

  private constructor(
    private readonly driver: Driver,
    readonly address: Address,
  ) {
    this.pool = new driver.Pool({
      ...this.settings(),
      max: 4,
      idleTimeoutMillis: 60_000,
      onConnect: (client) => client.query(SETTINGS),
    });
    // A connection that breaks while nobody uses it is replaced; who uses one is told by the statement.
    this.pool.on("error", () => {});
    this.pool.on("connect", (client) => client.on("error", () => {}));
  }

  /** @throws MissingDriverError */
  static async load(address: Address): Promise<Database> {
    let driver: Driver;
    try {
      driver = (await import("pg")).default;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
      throw new MissingDriverError();
    }
    return new Database(driver, address);
  }

  async query<R>(text: string, values: readonly unknown[] = []): Promise<Rows<R>> {
    try {
      return await this.pool.query<R & pg.QueryResultRow>(text, [...values]);
    } catch (error) {
      throw this.error(error);
    }
  }

  /** @throws DatabaseError */
  async connect(): Promise<Session> {
    const client = new this.driver.Client(this.settings());
    let ended = false;
    const listeners: (() => void)[] = [];
    const onEnd = () => {
      if (ended) return;
      ended = true;
      for (const listener of listeners) listener();
    };
    client.on("error", onEnd);
    client.on("end", onEnd);
    // The driver wants one statement at a time.
    let last: Promise<unknown> = Promise.resolve();
    const query = <R>(text: string, values: readonly unknown[] = []): Promise<Rows<R>> => {
      const run = () => client.query<R & pg.QueryResultRow>(text, [...values]);
      const mine = last.then(run, run);
      last = mine;
      return mine.catch((error) => {
        throw this.error(error);
      });
    };
    try {
      await client.connect();
      await query(SETTINGS);
    } catch (error) {
      await within(client.end());
      throw error instanceof DatabaseError ? error : this.error(error);
    }
    return {
      query,
      onNotification: (listener) =>
        client.on("notification", ({ payload }: pg.Notification) => listener(payload ?? "")),
      onEnd: (listener) => {
        if (ended) listener();
        else listeners.push(listener);
      },
      end: () => within(client.end()),
    };
  }

  async close(): Promise<void> {
    await within(this.pool.end());
  }

  private settings(): pg.ClientConfig {
    return {
      connectionString: this.address.url,
      application_name: `scalr-sandbox ${this.address.schema}`,
      connectionTimeoutMillis: PATIENCE,
      keepAlive: true,
    };
  }

  private error(error: unknown): DatabaseError {
    const { code, message, errors } = error as NodeJS.ErrnoException & { errors?: Error[] };
    // Where a name has several addresses, the reason is with each of them.
    const reason = message || errors?.[0]?.message || code || "no reason is known";
    return new DatabaseError(this.address.shown, reason, code ?? null);
  }
}
