import { availableParallelism } from "node:os";
import { relative } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take longest, the longest first, as measured with other work on the machine: begun last, they alone would be waited for. */
const LONGEST = [
  "test/docs/pages.test.ts",
  "test/agent/loss.test.ts",
  "test/cli/demo/scenarios.test.ts",
  "test/fleet/theory.test.ts",
  "test/cli/demo/hidden-proc.test.ts",
  "test/cli/demo/demo.test.ts",
  "test/cli/terminal.test.ts",
  "test/console/pages.test.ts",
  "test/cli/other-engine.test.ts",
  "test/agent/concurrency.test.ts",
  "test/console/first-minute.test.ts",
  "test/console/steering.test.ts",
  "test/cli/apply.test.ts",
  "test/fork/fork.test.ts",
  "test/access/walk.test.ts",
  "test/fleet/reports.test.ts",
  "test/fleet/pull.test.ts",
  "test/repository/planted.test.ts",
  "test/fuzz/command.test.ts",
  "test/tls/commands.test.ts",
  "test/cli/up.test.ts",
  "test/console/what-if.test.ts",
  "test/integrations/hooks/hooks.test.ts",
  "test/console/live.test.ts",
  "test/agent/stopping.test.ts",
  "test/crash/crash.test.ts",
  "test/official/states.test.ts",
  "test/server/machines.test.ts",
  "test/cli/top/top.test.ts",
  "test/store/lock.test.ts",
  "test/fleet/report-page.test.ts",
  "test/cli/run.test.ts",
  "test/fleet/what-if.test.ts",
  "test/console/capacity.test.ts",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.indexOf(relative(import.meta.dirname, moduleId));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

/** What has a command of its own: the real OpenTofu (`npm run test:interop`), and the benchmarks (`npm run test:bench`). */
export const INTEROP = ["test/interop/**/*.test.ts", "test/conformance/**/*.test.ts"];
export const REAL_DOCS = ["test/docs/real/**/*.test.ts"];
export const BENCH = ["test/bench/**/*.test.ts"];

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, ...INTEROP, ...REAL_DOCS, ...BENCH],
    // For a machine with much other work. What waits inside of a test gives up before, and says what it waited for.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // Much of a test is waiting for processes, so there are more files at work than processors.
    maxWorkers: availableParallelism() + 1,
    // A worker reads a module once for all its files: that took a third of the time. So no test may leave a trace in one.
    isolate: false,
    globalSetup: "test/support/state-home.ts",
    setupFiles: "test/support/seed.ts",
    sequence: { sequencer: LongestFirst },
    // A test that ends without having asserted anything fails: it could not have failed otherwise.
    expect: { requireAssertions: true, poll: { timeout: 100_000 } },
  },
});
