// The tests of the constructs, with the maintained fork in the place of cdktf: every import of it from our sources and
// from the tests is the fork's. `fork.test.ts` runs this.
import { createRequire } from "node:module";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

const root = join(import.meta.dirname, "..", "..");

export default defineConfig({
  root,
  resolve: {
    alias: [{ find: /^cdktf$/, replacement: createRequire(import.meta.url).resolve("cdktf-fork") }],
  },
  test: {
    include: ["test/provider/constructs/*.test.ts", "test/fork/identity.ts"],
    // These two start programs of their own, which import cdktf by themselves; bindings are text.
    exclude: [
      "test/provider/constructs/workload.test.ts",
      "test/provider/constructs/quickstart.test.ts",
      "test/provider/constructs/bindings.test.ts",
    ],
    // One process that imports everything once: most of the time would be that.
    isolate: false,
    fileParallelism: false,
    testTimeout: 60_000,
  },
});
