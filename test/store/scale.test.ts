import { statSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { dataFiles, open, temporaryFolder } from "./folder.js";
import { book } from "./model.js";

const OBJECTS = 100_000;

/** Milliseconds of processor time that the process took between turns of the event loop while `work` was done. */
async function slicesDuring(work: () => Promise<void>): Promise<readonly number[]> {
  const slices: number[] = [];
  let isDone = false;
  const turns = (async () => {
    while (!isDone) {
      const before = process.cpuUsage();
      await setImmediate();
      const { user, system } = process.cpuUsage(before);
      slices.push((user + system) / 1_000);
    }
  })();
  await work();
  isDone = true;
  await turns;
  return slices;
}

// Bounds are several times what is measured on two idle cores, and in processor time, so that a busy machine does not fail
// them. They rule out work in proportion to the store where there must be none.
test("100,000 objects: a commit writes one short line, a compaction delays nobody, a start takes seconds", async () => {
  const dir = temporaryFolder();
  const store = await open(dir, { compactAfter: Number.MAX_SAFE_INTEGER });
  for (let i = 0; i < OBJECTS; i += 1_000)
    store.transact((tx) => {
      for (let j = i; j < i + 1_000; j++)
        tx.insert(
          book(`b${j}`, {
            title: `A title of some length, number ${j}`,
            shelf: `s${j % 100}`,
            labels: [`l${j % 7}`],
          }),
        );
    });
  await store.flushed();
  const journal = join(dir, dataFiles(dir)[0]!);
  const before = statSync(journal).size;
  store.transact((tx) => tx.update("books", "b5", { pages: 7 }));
  await store.flushed();
  expect(statSync(journal).size - before).toBeLessThan(150);

  const slices = await slicesDuring(() => store.compact());
  expect(slices.length).toBeGreaterThan(20);
  expect(Math.max(...slices)).toBeLessThan(400);
  await store.close();

  const again = await open(dir);
  expect(again.count("books")).toBe(OBJECTS);
  expect(again.count("books", "shelf", "s3")).toBe(1_000);
  expect(again.get("books", "b5")?.pages).toBe(7);
  await again.close();
});
