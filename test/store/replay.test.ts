import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Store, Tx } from "../../simulator/store/index.js";
import { CrashFiles } from "./crash-files.js";
import { content, dataFiles, open, temporaryFolder } from "./folder.js";
import { book, type Library, shelf } from "./model.js";

type Step = (tx: Tx<Library>) => void;

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

const command = fc.oneof(
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

const same = (store: Store<Library>) => structuredClone(content(store));

/** Every index says what a look at every entity says. */
function expectIndexes(store: Store<Library>): void {
  const books = [...store.all("books")];
  for (const name of ["x", "y", "z"]) {
    expect(store.find("books", "label", name)).toEqual(books.filter(({ labels }) => labels.includes(name)));
    expect(store.find("books", "shelf", name)).toEqual(books.filter((each) => each.shelf === name));
    expect(store.count("books", "label", name)).toBe(store.find("books", "label", name).length);
  }
}

function transact(store: Store<Library>, steps: readonly Step[], fail: boolean): void {
  const work = () =>
    store.transact((tx) => {
      for (const each of steps) each(tx);
      if (fail) throw new Error("no");
    });
  if (fail) expect(work).toThrow("no");
  else work();
}

describe("replay", () => {
  test("gives back every commit and nothing else, with compactions and restarts anywhere", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 40 }), async (commands) => {
        const [files, dir] = [new CrashFiles(), temporaryFolder()];
        const memory = await open(null);
        let store = await open(dir, { files });
        for (const each of commands) {
          if (each.kind === "compact") await store.compact();
          else if (each.kind === "flush") await store.flushed();
          else if (each.kind === "reopen") {
            await store.close();
            store = await open(dir, { files });
          } else for (const one of [store, memory]) transact(one, each.steps, each.kind === "throw");
          expect(content(store)).toEqual(content(memory));
          expectIndexes(store);
        }
        await store.close();
      }),
      { numRuns: 60 },
    );
  });

  test("after the power failed keeps all that was acknowledged, and of the rest a beginning", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(command, { maxLength: 25 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (commands, keep) => {
          const [files, dir] = [new CrashFiles(), temporaryFolder()];
          const store = await open(dir, { files, compactAfter: 600 });
          const states = [same(store)];
          let acknowledged = 0;
          for (const each of commands) {
            if (each.kind === "compact") void store.compact().catch(() => {});
            else if (each.kind === "commit") {
              transact(store, each.steps, false);
              if (store.seq === states.length) states.push(same(store));
              // Others wait for the same write, or for none.
              const { seq } = store;
              void store.flushed().then(() => {
                acknowledged = Math.max(acknowledged, seq);
              });
            } else if (each.kind === "flush") await new Promise((resolve) => setImmediate(resolve));
          }
          await new Promise((resolve) => setImmediate(resolve));
          const least = acknowledged;
          const after = files.crash(keep);
          await store.close();
          const again = await open(dir, { files: after });
          expect(again.seq).toBeGreaterThanOrEqual(least);
          expect(content(again)).toEqual(states[again.seq]);
          await again.close();
        },
      ),
      { numRuns: 120 },
    );
  });

  test("of a journal cut anywhere gives the state after its last whole line", async () => {
    const dir = temporaryFolder();
    const store = await open(dir);
    const states = [same(store)];
    for (let i = 0; i < 12; i++) {
      store.transact((tx) => tx.insert(book(`c${i}`, { title: "ü".repeat(i) })));
      states.push(same(store));
    }
    await store.close();
    const path = join(dir, dataFiles(dir)[0]!);
    const whole = readFileSync(path);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length }), async (size) => {
        writeFileSync(path, whole.subarray(0, size));
        const lines = whole.subarray(0, size).filter((byte) => byte === 10).length;
        const again = await open(dir);
        expect(content(again)).toEqual(states[Math.max(0, lines - 1)]);
        await again.close();
        expect(existsSync(path)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
