import { statSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { expect, test } from "vitest";
import { dataFiles, open, temporaryFolder } from "./folder.js";
import { book } from "./model.js";

const OBJECTS = 100_000;

// Bounds are several times what is measured on two idle cores, so that a busy machine does not fail them; what they
// rule out is work in proportion to the store where there must be none.
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

  const delay = monitorEventLoopDelay({ resolution: 2 });
  delay.enable();
  await store.compact();
  delay.disable();
  expect(delay.max / 1e6).toBeLessThan(400);
  await store.close();

  const again = await open(dir);
  expect(again.count("books")).toBe(OBJECTS);
  expect(again.count("books", "shelf", "s3")).toBe(1_000);
  expect(again.get("books", "b5")?.pages).toBe(7);
  await again.close();
});
