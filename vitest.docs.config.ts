import { defineConfig } from "vitest/config";

/** Follows the pages as a stranger would: the real npm, the usual ports, one page after the other on one machine (`npm run test:docs`). */
export default defineConfig({
  test: {
    include: ["test/docs/real/**/*.test.ts"],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    maxWorkers: 1,
    fileParallelism: false,
  },
});
