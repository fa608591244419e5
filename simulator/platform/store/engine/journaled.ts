import type { Blobs } from "../entities/blobs.js";
import type { StoreFailedError } from "../entities/errors.js";
import type { Operation } from "../entities/step.js";
import type { Compaction } from "./compaction.js";
import type { Engine } from "./engine.js";

/** A journal to which commits are appended in order. */
interface Journal {
  readonly failure: StoreFailedError | null;
  append(seq: number, line: string): void;
  flushed(): Promise<void>;
}

/** An engine that appends each commit to a journal, and counts its bytes towards the next compaction. */
export abstract class JournaledEngine implements Engine {
  abstract readonly blobs: Blobs;
  abstract readonly lastSeq: number;
  protected abstract readonly journal: Journal;
  protected abstract readonly compaction: Compaction;
  /** The last commit that was appended. */
  protected abstract seq: number;

  get failure(): StoreFailedError | null {
    return this.journal.failure;
  }

  abstract encode(seq: number, operations: readonly Operation[]): string;

  append(seq: number, line: string): void {
    this.seq = seq;
    this.journal.append(seq, line);
    this.compaction.count(line.length);
  }

  flushed(): Promise<void> {
    return this.journal.flushed();
  }

  compact(): Promise<void> {
    return this.compaction.run();
  }

  abstract close(): Promise<void>;
}
