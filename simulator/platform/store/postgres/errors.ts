import { StoreError } from "../entities/errors.js";

/** A database address is invalid. It is not quoted, because it may contain a password. */
export class DatabaseAddressError extends StoreError {
  readonly code = "database-address";
  constructor(problem: string) {
    super(
      `The address of the store cannot be used: ${problem}. ` +
        "Write it as postgres://user@host:5432/database, with ?schema=name for another schema than the default.",
    );
  }
}

/** The package for PostgreSQL is not installed. */
export class MissingDriverError extends StoreError {
  readonly code = "missing-driver";
  constructor() {
    super(
      "A store in PostgreSQL needs the package 'pg', which is not installed. Install it beside scalr-sandbox: npm install pg",
    );
  }
}

/** The database is unreachable, or rejects a statement. */
export class DatabaseError extends StoreError {
  readonly code = "database";
  constructor(
    /** Its address without the password. */
    readonly database: string,
    problem: string,
    /** PostgreSQL's five characters, or the system's name of the error; null where neither spoke. */
    readonly sqlState: string | null,
  ) {
    super(
      `The database ${database} cannot be used: ${problem}. Check that it runs, its address, and what its user may do.`,
    );
  }
}

/** Another process became the active one; nothing was written. */
export class NotLeaderError extends StoreError {
  readonly code = "not-leader";
  constructor(database: string) {
    super(`Another process has become the active one of the database ${database}.`);
  }
}
