import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { cleanEnvironment } from "../cli/support.js";
import { tofu } from "../support/tofu.js";

const bench = join(import.meta.dirname, "..", "..", "bench", "apply.mjs");

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [bench, ...args], {
    env: { ...cleanEnvironment(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (piece) => {
      text += piece;
    });
  }
  const code = await new Promise((resolve) => child.on("close", resolve));
  return { code, text };
}

interface Row {
  readonly contender: string;
  readonly step: string;
  readonly median: number;
  readonly timesFaster: number | null;
}

it("measures the engine, and tofu where it is, at the same work", { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "results.json");
  const env: Record<string, string> = tofu === null ? { PATH: "" } : { SCALR_SANDBOX_TOFU: tofu };
  const { code, text } = await run(["--sizes", "5", "--runs", "1", "--json", file], env);
  expect(code, text).toBe(0);
  const { rows, measurements, aims } = JSON.parse(readFileSync(file, "utf8"));
  const contenders = ["engine, in process", "engine, scalr-sandbox"];
  if (tofu !== null) contenders.push("tofu, this provider");
  const steps = ["apply", "refresh", "destroy"];
  expect(rows.map(({ contender, step }: Row) => `${contender}: ${step}`)).toEqual(
    contenders.flatMap((contender) => steps.map((step) => `${contender}: ${step}`)),
  );
  expect(measurements).toHaveLength(rows.length);
  for (const { median, timesFaster } of rows as Row[]) {
    expect(median).toBeGreaterThan(0);
    if (tofu === null) expect(timesFaster).toBeNull();
    else expect(timesFaster).toBeGreaterThan(0);
  }
  expect(text).toContain(
    `at least ${aims.apply} times as fast as tofu in an apply, ${aims.refresh} times in a refresh`,
  );
  expect(text).toContain(tofu === null ? "Not judged: there is no tofu" : "tofu: OpenTofu v");
});

it("says what it cannot do", { timeout: 60_000 }, async () => {
  expect(await run(["--sizes", "ten"])).toEqual({
    code: 2,
    text: '--sizes: "ten" is not a whole number from 1 up.\n',
  });
  const absent = await run(["--runs", "1"], { SCALR_SANDBOX_TOFU: "/nowhere/tofu" });
  expect(absent).toEqual({
    code: 2,
    text: "SCALR_SANDBOX_TOFU names /nowhere/tofu, and there is no such file.\n",
  });

  const broken = await run(["--sizes", "1", "--runs", "1"], { SCALR_SANDBOX_TOFU: process.execPath });
  expect(broken.code).toBe(1);
  expect(broken.text).toMatch(/^The benchmark was not finished: .*node init -no-color ended with/);
  expect(broken.text).not.toMatch(/^ {4}at .*contenders/m);
});
