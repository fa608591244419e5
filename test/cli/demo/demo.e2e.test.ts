import { spawn } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, onTestFinished, test } from "vitest";
import type { DemoResult } from "../../../cli/demo/demo.js";
import { childrenOf, exists } from "../../../cli/demo/stage/system.js";
import { temporaryFolder } from "../../support/process.js";
import { cleanEnvironment, cli, program } from "../support.js";

/** A folder for temporary folders, so that what a demo leaves behind is seen. */
function temporaryHome(): { readonly env: { readonly TMPDIR: string }; readonly left: () => string[] } {
  const home = join(temporaryFolder(), "tmp");
  mkdirSync(home);
  return { env: { TMPDIR: home }, left: () => readdirSync(home) };
}

describe("the demo", () => {
  test("proves its rules, tells so in one line of JSON, and leaves nothing", {
    timeout: 900_000,
  }, async () => {
    const home = temporaryHome();
    const { code, stdout, stderr } = await cli(["demo", "--json"], { env: home.env });
    const result = JSON.parse(stdout.trim().split("\n").at(-1)!) as DemoResult;
    expect(result.rules, stderr).toBeDefined();
    // Windows has neither /proc nor ps nor lsof.
    const unseen = process.platform === "win32" ? ["R15", "R17"] : [];
    expect(result.rules.filter(({ ok }) => ok !== true).map(({ id }) => id)).toEqual(unseen);
    expect({ code, ok: result.ok }, stderr).toEqual({ code: 0, ok: true });
    expect(result.peak!.total).toBe(15);
    expect(result.peak!.scalrRunners).toBe(5);
    expect(Object.values(result.peak!.agents)).toEqual([5, 5]);
    expect(result.runs.applied).toBeGreaterThanOrEqual(30);
    expect(result.runs.errored).toBe(2);
    expect(result.rules.map(({ id }) => id)).toEqual(
      Array.from({ length: 19 }, (_, index) => `R${index + 1}`),
    );
    expect(stderr).not.toContain("\u001b[");
    // What is not known is said in words.
    expect(stdout.split("\n").slice(0, -2).join("\n") + stderr).not.toMatch(
      /\b(null|undefined|NaN)\b|\[object /,
    );
    for (const { evidence } of result.rules)
      expect(evidence).not.toMatch(/\b(null|undefined|NaN)\b|\[object /);
    expect(home.left()).toEqual([]);
  });
});

describe("a demo that is stopped", () => {
  test("by Ctrl-C ends everything that it started, and tidies up", { timeout: 600_000 }, async () => {
    const home = temporaryHome();
    const { pid, descendants, ended } = await startedDemo(home.env);
    process.kill(pid, "SIGINT");
    expect(await ended).toBe(130);
    expect(descendants.filter(exists)).toEqual([]);
    expect(home.left()).toEqual([]);
  });

  test("by Ctrl-C and another signal ends at once, and tidies up all the same", {
    timeout: 600_000,
  }, async () => {
    const home = temporaryHome();
    const { pid, descendants, ended } = await startedDemo(home.env);
    process.kill(pid, "SIGINT");
    // A second SIGINT could be merged with the first.
    process.kill(pid, "SIGTERM");
    expect(await ended).toBe(130);
    await expect.poll(() => descendants.filter(exists)).toEqual([]);
    expect(home.left()).toEqual([]);
  });

  test("by kill -9 does not leave processes behind", { timeout: 600_000 }, async () => {
    const { pid, descendants, ended } = await startedDemo(temporaryHome().env);
    process.kill(pid, "SIGKILL");
    await ended;
    await expect.poll(() => descendants.filter(exists)).toEqual([]);
  });
});

/** A demo whose simulator and agents run. */
async function startedDemo(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [program, "demo"], {
    env: { ...cleanEnvironment(), ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { pid } = child as { pid: number };
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = new Promise((resolve) => child.once("close", resolve));
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) if (line.includes("agent-two joined")) break;
  child.stdout.resume();
  const children = childrenOf(pid)!;
  const descendants = [...children, ...children.flatMap((each) => childrenOf(each)!)];
  expect(descendants.length).toBeGreaterThan(3);
  return { pid, descendants, ended };
}
