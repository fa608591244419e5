import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";

const root = join(import.meta.dirname, "..", "..");

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly { readonly name: string; readonly message: string }[];
}

it("passes the tests of the constructs in an app that has the maintained fork", {
  timeout: 300_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "fork-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "report.json");
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const flags = ["run", "--config", join(import.meta.dirname, "vitest.config.mjs")];
  const child = spawn(process.execPath, [vitest, ...flags, "--reporter=json", `--outputFile=${file}`], {
    cwd: root,
    env: { ...process.env, FORK_OUTDIR: join(folder, "out") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      said += text;
    });
  }
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect(code, said).toBe(0);
  const report = JSON.parse(readFileSync(file, "utf8")) as Report;
  expect(report).toMatchObject({ numFailedTests: 0, numPendingTests: 0 });
  const ran = report.testResults.map(({ name }) => name.slice(root.length + 1)).sort();
  expect(ran).toEqual([
    "test/fork/identity.ts",
    "test/provider/constructs/applied.test.ts",
    "test/provider/constructs/bindings.test.ts",
    "test/provider/constructs/folding.test.ts",
    "test/provider/constructs/links.test.ts",
    "test/provider/constructs/removal.test.ts",
    "test/provider/constructs/rules.test.ts",
  ]);
  expect(report.numPassedTests).toBeGreaterThan(30);
});
