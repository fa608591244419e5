import fc from "fast-check";
import { expect } from "vitest";
import type { Store, Tx } from "../../simulator/platform/store/index.js";
import { book, type Library, shelf } from "./model.js";

export type Step = (tx: Tx<Library>) => void;

const id = fc.integer({ min: 0, max: 7 }).map((n) => `b${n}`);
const label = fc.constantFrom("x", "y", "z");
const title = fc.string({ unit: "grapheme", maxLength: 12 });

/** One thing a transaction does, whatever is there; all but impossible operations are tried. */
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(id, title, fc.uniqueArray(label)).map(
    ([key, text, labels]): Step =>
      (tx) => {
        if (tx.get("books", key)) tx.update("books", key, { title: text, labels });
        else tx.insert(book(key, { title: text, labels, shelf: labels[0] ?? null }));
      },
  ),
  id.map(
    (key): Step =>
      (tx) => {
        if (tx.get("books", key)) tx.delete("books", key);
      },
  ),
  fc.tuple(id, label).map(
    ([key, name]): Step =>
      (tx) => {
        if (tx.get("books", key)) tx.update("books", key, { shelf: name });
        else if (!tx.get("shelves", name)) tx.insert(shelf(name));
      },
  ),
  { weight: 1, arbitrary: fc.constant<Step>((tx) => tx.clear()) },
);

/** What is done to a store, one thing after the other. */
export const command = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({ kind: fc.constant("commit" as const), steps: fc.array(step, { maxLength: 4 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("throw" as const), steps: fc.array(step, { maxLength: 4 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("compact" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("flush" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("reopen" as const) }) },
);

/** Every index says what a look at every entity says. */
export function expectIndexes(store: Store<Library>): void {
  const books = [...store.all("books")];
  for (const name of ["x", "y", "z"]) {
    expect(store.find("books", "label", name)).toEqual(books.filter(({ labels }) => labels.includes(name)));
    expect(store.find("books", "shelf", name)).toEqual(books.filter((each) => each.shelf === name));
    expect(store.count("books", "label", name)).toBe(store.find("books", "label", name).length);
  }
}

export function transact(store: Store<Library>, steps: readonly Step[], fail: boolean): void {
  const work = () =>
    store.transact((tx) => {
      for (const each of steps) each(tx);
      if (fail) throw new Error("no");
    });
  if (fail) expect(work).toThrow("no");
  else work();
}
