import { describe, expect, test } from "vitest";
import {
  AsyncTransactionError,
  type Commit,
  DuplicateIdError,
  EndedTransactionError,
  InvalidEntityError,
  MissingIdError,
  NestedTransactionError,
  openStore,
  type Tx,
  UnknownNameError,
} from "../../simulator/platform/store/index.js";
import { book, type Library, schema, shelf } from "./model.js";

const open = () => openStore<Library>({ dir: null, schema });
const ids = (books: Iterable<{ id: string }>) => Array.from(books, (each) => each.id);

describe("a transaction", () => {
  test("inserts, updates and deletes, and returns what its function returns", async () => {
    const store = await open();
    const inserted = store.transact((tx) => tx.insert(book("b1", { shelf: "s1" })));
    expect(inserted).toEqual(book("b1", { shelf: "s1" }));
    const updated = store.transact((tx) => tx.update("books", "b1", { title: "New", shelf: "s2" }));
    expect(updated.title).toBe("New");
    expect(store.get("books", "b1")).toBe(updated);
    expect(ids(store.find("books", "shelf", "s2"))).toEqual(["b1"]);
    expect(store.count("books", "shelf", "s1")).toBe(0);
    store.transact((tx) => tx.delete("books", "b1"));
    expect(store.get("books", "b1")).toBeUndefined();
    expect(store.count("books")).toBe(0);
    expect(store.count("books", "shelf", "s2")).toBe(0);
  });

  test("sees what it did itself", async () => {
    const store = await open();
    store.transact((tx) => {
      tx.insert(book("b1", { shelf: "s1" }));
      expect(tx.get("books", "b1")?.shelf).toBe("s1");
      expect(tx.count("books", "shelf", "s1")).toBe(1);
      tx.update("books", "b1", { shelf: null });
      expect(tx.find("books", "shelf", "s1")).toEqual([]);
    });
  });

  test("continues after a part that throws, of which nothing remains", async () => {
    const store = await open();
    store.transact((tx) => {
      for (const id of ["b1", "b2"]) tx.insert(book(id, { shelf: "s1" }));
    });
    const commits: Commit<Library>[] = [];
    store.onCommit((commit) => commits.push(commit));
    store.transact((tx) => {
      tx.insert(book("b3", { shelf: "s1" }));
      expect(() =>
        tx.attempt(() => {
          tx.update("books", "b1", { shelf: "s2" });
          tx.delete("books", "b2");
          tx.insert(book("b4", { shelf: "s2" }));
          tx.attempt(() => tx.delete("books", "b3"));
          throw new Error("no");
        }),
      ).toThrow("no");
      expect(ids(tx.find("books", "shelf", "s1"))).toEqual(["b1", "b2", "b3"]);
      expect(tx.attempt(() => tx.update("books", "b1", { title: "Kept" })).title).toBe("Kept");
    });
    expect(ids(store.all("books"))).toEqual(["b1", "b2", "b3"]);
    expect(store.count("books", "shelf", "s2")).toBe(0);
    expect(commits.flatMap(({ changes }) => changes.map(({ id }) => id)).sort()).toEqual(["b1", "b3"]);
  });

  test("that throws leaves no trace, in indexes, order and sequence alike", async () => {
    const store = await open();
    store.transact((tx) => {
      for (const id of ["b1", "b2", "b3"]) tx.insert(book(id, { shelf: "s1", labels: ["x", "y"] }));
    });
    const commits: Commit<Library>[] = [];
    store.onCommit((commit) => commits.push(commit));
    expect(() =>
      store.transact((tx) => {
        tx.update("books", "b1", { shelf: "s2", labels: ["y", "z"] });
        tx.delete("books", "b2");
        tx.insert(book("b2", { shelf: "s2" }));
        tx.insert(book("b9", { shelf: "s1" }));
        tx.insert(shelf("s1"));
        tx.clear();
        tx.insert(book("b3"));
        throw new Error("no");
      }),
    ).toThrow("no");
    expect(ids(store.all("books"))).toEqual(["b1", "b2", "b3"]);
    expect(ids(store.find("books", "shelf", "s1"))).toEqual(["b1", "b2", "b3"]);
    expect(ids(store.find("books", "label", "x"))).toEqual(["b1", "b2", "b3"]);
    expect(store.count("books", "label", "z")).toBe(0);
    expect(store.count("books", "shelf", "s2")).toBe(0);
    expect(store.count("shelves")).toBe(0);
    expect(store.seq).toBe(1);
    expect(commits).toEqual([]);
  });

  test("continues after an error of its own that it handles", async () => {
    const store = await open();
    store.transact((tx) => {
      tx.insert(book("b1"));
      expect(() => tx.insert(book("b1"))).toThrow(DuplicateIdError);
      expect(() => tx.update("books", "b2", {})).toThrow(MissingIdError);
      expect(() => tx.delete("books", "b2")).toThrow(MissingIdError);
    });
    expect(ids(store.all("books"))).toEqual(["b1"]);
  });

  test("cannot be nested, asynchronous or used after its end", async () => {
    const store = await open();
    expect(() => store.transact(() => store.transact(() => 1))).toThrow(NestedTransactionError);
    let late: Tx<Library> | undefined;
    expect(() =>
      store.transact(async (tx) => {
        tx.insert(book("b1"));
        late = tx;
      }),
    ).toThrow(AsyncTransactionError);
    expect(store.count("books")).toBe(0);
    expect(() => late?.insert(book("b2"))).toThrow(EndedTransactionError);
    store.transact((tx) => {
      late = tx;
    });
    expect(() => late?.delete("books", "b1")).toThrow(EndedTransactionError);
    expect(store.count("books")).toBe(0);
  });

  test("refuses what JSON cannot hold", async () => {
    const store = await open();
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    const bad: unknown[] = [new Date(), () => 1, Number.NaN, 1n, Symbol("s"), new Map(), [undefined], cycle];
    for (const title of bad) {
      expect(() => store.transact((tx) => tx.insert({ ...book("b1"), title } as never))).toThrow();
      expect(store.count("books")).toBe(0);
    }
    expect(() => store.transact((tx) => tx.insert({ ...book("b1"), pages: Number.NaN }))).toThrow(
      InvalidEntityError,
    );
  });

  test("names an unknown type or index", async () => {
    const store = await open();
    expect(() => store.get("films" as never, "x")).toThrow(UnknownNameError);
    expect(() => store.find("books", "title", "x")).toThrow("no index 'title'; it has shelf, label");
  });

  test("keeps a field that an update gives as undefined, and commits nothing if nothing changes", async () => {
    const store = await open();
    store.transact((tx) => tx.insert(book("b1", { pages: 3 })));
    store.transact((tx) => tx.update("books", "b1", { pages: undefined, title: "Book b1" }));
    expect(store.get("books", "b1")?.pages).toBe(3);
    expect(store.seq).toBe(1);
  });
});

