import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Store } from "../../simulator/platform/store/index.js";
import { CrashFiles } from "./crash-files.js";
import { content, dataFiles, open, temporaryFolder } from "./folder.js";
import { book, type Library } from "./model.js";
import { command, expectIndexes, transact } from "./steps.js";

const same = (store: Store<Library>) => structuredClone(content(store));

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
        fc.boolean(),
        async (commands, keep, hasDurable) => {
          const [files, dir] = [new CrashFiles(hasDurable), temporaryFolder()];
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

  test.each([false, true])(
    "keeps what a killed process left in the journal and had not synced (%s)",
    async (hasDurable) => {
      const [files, dir] = [new CrashFiles(hasDurable), temporaryFolder()];
      const first = await open(dir, { files });
      first.transact((tx) => tx.insert(book("one")));
      await first.close();
      const journal = join(dir, (await files.readdir(dir)).find((name) => name.startsWith("journal"))!);
      const { length } = await files.readFile(journal);
      const second = await open(dir, { files });
      second.transact((tx) => tx.insert(book("two")));
      await second.close();
      files.unsync(journal, length);
      const third = await open(dir, { files });
      third.transact((tx) => tx.insert(book("three")));
      await third.flushed();
      const after = files.crash(0);
      await third.close();
      const again = await open(dir, { files: after });
      expect(content(again).books).toEqual([book("one"), book("two"), book("three")]);
      await again.close();
    },
  );

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
        // As a crash leaves it: what is acknowledged is noted when a store closes.
        rmSync(join(dir, "acknowledged.json"), { force: true });
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
