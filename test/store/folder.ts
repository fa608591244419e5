import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openStore, type Store, type StoreOptions } from "../../simulator/store/index.js";
import { type Library, schema } from "./model.js";

/** A folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function open(dir: string | null, more: Partial<StoreOptions<Library>> = {}): Promise<Store<Library>> {
  return openStore<Library>({
    dir,
    schema,
    onProblem: () => {},
    ...more,
  });
}

/** Everything a store holds, as plain data and in order. */
export function content(store: Store<Library>) {
  return { seq: store.seq, shelves: [...store.all("shelves")], books: [...store.all("books")] };
}

/** Names of the snapshots and journals in a folder. */
export function dataFiles(dir: string): string[] {
  return readdirSync(dir)
    .filter((name) => /^(snapshot|journal)/.test(name))
    .sort();
}
