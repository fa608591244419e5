import { copyFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { exportAll, NewerVersionError } from "../../simulator/platform/store/index.js";
import { content, dataFiles, open, temporaryFolder } from "./folder.js";
import { book, shelf } from "./model.js";

describe("a data folder", () => {
  test("is the user's own: files 0600, folder 0700", async () => {
    const dir = join(temporaryFolder(), "deep", "data");
    const store = await open(dir);
    store.transact((tx) => tx.insert(shelf("s1")));
    await store.compact();
    await store.blobs.put("logs/x", "x");
    const mode = (name: string) => statSync(join(dir, name)).mode & 0o777;
    expect(mode(".")).toBe(0o700);
    expect(mode("blobs/logs")).toBe(0o700);
    for (const name of [...dataFiles(dir), "owner.json", "blobs/logs/x"]) expect(mode(name)).toBe(0o600);
    await store.close();
  });

  test("can be emptied in one transaction that costs one short line", async () => {
    const dir = temporaryFolder();
    const store = await open(dir);
    store.transact((tx) => {
      for (let i = 0; i < 1000; i++) tx.insert(book(`b${i}`));
    });
    await store.flushed();
    const size = statSync(join(dir, dataFiles(dir)[0]!)).size;
    store.transact((tx) => {
      tx.clear();
      tx.insert(shelf("kept"));
    });
    await store.close();
    expect(statSync(join(dir, dataFiles(dir)[0]!)).size - size).toBeLessThan(150);
    const again = await open(dir);
    expect(content(again)).toEqual({ seq: 2, shelves: [shelf("kept")], books: [] });
    await again.close();
  });
});

describe("compaction", () => {
  test("writes a readable snapshot and continues in the next journal", async () => {
    const dir = temporaryFolder();
    const store = await open(dir);
    expect(dataFiles(dir)).toEqual(["journal-000000.jsonl"]);
    store.transact((tx) => [tx.insert(shelf("s1")), tx.insert(book("b1"))]);
    await store.compact();
    store.transact((tx) => tx.insert(shelf("s2")));
    await store.close();
    expect(dataFiles(dir)).toEqual(["journal-000000.jsonl", "journal-000001.jsonl", "snapshot-000001.json"]);
    expect(JSON.parse(readFileSync(join(dir, "snapshot-000001.json"), "utf8"))).toEqual({
      format: 1,
      version: 1,
      generation: 1,
      seq: 1,
      entities: { shelves: [shelf("s1")], books: [book("b1")] },
    });
    const again = await open(dir);
    expect(content(again)).toEqual({ seq: 2, shelves: [shelf("s1"), shelf("s2")], books: [book("b1")] });
    await again.compact();
    expect(dataFiles(dir)).toEqual([
      "journal-000001.jsonl",
      "journal-000002.jsonl",
      "snapshot-000001.json",
      "snapshot-000002.json",
    ]);
    await again.close();
  });

  test("happens by itself, the rarer the larger the store is", async () => {
    const dir = temporaryFolder();
    const store = await open(dir, { compactAfter: 2000 });
    for (let i = 0; i < 400; i++) {
      store.transact((tx) => tx.insert(book(`b${i}`)));
      await store.flushed();
    }
    await store.close();
    const generation = Number(dataFiles(dir).at(-1)?.slice(9, 15));
    // 400 lines of about 130 bytes are 26 times the limit; doubling from it gives about 5.
    expect(generation).toBeGreaterThan(2);
    expect(generation).toBeLessThan(10);
    const again = await open(dir);
    expect(again.count("books")).toBe(400);
    await again.close();
  });

  test("keeps a consistent moment while transactions continue", async () => {
    const dir = temporaryFolder();
    const store = await open(dir);
    store.transact((tx) => {
      for (let i = 0; i < 5000; i++) tx.insert(book(`b${i}`));
    });
    const compacting = store.compact();
    let commits = 0;
    let done = false;
    compacting.finally(() => {
      done = true;
    });
    while (!done) {
      store.transact((tx) => tx.update("books", `b${commits++ % 5000}`, { title: `changed ${commits}` }));
      await store.flushed();
    }
    await compacting;
    const snapshot = JSON.parse(readFileSync(join(dir, "snapshot-000001.json"), "utf8"));
    const changed = (i: number) => (i < snapshot.seq - 1 ? { title: `changed ${i + 1}` } : {});
    expect(snapshot.entities.books).toEqual(
      Array.from({ length: 5000 }, (_, i) => book(`b${i}`, changed(i))),
    );
    expect(commits).toBeGreaterThan(1);
    const before = content(store);
    await store.close();
    const again = await open(dir);
    expect(content(again)).toEqual(before);
    await again.close();
  });
});

describe("versions", () => {
  test("of a newer program are refused, whether in the snapshot or the journal", async () => {
    const dir = temporaryFolder();
    await (await open(dir, { version: 2 })).close();
    await expect(open(dir)).rejects.toThrow(NewerVersionError);
    await expect(open(dir)).rejects.toThrow(
      /journal-000000\.jsonl.*data version 2.*up to 1.*Update the program/,
    );
    const store = await open(dir, { version: 2 });
    await store.compact();
    await store.close();
    await expect(open(dir)).rejects.toThrow(/snapshot-000001\.json.*data version 2/);
  });

  test("of the file form itself are refused likewise", async () => {
    const dir = temporaryFolder();
    const store = await open(dir);
    await store.compact();
    await store.close();
    const file = join(dir, "snapshot-000001.json");
    copyFileSync(file, `${file}.kept`);
    writeFileSync(file, readFileSync(file, "utf8").replace('"format": 1', '"format": 9'));
    await expect(open(dir)).rejects.toThrow(NewerVersionError);
  });
});

describe("an export", () => {
  test("has the entities of each type, oldest first", async () => {
    const store = await open(null);
    store.transact((tx) => [tx.insert(book("b2")), tx.insert(shelf("s1")), tx.insert(book("b1"))]);
    store.transact((tx) => tx.insert(book("b0")));
    expect(exportAll(store)).toEqual({ shelves: [shelf("s1")], books: [book("b2"), book("b1"), book("b0")] });
  });
});
