import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { DemoResult } from "../../../cli/demo/demo.js";
import {
  canHideProc,
  hasTools,
  needsHiddenProc,
  needsTools,
  pathWithTools,
  WITHOUT_PROC,
} from "../../support/hidden-proc.js";
import { temporaryFolder } from "../../support/process.js";
import { cleanEnvironment, program, ranOf } from "../support.js";

/** A scenario of the demo on a system without `/proc`. */
function play(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const [first, ...rest] = [...WITHOUT_PROC, process.execPath, program, "demo", ...args];
  const child = spawn(first!, rest, {
    env: { ...cleanEnvironment(), TMPDIR: temporaryFolder(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return ranOf(child);
}

const resultOf = (stdout: string) => JSON.parse(stdout.trim().split("\n").at(-1)!) as DemoResult;
const ids = ({ rules }: DemoResult, ok: boolean | null) =>
  rules.filter((rule) => rule.ok === ok).map(({ id }) => id);

describe.runIf(canHideProc)(
  `the demo where nothing shows processes and connections${needsHiddenProc}`,
  () => {
    it("names what it did not observe, and does not say that it holds", { timeout: 900_000 }, async () => {
      const [pools, vcs, lifecycle] = await Promise.all([
        play(["--json"]),
        play(["--scenario", "vcs", "--verbose"]),
        play(["--scenario", "lifecycle", "--verbose"]),
      ]);
      const result = resultOf(pools.stdout);
      expect({ code: pools.code, ok: result.ok }, pools.stderr).toEqual({ code: 0, ok: true });
      expect(ids(result, false)).toEqual([]);
      expect(ids(result, null)).toEqual(["R15", "R17"]);
      expect(ids(result, true)).toHaveLength(17);
      const evidence = (id: string) => result.rules.find((rule) => rule.id === id)!.evidence;
      expect(evidence("R15")).toBe(
        "not observed: neither /proc nor `lsof` shows the connections of a process",
      );
      expect(evidence("R17")).toMatch(/; not observed: neither \/proc nor `ps` shows the processes/);

      for (const { code, stdout } of [vcs, lifecycle]) {
        expect(code, stdout).toBe(0);
        expect(stdout).not.toMatch(/All checks hold/);
      }
      expect(vcs.stdout).toMatch(/^Not all checks were observed: 8 of 9 hold, 1 not observed\./m);
      expect(vcs.stdout).toMatch(/^R6 +\? /m);
      expect(vcs.stdout).not.toMatch(/leads to port/);
      expect(lifecycle.stdout).toMatch(/^Not all checks were observed: 5 of 7 hold, 2 not observed\./m);
      for (const name of ["grace", "now"])
        expect(lifecycle.stdout).toMatch(new RegExp(`^${name} +\\? `, "m"));
    });
  },
);

/** The main story takes a minute more, and the tests on a Mac play it too. */
const scenarios = ["vcs", "lifecycle", ...(process.env.CI ? ["pools"] : [])];

describe.runIf(hasTools)(`the demo where ps and lsof take the place of /proc${needsTools}`, () => {
  it("observes everything", { timeout: 900_000 }, async () => {
    const env = { PATH: pathWithTools() };
    const played = scenarios.map((scenario) => play(["--scenario", scenario, "--json"], env));
    for (const { code, stdout, stderr } of await Promise.all(played)) {
      const result = resultOf(stdout);
      expect({ code, ok: result.ok }, stderr).toEqual({ code: 0, ok: true });
      expect(result.rules.filter(({ ok }) => ok !== true)).toEqual([]);
    }
  });
});
