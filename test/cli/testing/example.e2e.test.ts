import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { cleanEnvironment } from "../support.js";

const root = join(import.meta.dirname, "..", "..", "..");
const example = join(root, "examples", "testing");

/** Runs a program of a package that is installed here. */
async function run(program: string, args: readonly string[]): Promise<{ code: number; text: string }> {
  const child = spawn(process.execPath, [join(root, "node_modules", program), ...args], {
    cwd: root,
    env: cleanEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (piece) => {
      text += piece;
    });
  }
  const code = await new Promise<number>((resolve) => child.on("close", (status) => resolve(status ?? -1)));
  return { code, text };
}

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), "testing-example-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it("examples/testing passes in vitest, with the package as it is published", {
  timeout: 120_000,
}, async () => {
  const file = join(temporary(), "report.json");
  const { code, text } = await run("vitest/vitest.mjs", [
    ...["run", "--root", example, "--reporter=json", `--outputFile=${file}`],
  ]);
  expect(code, text).toBe(0);
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
    numPassedTests: 6,
    numFailedTests: 0,
    numPendingTests: 0,
  });
});

it("examples/testing has the types that the package publishes", { timeout: 60_000 }, async () => {
  const tsconfig = join(temporary(), "tsconfig.json");
  const options = {
    ...{ module: "nodenext", target: "es2023", strict: true, noEmit: true, skipLibCheck: true },
    ...{ types: ["node"], typeRoots: [join(root, "node_modules", "@types")] },
  };
  writeFileSync(tsconfig, JSON.stringify({ compilerOptions: options, include: [join(example, "*.ts")] }));
  const { code, text } = await run("typescript/bin/tsc", ["-p", tsconfig]);
  expect(code, text).toBe(0);
});
