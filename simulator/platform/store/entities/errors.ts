/** Base of all errors of the store; `code` is stable and fit for machines, the message says what to do. */
export abstract class StoreError extends Error {
  abstract readonly code: string;
  override get name(): string {
    return this.constructor.name;
  }
}

/** An insertion of what there is already. */
export class DuplicateIdError extends StoreError {
  readonly code = "duplicate-id";
  constructor(
    readonly type: string,
    readonly id: string,
  ) {
    super(`There is already an object '${id}' of type '${type}'.`);
  }
}

/** A change or a deletion of what there is not. */
export class MissingIdError extends StoreError {
  readonly code = "missing-id";
  constructor(
    readonly type: string,
    readonly id: string,
  ) {
    super(`There is no object '${id}' of type '${type}'.`);
  }
}

/** A type or index that the schema does not declare. */
export class UnknownNameError extends StoreError {
  readonly code = "unknown-name";
  constructor(what: "type" | "index", name: string, known: readonly string[]) {
    super(`The store has no ${what} '${name}'; it has ${known.join(", ") || "none"}.`);
  }
}

/** An entity that JSON cannot hold faithfully, such as a date, a function or a cycle, or that lacks a field. */
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

/** A transaction's function returned a promise: nothing may wait inside of one. */
export class AsyncTransactionError extends StoreError {
  readonly code = "async-transaction";
  constructor() {
    super(
      "A transaction must be synchronous, but its function returned a promise; await before or after it.",
    );
  }
}

/** A `tx` that was kept and used after its transaction. */
export class EndedTransactionError extends StoreError {
  readonly code = "ended-transaction";
  constructor() {
    super("This transaction has ended; start a new one.");
  }
}

/** A transaction after `close`. */
export class StoreClosedError extends StoreError {
  readonly code = "store-closed";
  constructor() {
    super("The store is closed.");
  }
}

/** The disk or the database refused a write. What was not there before is not acknowledged, and nothing more is accepted. */
export class StoreFailedError extends StoreError {
  readonly code = "store-failed";
  constructor(
    /** What was written to, such as `data folder /srv/sandbox`. */
    readonly place: string,
    problem: string,
    remedy: string,
    cause?: unknown,
  ) {
    super(`The ${place} can no longer be written: ${problem}. ${remedy}`, { cause });
  }
}

/** The data folder cannot be made, or not be read or written. */
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

/** Another process has the data folder; `pid` is null where that is not known. */
export class FolderLockedError extends StoreError {
  readonly code = "folder-locked";
  constructor(
    readonly folder: string,
    readonly pid: number | null,
    /** The file that names the process, where it cannot be read, or where the system does not show that the process is still that one. */
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

/** Data of a later version of the program, which this one would misread. */
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

/** A data file that does not make sense. Nothing was changed; `repair` says how to continue. */
export class CorruptStoreError extends StoreError {
  readonly code = "corrupt-store";
  constructor(
    readonly file: string,
    /** Line in the file, from 1; null when the whole file is meant. */
    readonly line: number | null,
    problem: string,
    readonly repair: string,
    /** For a journal: how many of its bytes are good, and the last commit in them. */
    readonly journal: {
      readonly generation: number;
      readonly size: number;
      readonly seq: number;
    } | null = null,
  ) {
    super(`${file}${line === null ? "" : ` line ${line}`}: ${problem}. ${repair}`);
  }
}
