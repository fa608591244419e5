import { expect, it } from "vitest";
import { SEED as SUITE_SEED } from "../support/seed.js";
import { Rounds } from "./rounds.js";

const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 5);
const isLong = process.env.CRASH_ROUNDS !== undefined;
const SEED = Number(process.env.CRASH_SEED ?? (isLong ? Date.now() % 1_000_000_000 : SUITE_SEED));

/**
 * Concurrent writers and agents at work, the simulator killed at random points, and its disk failing in the middle of
 * operations: what was acknowledged is there, nothing is half there, and every run ends, executed at most once.
 */
it("survives kill -9, short writes, full disks and I/O errors", { timeout: ROUNDS * 60_000 }, async () => {
  const rounds = new Rounds(SEED);
  const told = (round: number) => {
    if (isLong && round % 10 === 0) console.log(`${round} of ${ROUNDS} rounds`);
  };
  const totals = await rounds.play(ROUNDS, told).catch((error) => {
    error.message = `${error.message}\n(round ${rounds.totals.rounds + 1} of npm run crash -- --rounds ${ROUNDS} --seed ${SEED})`;
    throw error;
  });
  if (isLong) console.log(`Seed ${SEED}: ${JSON.stringify(totals, null, 2)}`);
  expect(totals).toMatchObject({ rounds: ROUNDS });
  expect(totals.killed + totals.died).toBe(ROUNDS);
  expect(totals.acknowledged).toBeGreaterThan(ROUNDS);
  expect(totals.compared).toBeGreaterThan(totals.acknowledged / 4);
  expect(totals.executions).toBeGreaterThan(0);
});
