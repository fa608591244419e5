import { describe, expect, test } from "vitest";
import { openStore } from "../../simulator/platform/store/index.js";
import { book, type Library, schema, shelf } from "./model.js";

const open = () => openStore<Library>({ dir: null, schema });

describe("what follows from a change", () => {
  test("happens in the same transaction, once for each entity, and is one commit with it", async () => {
    const store = await open();
    const commits: number[] = [];
    store.onCommit(({ changes }) => commits.push(changes.length));
    const seen: string[] = [];
    store.beforeCommit("books", (tx, { id, before, after }) => {
      seen.push(`${id}: ${before?.title ?? "none"} to ${after?.title ?? "none"}`);
      if (before === undefined) tx.insert(shelf(`of-${id}`));
    });
    store.transact((tx) => {
      tx.insert(book("b1", { title: "A" }));
      tx.update("books", "b1", { title: "B" });
    });
    expect(store.get("shelves", "of-b1")).toBeDefined();
    expect(commits).toEqual([2]);
    store.transact((tx) => tx.update("books", "b1", { title: "C" }));
    store.transact((tx) => tx.delete("books", "b1"));
    expect(seen).toEqual(["b1: none to B", "b1: B to C", "b1: C to none"]);
  });

  test("is undone with the transaction, and undoes it when it throws", async () => {
    const store = await open();
    const end = store.beforeCommit("books", (tx, { id }) => {
      tx.insert(shelf(`of-${id}`));
      throw new Error("refused");
    });
    expect(() => store.transact((tx) => tx.insert(book("b1")))).toThrow("refused");
    expect([store.count("books"), store.count("shelves"), store.seq]).toEqual([0, 0, 0]);
    end();
    store.transact((tx) => tx.insert(book("b1")));
    expect([store.count("books"), store.count("shelves")]).toEqual([1, 0]);
  });

  test("does not follow from its own changes, from other types, or from a state that replaced all there was", async () => {
    const store = await open();
    let calls = 0;
    store.beforeCommit("books", (tx) => {
      calls++;
      if (tx.get("books", "more") === undefined) tx.insert(book("more"));
    });
    store.transact((tx) => tx.insert(book("b1")));
    store.transact((tx) => tx.insert(shelf("s1")));
    expect(calls).toBe(1);
    store.transact((tx) => {
      tx.clear();
      tx.insert(book("b1", { title: "Other" }));
    });
    expect(calls).toBe(1);
  });
});
