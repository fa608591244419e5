/** Base of all errors of the store. `code` is stable and meant for programs; the message says what to do. */
export abstract class StoreError extends Error {
  abstract readonly code: string;
  override get name(): string {
    return this.constructor.name;
  }
}

/** An inserted entity has the id of an existing one. */
export class DuplicateIdError extends StoreError {
  readonly code = "duplicate-id";
  constructor(
    readonly type: string,
    readonly id: string,
  ) {
    super(`There is already an object '${id}' of type '${type}'.`);
  }
}

/** A changed or deleted entity does not exist. */
export class MissingIdError extends StoreError {
  readonly code = "missing-id";
  constructor(
    readonly type: string,
    readonly id: string,
  ) {
    super(`There is no object '${id}' of type '${type}'.`);
  }
}

/** The schema does not declare a type or an index of that name. */
export class UnknownNameError extends StoreError {
  readonly code = "unknown-name";
  constructor(what: "type" | "index", name: string, known: readonly string[]) {
    super(`The store has no ${what} '${name}'; it has ${known.join(", ") || "none"}.`);
  }
}

/** An entity lacks a field, or JSON cannot represent it, such as a date, a function or a cycle. */
export class InvalidEntityError extends StoreError {
  readonly code = "invalid-entity";
  constructor(path: string, problem: string) {
    super(`${path} ${problem}: it cannot be stored.`);
  }
}

/** A transaction was started inside another. */
export class NestedTransactionError extends StoreError {
  readonly code = "nested-transaction";
  constructor() {
    super("A transaction is already running; pass its `tx` on instead of starting another.");
  }
}

/** The function of a transaction returned a promise: a transaction must not wait. */
export class AsyncTransactionError extends StoreError {
  readonly code = "async-transaction";
  constructor() {
    super(
      "A transaction must be synchronous, but its function returned a promise; await before or after it.",
    );
  }
}

/** A `tx` was used after its transaction. */
export class EndedTransactionError extends StoreError {
  readonly code = "ended-transaction";
  constructor() {
    super("This transaction has ended; start a new one.");
  }
}

/** A transaction was started after `close`. */
export class StoreClosedError extends StoreError {
  readonly code = "store-closed";
  constructor() {
    super("The store is closed.");
  }
}

/** The disk or the database rejected a write. Unwritten changes are not acknowledged, and the store accepts no more. */
export class StoreFailedError extends StoreError {
  readonly code = "store-failed";
  constructor(
    /** The target of the write, such as `data folder /srv/sandbox`. */
    readonly place: string,
    problem: string,
    remedy: string,
    cause?: unknown,
  ) {
    super(`The ${place} can no longer be written: ${problem}. ${remedy}`, { cause });
  }
}

/** The data folder cannot be created, read or written. */
export class FolderUnusableError extends StoreError {
  readonly code = "folder-unusable";
  constructor(
    readonly folder: string,
    cause: Error,
  ) {
    super(
      `The data folder ${folder} cannot be used (${cause.message}). Check its path, its permissions and the disk, ` +
        "or choose another folder.",
      { cause },
    );
  }
}

/** Another process uses the data folder; `pid` is null if it is unknown. */
export class FolderLockedError extends StoreError {
  readonly code = "folder-locked";
  constructor(
    readonly folder: string,
    readonly pid: number | null,
    /** The file that names the process, if it cannot be read, or if the system does not tell whether that process still runs. */
    doubtful: string | null = null,
  ) {
    const owner = pid === null ? "another process" : `process ${pid}`;
    const which =
      doubtful === null || pid !== null
        ? `The data folder ${folder} is in use by ${owner}; stop it`
        : `The data folder ${folder} is in use: a process renews its lock, and ${doubtful}, which should say which ` +
          "process, cannot be read. Stop that process";
    const doubt =
      doubtful === null || pid === null
        ? ""
        : ` This system does not show when process ${pid} started: if it is not a sandbox, delete ${doubtful} and try again.`;
    super(`${which}, or choose another folder.${doubt}`);
  }
}

/** A later version of the program wrote the data, and this one would misread it. */
export class NewerVersionError extends StoreError {
  readonly code = "newer-version";
  constructor(
    readonly file: string,
    readonly found: number,
    readonly supported: number,
  ) {
    super(
      `${file} was written by a newer version of this program (data version ${found}; this one reads up to ` +
        `${supported}). Update the program, or keep the data elsewhere.`,
    );
  }
}

/** A data file is damaged. Nothing was changed; `repair` says how to continue. */
export class CorruptStoreError extends StoreError {
  readonly code = "corrupt-store";
  constructor(
    readonly file: string,
    /** Line in the file, from 1; null for the whole file. */
    readonly line: number | null,
    readonly problem: string,
    readonly repair: string,
    /** For a journal: the number of valid bytes, and the last commit in them. */
    readonly journal: {
      readonly generation: number;
      readonly size: number;
      readonly seq: number;
    } | null = null,
  ) {
    super(`${file}${line === null ? "" : ` line ${line}`}: ${problem}. ${repair}`);
  }
}
