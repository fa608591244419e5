import fc from "fast-check";
import { it } from "vitest";
import { SEED as SUITE_SEED } from "../support/seed.js";
import { COMMANDS } from "./commands.js";
import { Model } from "./model.js";
import { Real } from "./real.js";

const RUNS = Number(process.env.MODEL_RUNS ?? 5);
const isLong = process.env.MODEL_RUNS !== undefined;
const SEED = Number(process.env.MODEL_SEED ?? (isLong ? Date.now() % 1_000_000_000 : SUITE_SEED));

/**
 * R1 to R19 under any sequence of calls, agents' doings, steps of the clock and crashes: after each step the simulator is where a
 * small model is. A sequence that goes wrong is made as short as it can be.
 */
it("is always where the model is", { timeout: 60_000 + RUNS * 20_000 }, async () => {
  let [sequences, steps] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.commands([...COMMANDS], { maxCommands: 60, size: "max" }), async (commands) => {
      const model = new Model(2);
      const real = await Real.start(model);
      try {
        await fc.asyncModelRun(() => ({ model, real }), commands);
        sequences++;
        steps += [...commands].length;
      } finally {
        await real.close();
      }
    }),
    { numRuns: RUNS, seed: SEED },
  );
  if (isLong) console.log(`${sequences} sequences with ${steps} steps, compared after each`);
});