describe("entities", () => {
  test("are frozen all the way down", async () => {
    const store = await open();
    const labels = ["x"];
    const stored = store.transact((tx) => tx.insert(book("b1", { labels })));
    expect(Object.isFrozen(stored)).toBe(true);
    expect(() => labels.push("y")).toThrow(TypeError);
  });

  test("are found oldest first, also after their key changed", async () => {
    const store = await open();
    store.transact((tx) => {
      for (const id of ["b1", "b2", "b3"]) tx.insert(book(id, { shelf: id === "b1" ? "s2" : "s1" }));
      tx.update("books", "b1", { shelf: "s1" });
    });
    expect(ids(store.find("books", "shelf", "s1"))).toEqual(["b1", "b2", "b3"]);
    store.transact((tx) => {
      tx.delete("books", "b1");
      tx.insert(book("b1", { shelf: "s1" }));
    });
    expect(ids(store.find("books", "shelf", "s1"))).toEqual(["b2", "b3", "b1"]);
    expect(ids(store.all("books"))).toEqual(["b2", "b3", "b1"]);
  });
});

describe("commits", () => {
  test("tell each entity's change once, with before and after", async () => {
    const store = await open();
    store.transact((tx) => [tx.insert(book("b1")), tx.insert(book("b2"))]);
    const commits: Commit<Library>[] = [];
    const stop = store.onCommit((commit) => commits.push(commit));
    store.transact((tx) => {
      tx.update("books", "b1", { title: "One" });
      tx.update("books", "b1", { title: "Two" });
      tx.delete("books", "b2");
      tx.insert(book("b3"));
      tx.insert(book("b4"));
      tx.delete("books", "b4");
    });
    expect(commits).toEqual([
      {
        seq: 2,
        changes: [
          { type: "books", id: "b1", before: book("b1"), after: book("b1", { title: "Two" }) },
          { type: "books", id: "b2", before: book("b2") },
          { type: "books", id: "b3", after: book("b3") },
        ],
      },
    ]);
    stop();
    store.transact((tx) => tx.clear());
    expect(commits).toHaveLength(1);
  });

  test("reach every listener in order, whatever a listener does", async () => {
    const errors: unknown[] = [];
    const store = await openStore<Library>({
      dir: null,
      schema,
      onProblem: (error) => errors.push(error),
    });
    const seen: string[] = [];
    store.onCommit(({ seq }) => {
      seen.push(`a${seq}`);
      if (seq === 1) store.transact((tx) => tx.insert(book("b2")));
      if (seq === 2) throw new Error("broken listener");
    });
    store.onCommit(({ seq }) => seen.push(`b${seq}`));
    store.transact((tx) => tx.insert(book("b1")));
    expect(seen).toEqual(["a1", "b1", "a2", "b2"]);
    expect(errors).toEqual([new Error("broken listener")]);
    expect(store.count("books")).toBe(2);
  });

  test("clear tells every entity's end", async () => {
    const store = await open();
    store.transact((tx) => [tx.insert(book("b1", { shelf: "s1" })), tx.insert(shelf("s1"))]);
    const commits: Commit<Library>[] = [];
    store.onCommit((commit) => commits.push(commit));
    store.transact((tx) => {
      tx.clear();
      tx.insert(shelf("s2"));
    });
    expect(commits[0]?.changes.map((change) => [change.id, change.after !== undefined])).toEqual([
      ["s1", false],
      ["b1", false],
      ["s2", true],
    ]);
    expect(store.count("books", "shelf", "s1")).toBe(0);
    expect(ids(store.all("shelves"))).toEqual(["s2"]);
  });
});
