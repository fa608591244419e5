import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { DemoResult } from "../../../cli/demo/demo.js";
import { scenarioNames } from "../../../cli/demo/scenarios/index.js";
import { temporaryFolder } from "../../support/process.js";
import { cli } from "../support.js";

/** The main story has a test of its own. */
const others = scenarioNames.filter((name) => name !== "pools");

async function play(scenario: string) {
  const home = join(temporaryFolder(), "tmp");
  mkdirSync(home);
  const { code, stdout, stderr } = await cli(["demo", "--scenario", scenario, "--json"], {
    env: { TMPDIR: home },
  });
  const last = stdout.trim().split("\n").at(-1) ?? "";
  const result = (last.startsWith("{") ? JSON.parse(last) : {}) as Partial<DemoResult>;
  return { scenario, code, result, stderr, left: readdirSync(home) };
}

test("every other story shows all that it promises, and leaves nothing", { timeout: 240_000 }, async () => {
  // They mostly wait, so they are played side by side.
  for (const { scenario, code, result, stderr, left } of await Promise.all(others.map(play))) {
    expect({ scenario, code, ok: result.ok }, stderr).toEqual({ scenario, code: 0, ok: true });
    expect(result.rules!.length).toBeGreaterThan(0);
    // Windows has neither /proc nor ps nor lsof.
    const wrong = process.platform === "win32" ? false : null;
    expect(result.rules!.filter(({ ok }) => ok === false || ok === wrong)).toEqual([]);
    expect({ scenario, left }).toEqual({ scenario, left: [] });
  }
});
