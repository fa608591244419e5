import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openStore, type Store, type StoreOptions } from "../../simulator/platform/store/index.js";
import { emptyDatabase, postgres } from "../support/postgres.js";
import { type Library, schema } from "./model.js";

/** A folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Where a store is kept: a data folder, a PostgreSQL database, or null for memory. */
export type Place = string | { readonly url: string; readonly settling?: number } | null;

export function open(place: Place, more: Partial<StoreOptions<Library>> = {}): Promise<Store<Library>> {
  const where =
    typeof place === "string" ? { dir: place } : { dir: null, ...(place && { database: { ...place } }) };
  return openStore<Library>({ ...where, schema, onProblem: () => {}, ...more });
}

/** Each durable engine, and how to get an empty place of it. */
export const engines: [name: string, place: () => Promise<NonNullable<Place>>][] = [
  ["data folder", async () => temporaryFolder()],
  ...(postgres
    ? [
        ["PostgreSQL", async () => ({ url: await emptyDatabase(), settling: 0 })] as [
          string,
          () => Promise<Place & object>,
        ],
      ]
    : []),
];

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
