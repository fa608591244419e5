import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";
import { cdkOfApp } from "./vite.cdk.ts";

/** What is slow, or needs programs that not everybody has, by its command: `npm run test:<name>`. The rest is `npm test`. */
const COMMANDS = {
  e2e: ["test/**/*.e2e.test.ts"],
  console: ["test/console/**/*.test.ts"],
  fleet: ["test/fleet/**/*.test.ts"],
  docs: ["test/docs/pages/**/*.test.ts"],
  interop: ["test/interop/**/*.test.ts", "test/conformance/**/*.test.ts"],
  bench: ["test/bench/**/*.test.ts"],
} as const;

/** Settings of a test that do not differ between commands. */
const common = {
  // For a machine with much other work. What waits inside of a test gives up before, and says what it waited for.
  testTimeout: 240_000,
  hookTimeout: 240_000,
  // A worker reads a module once for all its files: that took a third of the time. So no test may leave a trace in one.
  isolate: false,
  setupFiles: "test/support/seed.ts",
  // A test that ends without having asserted anything fails: it could not have failed otherwise.
  expect: { requireAssertions: true, poll: { timeout: 100_000 } },
};

/** Pages use the usual ports: one page after the other, and with a real npm a page takes minutes. */
const onePageAtATime = {
  maxWorkers: 1,
  fileParallelism: false,
  testTimeout: 600_000,
  hookTimeout: 600_000,
  expect: { requireAssertions: false },
};

export default defineConfig({
  test: {
    // Much of a test is waiting for processes, so there are more files at work than processors.
    maxWorkers: availableParallelism() + 1,
    globalSetup: "test/support/state-home.ts",
    projects: [
      {
        plugins: [cdkOfApp],
        test: {
          ...common,
          name: "fast",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...Object.values(COMMANDS).flat()],
        },
      },
      ...Object.entries(COMMANDS).map(([name, include]) => ({
        plugins: [cdkOfApp],
        test: {
          ...common,
          name,
          include: [...include],
          exclude: [...configDefaults.exclude, ...elsewhere(name)],
          ...(name === "docs" && onePageAtATime),
          ...(name === "interop" && { globalSetup: "test/interop/needs-programs.ts" }),
        },
      })),
    ],
  },
});

/** Processes of a folder that has a command stay with that command. */
function elsewhere(name: string): readonly string[] {
  return name === "e2e"
    ? Object.entries(COMMANDS).flatMap(([other, files]) => (other === "e2e" ? [] : [...files]))
    : [];
}
