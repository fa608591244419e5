import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Much of a test is waiting for processes, so there are more files at work than processors.
    maxWorkers: availableParallelism() + 1,
  },
});
