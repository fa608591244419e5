import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Those are of the real OpenTofu and have a command of their own, `npm run test:interop`.
    exclude: [...configDefaults.exclude, "test/interop/**", "test/conformance/**"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Much of a test is waiting for processes, so there are more files at work than processors.
    maxWorkers: availableParallelism() + 1,
    // A worker reads a module once for all its files: that took a third of the time. So no test may leave a trace in one.
    isolate: false,
  },
});
