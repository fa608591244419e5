import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { builtinProviderFactories as providers } from "../../../engine/builtin/index.js";
import { apply, plan } from "../../../engine/index.js";

const example = join(import.meta.dirname, "..", "..", "..", "examples", "workload-in-cdktf");
const outdir = mkdtempSync(join(tmpdir(), "workload-"));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

it("examples/workload-in-cdktf releases region by region, and again when the release changes", async () => {
  execFileSync(process.execPath, ["main.mjs"], {
    cwd: example,
    env: { ...process.env, CDKTF_OUTDIR: outdir },
  });
  const dir = join(outdir, "stacks", "release");
  const first = await plan({ dir, providers, state: null });
  expect(first.diagnostics).toEqual([]);
  expect(first.plan!.counts).toMatchObject({ add: 4, change: 0, destroy: 0 });
  const lines: string[] = [];
  const done = await apply(first.plan!, {
    providers,
    onEvent: (event) => {
      if (event.type === "provision-output") lines.push(event.line);
    },
  });
  expect(done.diagnostics).toEqual([]);
  expect(lines.filter((line) => /is built|healthy/.test(line) && !line.startsWith("Executing"))).toEqual([
    "1.0.0 is built",
    "canary: healthy",
    "europe: healthy",
    "america: healthy",
  ]);
  expect(done.outputs.released!.value.asString()).toBe("1.0.0 in canary, europe, america");
  const inputs = [{ name: "release", value: "1.1.0", from: "the test" }];
  const second = await plan({ dir, providers, state: done.state, inputs });
  expect(second.plan!.counts).toMatchObject({ add: 4, change: 0, destroy: 4 });
});
