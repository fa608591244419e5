import { join } from "node:path";
import type { Files } from "./files.js";

/**
 * The files of a data folder. Snapshot N and the journals from N on make a state. Compaction starts journal N+1,
 * then writes snapshot N+1; the snapshot before and its journals stay as a reserve until the next time.
 */
export class Layout {
  constructor(readonly folder: string) {}

  snapshot(generation: number): string {
    return join(this.folder, `snapshot-${padded(generation)}.json`);
  }

  journal(generation: number): string {
    return join(this.folder, `journal-${padded(generation)}.jsonl`);
  }

  get acknowledged(): string {
    return join(this.folder, "acknowledged.json");
  }

  get blobs(): string {
    return join(this.folder, "blobs");
  }

  /** Generations of the snapshots and journals that are there, rising. */
  async generations(files: Files): Promise<{ snapshots: number[]; journals: number[] }> {
    const names = await files.readdir(this.folder);
    return { snapshots: numbers(names, SNAPSHOT), journals: numbers(names, JOURNAL) };
  }

  /** Deletes what no snapshot from the given generation on needs, and snapshots that were never finished. */
  async clean(files: Files, oldest: number): Promise<void> {
    for (const name of await files.readdir(this.folder)) {
      const match = SNAPSHOT.exec(name) ?? JOURNAL.exec(name);
      const old = match !== null && Number(match[1]) < oldest;
      if (old || UNFINISHED.test(name)) await files.remove(join(this.folder, name));
    }
  }
}

const SNAPSHOT = /^snapshot-(\d{6,})\.json$/;
const JOURNAL = /^journal-(\d{6,})\.jsonl$/;
const UNFINISHED = /^snapshot-\d{6,}\.json\.tmp$/;

function padded(generation: number): string {
  return String(generation).padStart(6, "0");
}

function numbers(names: readonly string[], pattern: RegExp): number[] {
  return names
    .flatMap((name) => pattern.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}
