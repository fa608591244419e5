import { expect, it } from "vitest";
import { SEED as SUITE_SEED } from "../support/seed.js";
import { fuzz } from "./fuzz.js";
import { kindsNamed } from "./targets/index.js";

const CASES = Number(process.env.FUZZ_CASES ?? 300);
const isLong = process.env.FUZZ_CASES !== undefined;
const SEED = Number(process.env.FUZZ_SEED ?? (isLong ? Date.now() % 1_000_000_000 : SUITE_SEED));
const only = process.env.FUZZ_ONLY;

/** Whatever is sent, written or drawn: an answer that blames it, never a failure, a hang, or memory that is not given back. */
it("answers hostile input without crashing", { timeout: 120_000 + CASES * 100 }, async () => {
  const kinds = kindsNamed(only);
  if (isLong) console.log(`seed ${SEED}`);
  const totals = await fuzz(kinds, CASES, SEED, (text) => isLong && console.log(text));
  if (isLong) console.log(`Seed ${SEED}: ${JSON.stringify(totals, null, 2)}`);
  expect(Object.keys(totals.cases)).toEqual(kinds.map(({ name }) => name));
  expect(totals.heap[1] - totals.heap[0], "MiB that were not given back").toBeLessThan(300);
});
