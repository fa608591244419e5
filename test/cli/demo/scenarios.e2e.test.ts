import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { DemoResult } from "../../../cli/demo/demo.js";
import { scenarioNames } from "../../../cli/demo/scenarios/index.js";
import { temporaryFolder } from "../../support/process.js";
import { OPA } from "../../support/programs.js";
import { cli } from "../support.js";

/** The main story has a test of its own. */
const others = scenarioNames.filter((name) => name !== "pools");

async function play(scenario: string) {
  const home = join(temporaryFolder(), "tmp");
  mkdirSync(home);
  const { code, stdout, stderr } = await cli(["demo", "--scenario", scenario, "--json"], {
    env: { TMPDIR: home, ...(OPA.path !== null && { SCALR_AGENT_OPA: OPA.path }) },
  });
  const last = stdout.trim().split("\n").at(-1) ?? "";
  const result = (last.startsWith("{") ? JSON.parse(last) : {}) as Partial<DemoResult>;
  return { scenario, code, result, stderr, left: readdirSync(home) };
}

/** What a check says that this machine cannot show: Windows has neither /proc nor ps nor lsof, and not everybody has opa. */
const mayBeUnseen = (evidence: string): boolean =>
  process.platform === "win32" || (OPA.path === null && evidence.includes("opa is not on the PATH"));

/** Stories that are played side by side: they mostly wait. */
const AT_ONCE = 3;

test("every other story shows all that it promises, and leaves nothing", { timeout: 1_500_000 }, async () => {
  for (let first = 0; first < others.length; first += AT_ONCE)
    for (const played of await Promise.all(others.slice(first, first + AT_ONCE).map(play))) {
      const { scenario, code, result, stderr, left } = played;
      expect({ scenario, code, ok: result.ok }, stderr).toEqual({ scenario, code: 0, ok: true });
      expect(result.rules!.length).toBeGreaterThan(0);
      const open = result.rules!.filter(
        ({ ok, evidence }) => ok === false || (ok === null && !mayBeUnseen(evidence)),
      );
      expect({ scenario, open }).toEqual({ scenario, open: [] });
      expect({ scenario, left }).toEqual({ scenario, left: [] });
    }
});
