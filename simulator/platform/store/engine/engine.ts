import type { Blobs } from "../entities/blobs.js";
import type { StoreFailedError } from "../entities/errors.js";
import type { Operation } from "../entities/step.js";

/**
 * An engine stores commits and files: in memory, in a data folder, or in a database. It does not know the tables: it opens with
 * tables that it fills with the stored entities, and then receives each commit.
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
