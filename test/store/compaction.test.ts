import { expect, test } from "vitest";
import { Compaction, type CompactionOptions } from "../../simulator/platform/store/engine/compaction.js";

/** A compaction whose snapshots end when the test says so: `end` with their bytes or an error. */
function compaction(options: Partial<CompactionOptions> = {}, snapshotSize = 0) {
  const problems: unknown[] = [];
  const written: { resolve: (bytes: number) => void; reject: (error: Error) => void }[] = [];
  const one = new Compaction(
    { compactAfter: 100, onProblem: (error) => problems.push(error), ...options },
    { snapshotSize, journalSize: 0 },
    () => new Promise<number>((resolve, reject) => written.push({ resolve, reject })),
  );
  const end = async (outcome: number | Error) => {
    const last = written.at(-1);
    if (outcome instanceof Error) last?.reject(outcome);
    else last?.resolve(outcome);
    await one.ended();
  };
  /** How many snapshots were begun once `bytes` more are in the journal. */
  const count = async (bytes: number) => {
    one.count(bytes);
    await Promise.resolve();
    return written.length;
  };
  return { one, end, count, problems };
}

test("a compaction begins when the journal has the bytes from which it pays, or as many as the snapshot", async () => {
  const { end, count } = compaction();
  expect(await count(99)).toBe(0);
  expect(await count(1)).toBe(1);
  await end(300);
  expect(await count(299)).toBe(1);
  expect(await count(1)).toBe(2);
  await end(300);
  const large = compaction({}, 1000);
  expect(await large.count(999)).toBe(0);
  expect(await large.count(1)).toBe(1);
  await large.end(1);
});

test("a compaction runs once at a time, and what the journal grows meanwhile counts for the next", async () => {
  const { one, end, count } = compaction();
  const first = one.run();
  expect(one.run()).toBe(first);
  expect(await count(0)).toBe(1);
  expect(await count(100)).toBe(1);
  await end(50);
  await first;
  expect(await count(0)).toBe(2);
  await end(50);
});

test("a compaction that failed is told of, and tried again when the journal has grown as much again", async () => {
  const { end, count, problems } = compaction();
  const error = new Error("no space");
  expect(await count(150)).toBe(1);
  await end(error);
  expect(problems).toEqual([error]);
  expect(await count(99)).toBe(1);
  expect(await count(1)).toBe(2);
  await end(1);
});

test("a compaction that was asked for reports its failure to who asked, not as a problem", async () => {
  const { one, end, count, problems } = compaction();
  const asked = one.run();
  const refused = expect(asked).rejects.toThrow("no space");
  await count(0);
  await end(new Error("no space"));
  await refused;
  expect(problems).toEqual([]);
});

test("a compaction does not begin by itself while its store settles, but does when asked for", async () => {
  const { one, end, count } = compaction({ settling: 3_600_000 });
  expect(await count(1000)).toBe(0);
  const asked = one.run();
  expect(await count(0)).toBe(1);
  await end(1);
  await asked;
});
