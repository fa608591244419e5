import { StoreError } from "./errors.js";

/** The name of a stored file is not safe. */
export class BlobKeyError extends StoreError {
  readonly code = "blob-key";
  constructor(key: string) {
    super(
      `'${key}' is not the name of a stored file: it must be <kind>/<name>, each of at most 100 letters, ` +
        "digits, '.', '_' and '-', and not starting with '.'.",
    );
  }
}

/** A stored file does not exist. */
export class BlobNotFoundError extends StoreError {
  readonly code = "blob-not-found";
  constructor(readonly key: string) {
    super(`There is no stored file '${key}'.`);
  }
}

/** The disk failed to write or read a stored file. Nothing was changed. */
export class BlobDiskError extends StoreError {
  readonly code = "blob-disk";
  constructor(
    readonly key: string,
    problem: string,
    remedy: string,
    cause: unknown,
  ) {
    super(`'${key}' could not be written or read: ${problem}. ${remedy}`, { cause });
  }
}

/** The content exceeds the caller's limit; none of it is stored. */
export class BlobTooLargeError extends StoreError {
  readonly code = "blob-too-large";
  constructor(
    readonly key: string,
    /** Bytes. */
    readonly limit: number,
  ) {
    super(`The content of '${key}' is larger than the limit of ${limit} bytes.`);
  }
}

/** An append starts beyond the end of the file: bytes in between are missing. */
export class BlobGapError extends StoreError {
  readonly code = "blob-gap";
  constructor(
    readonly key: string,
    readonly offset: number,
    /** Where the next append must start at the latest. */
    readonly size: number,
  ) {
    super(`'${key}' has ${size} bytes, so nothing can be appended at ${offset}; send from ${size}.`);
  }
}

/** An append repeats stored bytes with different content. */
export class BlobConflictError extends StoreError {
  readonly code = "blob-conflict";
  constructor(
    readonly key: string,
    readonly offset: number,
    readonly size: number,
  ) {
    super(
      `What was sent for '${key}' at ${offset} differs from the bytes stored there; its size is ${size}.`,
    );
  }
}
