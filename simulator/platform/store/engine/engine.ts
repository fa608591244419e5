import type { Blobs } from "../entities/blobs.js";
import type { StoreFailedError } from "../entities/errors.js";
import type { Operation } from "../entities/step.js";

/**
 * Where the commits and files of a store are kept: in memory, in a data folder, in a database. An engine knows no
 * table: it is opened with the tables filled with what it holds, and is then told of each commit.
 */
export interface Engine {
  readonly blobs: Blobs;
  /** The last commit that was there when it was opened. */
  readonly lastSeq: number;
  /** Why nothing more can be kept, or null while all is well. */
  readonly failure: StoreFailedError | null;
  /**
   * Turns a commit into what `append` takes. An engine that keeps nothing has none.
   * @throws whatever makes it unfit to be stored
   */
  encode?(seq: number, operations: readonly Operation[]): string;
  append(seq: number, line: string): void;
  /** Resolves when everything appended so far is durable. @throws StoreFailedError */
  flushed(): Promise<void>;
  /** Replaces the commits so far by a snapshot of what they came to. */
  compact(): Promise<void>;
  /** Releases what it holds once everything is written; called once. */
  close(): Promise<void>;
}
