import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NewerVersionError, StoreClosedError } from "../../simulator/platform/store/index.js";
import { content, engines, open } from "./folder.js";
import { book, shelf } from "./model.js";
import { command, expectIndexes, transact } from "./steps.js";

const migrations = [
  {
    to: 2,
    why: "labels came",
    entity: (e: { type: string; id: string }) => (e.type === "books" ? { labels: ["old"], ...e } : e),
  },
  {
    to: 3,
    why: "shelves went",
    entity: (e: { type: string; id: string }) => (e.type === "shelves" ? null : e),
  },
];

/** What holds for a store wherever it is kept. */
describe.each(engines)("a store in a %s", (_name, empty) => {
  test("gives back after a restart what was committed, in the same order", async () => {
    const place = await empty();
    const store = await open(place);
    store.transact((tx) => {
      tx.insert(shelf("s1"));
      for (const id of ["b1", "b2", "b3"]) tx.insert(book(id, { shelf: "s1", labels: [id, "all"] }));
    });
    store.transact((tx) => tx.update("books", "b2", { title: "Öl & “quotes”\n\u2028" }));
    store.transact((tx) => tx.delete("books", "b1"));
    store.transact((tx) => tx.insert(book("b1", { shelf: "s1" })));
    await store.flushed();
    const before = content(store);
    await store.close();
    const again = await open(place);
    expect(content(again)).toEqual(before);
    expect(again.find("books", "shelf", "s1").map(({ id }) => id)).toEqual(["b2", "b3", "b1"]);
    expect(again.count("books", "label", "all")).toBe(2);
    await again.close();
  });

  test("takes no transactions after it was closed, and can be closed twice", async () => {
    const place = await empty();
    const store = await open(place);
    store.transact((tx) => tx.insert(shelf("s1")));
    await store.close();
    await store.close();
    expect(() => store.transact(() => 1)).toThrow(StoreClosedError);
    const again = await open(place);
    expect(again.count("shelves")).toBe(1);
    await again.close();
  });

  test("of older programs are migrated, also while a journal continues an older snapshot", async () => {
    const place = await empty();
    const old = await open(place, { schema: { shelves: {}, books: {} } });
    const { labels: _, ...unlabelled } = book("b1");
    old.transact((tx) => [tx.insert(unlabelled as never), tx.insert(shelf("s1"))]);
    await old.compact();
    old.transact((tx) => tx.update("books", "b1", { title: "changed by version 1" }));
    await old.close();

    const newer = await open(place, { version: 3, migrations });
    const expected = book("b1", { title: "changed by version 1", labels: ["old"] });
    expect(content(newer)).toEqual({ seq: 2, shelves: [], books: [expected] });
    newer.transact((tx) => tx.insert(book("b2", { labels: ["new"] })));
    await newer.close();

    const again = await open(place, { version: 3, migrations });
    expect(again.find("books", "label", "new")).toHaveLength(1);
    expect(content(again).books).toEqual([expected, book("b2", { labels: ["new"] })]);
    await again.compact();
    await again.close();
    const compacted = await open(place, { version: 3, migrations });
    expect(content(compacted).books).toHaveLength(2);
    await compacted.close();
  });

  test("of a newer program is refused, whether in the snapshot or the journal", async () => {
    const place = await empty();
    const newer = await open(place, { version: 2 });
    newer.transact((tx) => tx.insert(shelf("s1")));
    await newer.close();
    await expect(open(place)).rejects.toThrow(/data version 2.*up to 1.*Update the program/);
    const store = await open(place, { version: 2 });
    await store.compact();
    await store.close();
    await expect(open(place)).rejects.toThrow(NewerVersionError);
  });

  test("can be emptied, and holds what came after", async () => {
    const place = await empty();
    const store = await open(place);
    store.transact((tx) => {
      for (let i = 0; i < 100; i++) tx.insert(book(`b${i}`));
    });
    store.transact((tx) => {
      tx.clear();
      tx.insert(shelf("kept"));
    });
    await store.close();
    const again = await open(place);
    expect(content(again)).toEqual({ seq: 2, shelves: [shelf("kept")], books: [] });
    await again.close();
  });

  test("keeps a consistent moment in a snapshot while transactions continue", async () => {
    const place = await empty();
    const store = await open(place);
    store.transact((tx) => {
      for (let i = 0; i < 3000; i++) tx.insert(book(`b${i}`));
    });
    let done = false;
    const compacting = store.compact().finally(() => {
      done = true;
    });
    let commits = 0;
    while (!done) {
      store.transact((tx) => tx.update("books", `b${commits++ % 3000}`, { title: `changed ${commits}` }));
      await store.flushed();
    }
    await compacting;
    expect(commits).toBeGreaterThan(1);
    await store.compact();
    const before = content(store);
    await store.close();
    const again = await open(place);
    expect(content(again)).toEqual(before);
    await again.close();
  });

  test("compacts by itself", async () => {
    const place = await empty();
    const store = await open(place, { compactAfter: 2000 });
    for (let i = 0; i < 100; i++) {
      store.transact((tx) => tx.insert(book(`b${i}`)));
      await store.flushed();
    }
    const before = content(store);
    await store.close();
    const again = await open(place);
    expect(content(again)).toEqual(before);
    await again.close();
  });

  test("gives back every commit and nothing else, with compactions and restarts anywhere", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 40 }), async (commands) => {
        const place = await empty();
        const memory = await open(null);
        let store = await open(place);
        for (const each of commands) {
          if (each.kind === "compact") await store.compact();
          else if (each.kind === "flush") await store.flushed();
          else if (each.kind === "reopen") {
            await store.close();
            store = await open(place);
          } else for (const one of [store, memory]) transact(one, each.steps, each.kind === "throw");
          expect(content(store)).toEqual(content(memory));
          expectIndexes(store);
        }
        await store.close();
      }),
      { numRuns: 8 },
    );
  });
});
