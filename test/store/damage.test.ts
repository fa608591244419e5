import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CorruptStoreError, type Repair, repairJournal } from "../../simulator/platform/store/index.js";
import { content, dataFiles, open, temporaryFolder } from "./folder.js";
import { book, shelf } from "./model.js";

const JOURNAL = "journal-000000.jsonl";

/** A closed folder with three commits in its journal. */
async function folder(): Promise<string> {
  const dir = temporaryFolder();
  const store = await open(dir);
  for (const id of ["s1", "s2", "s3"]) store.transact((tx) => tx.insert(shelf(id, `näme ${id}`)));
  await store.close();
  return dir;
}

/** The same as a crash leaves it: what is acknowledged is noted when a store closes. */
async function crashed(): Promise<string> {
  const dir = await folder();
  rmSync(join(dir, "acknowledged.json"));
  return dir;
}

async function shelves(dir: string): Promise<string[]> {
  const store = await open(dir);
  const ids = [...store.all("shelves")].map(({ id }) => id);
  await store.close();
  return ids;
}

async function failure(dir: string): Promise<CorruptStoreError> {
  const error = await open(dir).then(
    () => null,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(CorruptStoreError);
  return error;
}

describe("a torn last line", () => {
  test("is cut off and kept beside the journal, wherever it was torn", async () => {
    const dir = await crashed();
    const path = join(dir, JOURNAL);
    const whole = readFileSync(path);
    const start = whole.lastIndexOf(10, whole.length - 2) + 1;
    for (let size = whole.length - 1; size >= start; size--) {
      writeFileSync(path, whole.subarray(0, size));
      rmSync(join(dir, "acknowledged.json"), { force: true });
      const repairs: Repair[] = [];
      const store = await open(dir, { onRepair: (repair) => repairs.push(repair) });
      const cutBytes = size - start;
      if (cutBytes === 0) expect(repairs).toEqual([]);
      else {
        const backup = `${path}.tail`;
        expect(repairs).toMatchObject([{ file: path, backup, cutBytes }]);
        expect(repairs[0]!.problem).toContain(
          cutBytes > 25 ? "its last record, commit 3, was torn" : "its last record was torn",
        );
        expect(readFileSync(backup)).toEqual(whole.subarray(start, size));
        expect(statSync(backup).mode & 0o777).toBe(0o600);
        rmSync(backup);
      }
      expect(store.seq).toBe(2);
      expect(store.count("shelves")).toBe(2);
      store.transact((tx) => tx.insert(shelf("s4")));
      await store.close();
      expect(await shelves(dir)).toEqual(["s1", "s2", "s4"]);
    }
  });

  test("may be the header of a journal that was just begun", async () => {
    const dir = temporaryFolder();
    await (await open(dir)).close();
    const whole = readFileSync(join(dir, JOURNAL));
    for (let size = whole.length - 1; size >= 0; size--) {
      writeFileSync(join(dir, JOURNAL), whole.subarray(0, size));
      expect(await shelves(dir)).toEqual([]);
    }
  });

  test("may be zeros that the file system left", async () => {
    const dir = await folder();
    appendFileSync(join(dir, JOURNAL), Buffer.alloc(4096));
    const repairs: Repair[] = [];
    const store = await open(dir, { onRepair: (repair) => repairs.push(repair) });
    expect(store.count("shelves")).toBe(3);
    await store.close();
    expect(repairs).toMatchObject([{ cutBytes: 4096, problem: expect.stringContaining("ended in zeros") }]);
  });

  test("never replaces the tail of an earlier crash", async () => {
    const dir = await crashed();
    for (const tail of ['{"crc', "rubbish"]) {
      appendFileSync(join(dir, JOURNAL), tail);
      expect(await shelves(dir)).toEqual(["s1", "s2", "s3"]);
    }
    expect(readFileSync(join(dir, `${JOURNAL}.tail`), "utf8")).toBe('{"crc');
    expect(readFileSync(join(dir, `${JOURNAL}.2.tail`), "utf8")).toBe("rubbish");
  });
});

describe("a journal that was cut", () => {
  test("below what was acknowledged stops the start and says how much is missing, wherever it was cut", async () => {
    const dir = await folder();
    const path = join(dir, JOURNAL);
    const whole = readFileSync(path);
    const ends = [...whole.keys()].filter((at) => whole[at] === 10);
    for (let size = whole.length - 1; size > ends[0]!; size -= 5) {
      writeFileSync(path, whole.subarray(0, size));
      const kept = ends.filter((at) => at < size).length - 1;
      const { message } = await failure(dir);
      expect(message).toContain(`${3 - kept} acknowledged commit${kept === 2 ? " is" : "s are"} missing`);
      expect(message).toContain(`${path} was cut: it ends at commit ${kept}`);
      const torn = size - 1 - ends[kept]!;
      if (torn > 0) expect(message).toContain(`and ${torn} bytes of a torn record`);
      expect(readFileSync(path)).toEqual(whole.subarray(0, size));
    }
  });

  test("between two lines is found too, and a repair continues without what is missing", async () => {
    const dir = await folder();
    const path = join(dir, JOURNAL);
    truncateSync(path, readFileSync(path).lastIndexOf(10, -2) + 1);
    expect((await failure(dir)).message).toContain("1 acknowledged commit is missing");
    const [repair] = await repairJournal({ dir });
    expect(repair!.backup).toBe(join(dir, "acknowledged.json.bak"));
    expect(existsSync(repair!.backup!)).toBe(true);
    expect(await shelves(dir)).toEqual(["s1", "s2"]);
  });

  test("after a crash that followed is still found: what was acknowledged only grows", async () => {
    const dir = await folder();
    const noted = readFileSync(join(dir, "acknowledged.json"));
    const store = await open(dir);
    store.transact((tx) => tx.insert(shelf("s4")));
    await store.close();
    writeFileSync(join(dir, "acknowledged.json"), noted);
    expect(await shelves(dir)).toEqual(["s1", "s2", "s3", "s4"]);
    writeFileSync(join(dir, "acknowledged.json"), noted);
    truncateSync(join(dir, JOURNAL), 120);
    expect((await failure(dir)).message).toContain("missing");
  });

  test("is not suspected where the note itself is damaged", async () => {
    const dir = await folder();
    writeFileSync(join(dir, "acknowledged.json"), "{rubbish");
    expect(await shelves(dir)).toEqual(["s1", "s2", "s3"]);
  });

  test("is told from one whose line end is damaged: no torn write leaves that", async () => {
    const dir = await crashed();
    const path = join(dir, JOURNAL);
    const whole = readFileSync(path);
    for (const [at, byte] of whole.entries()) {
      if (byte !== 10) continue;
      const damaged = Buffer.from(whole);
      damaged[at] = 11;
      writeFileSync(path, damaged);
      expect((await failure(dir)).message).toMatch(/the line is damaged/);
    }
    expect(readdirSync(dir).filter((name) => name.endsWith(".tail"))).toEqual([]);
  });
});

describe("damage", () => {
  test("in any byte of any line stops the start, names the line, and can be repaired", async () => {
    const dir = await folder();
    const path = join(dir, JOURNAL);
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length; at += 7) {
      const damaged = Buffer.from(whole);
      damaged[at] = damaged[at]! ^ 1;
      // A changed line end joins two lines, and the last one is then torn.
      if (whole[at] === 10) continue;
      writeFileSync(path, damaged);
      const line = whole.subarray(0, at).toString("latin1").split("\n").length;
      const error = await failure(dir);
      expect(error).toMatchObject({ file: path, line });
      expect(error.message).toContain(`${JOURNAL} line ${line}: the line is damaged`);
      expect(error.message).toContain("Repairing");
      expect(readFileSync(path)).toEqual(damaged);
      const repairs = await repairJournal({ dir });
      expect(repairs).toHaveLength(1);
      expect(readFileSync(repairs[0]!.backup!)).toEqual(damaged);
      expect(await shelves(dir)).toEqual(["s1", "s2", "s3"].slice(0, Math.max(0, line - 2)));
      rmSync(repairs[0]!.backup!);
    }
  });

  test("by a missing commit is found", async () => {
    const dir = await folder();
    const path = join(dir, JOURNAL);
    const lines = readFileSync(path, "utf8").split("\n");
    writeFileSync(path, lines.filter((_, i) => i !== 2).join("\n"));
    expect((await failure(dir)).message).toContain("line 3: commit 2 is missing; found 3");
    await repairJournal({ dir });
    expect(await shelves(dir)).toEqual(["s1"]);
  });

  test("to the snapshot is repaired from the one before and the journals since", async () => {
    const dir = await folder();
    const store = await open(dir);
    await store.compact();
    store.transact((tx) => tx.insert(book("b1")));
    await store.compact();
    store.transact((tx) => tx.insert(book("b2")));
    const before = content(store);
    await store.close();
    truncateSync(join(dir, "snapshot-000002.json"), 50);
    const error = await failure(dir);
    expect(error.message).toContain("snapshot-000002.json: the snapshot cannot be read");
    expect(error.message).toContain("goes back to the snapshot before");
    expect((await repairJournal({ dir })).map(({ file }) => file)).toEqual([
      join(dir, "snapshot-000002.json"),
    ]);
    const repaired = await open(dir);
    expect(content(repaired)).toEqual(before);
    await repaired.compact();
    await repaired.close();
    expect(await repairJournal({ dir })).toEqual([]);
  });

  test("to the only snapshot is repaired from the first journal", async () => {
    const dir = await folder();
    const store = await open(dir);
    await store.compact();
    await store.close();
    writeFileSync(join(dir, "snapshot-000001.json"), '{"format":1}');
    await failure(dir);
    await repairJournal({ dir });
    expect(await shelves(dir)).toEqual(["s1", "s2", "s3"]);
  });

  test("by a missing journal is found, and later ones are set aside", async () => {
    const dir = await folder();
    const store = await open(dir);
    await store.compact();
    store.transact((tx) => tx.insert(shelf("s4")));
    await store.close();
    renameSync(join(dir, "journal-000001.jsonl"), join(dir, "journal-000002.jsonl"));
    expect((await failure(dir)).message).toContain("journal-000001.jsonl: the journal is missing");
    const repairs = await repairJournal({ dir });
    expect(repairs.map(({ backup }) => backup)).toEqual([null, join(dir, "journal-000002.jsonl.bak")]);
    expect(await shelves(dir)).toEqual(["s1", "s2", "s3"]);
  });

  test("an object that an edit spoiled is named", async () => {
    const dir = await folder();
    const store = await open(dir);
    store.transact((tx) => tx.insert(book("b1")));
    await store.compact();
    await store.close();
    const path = join(dir, "snapshot-000001.json");
    writeFileSync(path, readFileSync(path, "utf8").replace(',"labels":[]', ""));
    expect((await failure(dir)).message).toContain("object 'b1' of type 'books' does not fit");
    writeFileSync(path, readFileSync(path, "utf8").replaceAll("books", "films"));
    expect((await failure(dir)).message).toContain("no type 'films'");
    expect(dataFiles(dir)).toContain("snapshot-000001.json");
  });
});
