import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeLine } from "../../../simulator/platform/store/engine/journal-format.js";
import { FolderLockedError, repairJournal, StoreError } from "../../../simulator/platform/store/index.js";
import { open } from "../../store/folder.js";
import { book, shelf } from "../../store/model.js";
import type { Chance } from "../chance.js";
import { Find, type TargetKind } from "../target.js";

/** The files of a folder with a snapshot and a journal after it. */
async function folder(): Promise<Map<string, Buffer>> {
  const dir = mkdtempSync(join(tmpdir(), "fuzz-journal-"));
  try {
    const store = await open(dir);
    store.transact((tx) => [tx.insert(shelf("s1")), tx.insert(book("b1", { shelf: "s1" }))]);
    await store.compact();
    store.transact((tx) => tx.update("books", "b1", { labels: ["x"] }));
    store.transact((tx) => [tx.insert(book("b2")), tx.delete("books", "b1")]);
    store.transact((tx) => tx.clear());
    store.transact((tx) => tx.insert(shelf("s2")));
    await store.close();
    return new Map(
      readdirSync(dir)
        .filter((name) => /^(snapshot|journal)/.test(name))
        .map((name) => [name, readFileSync(join(dir, name))]),
    );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A journal whose checksums are right and whose content is not. */
function forged(chance: Chance, journal: Buffer): Buffer {
  const lines = journal.toString().trimEnd().split("\n");
  const at = chance.below(lines.length);
  const { crc: _crc, ...line } = JSON.parse(lines[at]!);
  const spoilt = chance.nearly(line);
  const isObject = typeof spoilt === "object" && spoilt !== null && !Array.isArray(spoilt);
  lines[at] = encodeLine((isObject ? spoilt : line) as never).trimEnd();
  if (chance.happens(0.2)) lines.splice(at, 0, lines[at]!);
  return Buffer.from(`${lines.join("\n")}\n`);
}

function forgedSnapshot(chance: Chance, snapshot: Buffer): Buffer {
  return Buffer.from(JSON.stringify(chance.nearly(JSON.parse(snapshot.toString()))));
}

/** A damaged folder opens with what is whole, or says what is wrong; and a repair makes it open, or says why not. */
export const journal: TargetKind = {
  name: "data folders",
  share: 4,
  limit: 20_000,
  async start() {
    const files = await folder();
    const dir = mkdtempSync(join(tmpdir(), "fuzz-journal-"));
    return {
      async run(chance, note) {
        for (const name of readdirSync(dir)) rmSync(join(dir, name), { recursive: true, force: true });
        const victim = chance.pick([...files.keys()]);
        for (const [name, content] of files) {
          const isForged = chance.happens(0.5);
          const forge = name.startsWith("journal") ? forged : forgedSnapshot;
          const spoilt = isForged ? forge(chance, content) : chance.mutated(content);
          if (name === victim && chance.happens(0.05)) continue;
          writeFileSync(join(dir, name), name === victim ? spoilt : content);
          if (name === victim) note(`${name}: ${spoilt.toString("latin1")}`);
        }
        if ((await fault(dir)) === null) return;
        try {
          await repairJournal({ dir });
        } catch (error) {
          if (!(error instanceof StoreError) || error instanceof FolderLockedError)
            throw new Find(`the repair broke: ${(error as Error).stack}`);
          return;
        }
        const left = await fault(dir);
        // What can be read and fits no table is not damage that a repair could tell from data: the message names the object.
        if (left !== null && !/object '.*' of type '.*' does not fit/.test(left))
          throw new Find(`it does not open after a repair that ended well: ${left}`);
      },
      close: () => rmSync(dir, { recursive: true, force: true }),
    };
  },
};

/** Opens it and writes to it; the reason when it does not open. */
async function fault(dir: string): Promise<string | null> {
  let store: Awaited<ReturnType<typeof open>>;
  try {
    store = await open(dir);
  } catch (error) {
    if (error instanceof StoreError && !(error instanceof FolderLockedError)) return error.message;
    throw new Find(`opening it broke: ${(error as Error).stack}`);
  }
  try {
    store.transact((tx) => tx.insert(shelf("written afterwards")));
    await store.flushed();
    return null;
  } finally {
    await store.close();
  }
}
