/**
 * What tests try at random they try from one seed: whether the suite passes depends on the code, not on chance.
 * `SEED=7 npm test` tries from another one. CI does so with a fresh one (`npm run test:seed`); `npm run fuzz`, `crash` and `model` always do.
 * With `SEED=random` each process draws its own, which a failed property test prints.
 */
import fc from "fast-check";

/** From which all tests draw. */
export const SEED =
  process.env.SEED === "random" ? Date.now() % 1_000_000_000 : Number(process.env.SEED ?? 1);

if (!Number.isSafeInteger(SEED) || SEED < 0)
  throw new Error(`SEED is "${process.env.SEED}". Give a whole number from 0 up, or "random".`);

fc.configureGlobal({ seed: SEED });
