// The tests of the constructs, as of an app that has the maintained fork: where the tests import cdktf they get cdktn. The constructs find
// it by themselves. `fork.test.ts` runs this.
import { createRequire } from "node:module";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { cdkOfApp } from "../../vite.cdk.ts";

const root = join(import.meta.dirname, "..", "..");

export default defineConfig({
  root,
  plugins: [
    cdkOfApp,
    {
      name: "fork-in-tests",
      enforce: "pre",
      resolveId: (source) => (source === "cdktf" ? createRequire(import.meta.url).resolve("cdktn") : null),
    },
  ],
  test: {
    include: ["test/provider/constructs/*.test.ts", "test/fork/identity.ts"],
    // These start programs of their own, which import cdktf by themselves.
    exclude: [
      "test/provider/constructs/workload.test.ts",
      "test/provider/constructs/quickstart.test.ts",
      "test/provider/constructs/entries.test.ts",
    ],
    // One process that imports everything once: most of the time would be that.
    isolate: false,
    fileParallelism: false,
    testTimeout: 60_000,
  },
});
