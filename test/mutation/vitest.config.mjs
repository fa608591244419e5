import { writeFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { instrument } from "./instrument.mjs";

const { MUTATION_FILE, MUTATION_TESTS, MUTATION_FOLDER } = process.env;
const { name, content, mutants } = await instrument(MUTATION_FILE);
writeFileSync(`${MUTATION_FOLDER}/mutants.json`, JSON.stringify(mutants));

/** Tests one source against its mutants: it is replaced by the text that has all of them, and `runner.ts` switches them on one by one. */
export default defineConfig({
  plugins: [
    { name: "mutants", enforce: "pre", load: (id) => (id.split("?", 1)[0] === name ? content : undefined) },
  ],
  test: {
    include: MUTATION_TESTS.split(","),
    runner: "test/mutation/runner.ts",
    maxWorkers: 1,
    isolate: false,
    fileParallelism: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // What a mutant breaks in the background is its own business.
    dangerouslyIgnoreUnhandledErrors: true,
    globalSetup: "test/support/state-home.ts",
    setupFiles: "test/support/seed.ts",
    expect: { requireAssertions: true },
  },
});
