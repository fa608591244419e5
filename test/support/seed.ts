/**
 * What tests try at random they try from one seed: whether the suite passes depends on the code, not on chance.
 * `SEED=random npm test` tries other things; `npm run fuzz`, `crash` and `model` always do.
 */
import fc from "fast-check";

const { SEED = "1" } = process.env;

if (SEED !== "random") fc.configureGlobal({ seed: Number(SEED) });
