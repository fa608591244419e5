import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fuzz } from "./fuzz.js";
import { kindsNamed, TARGETS } from "./targets/index.js";

const root = join(import.meta.dirname, "../..");

it("`npm run fuzz -- --only` with a misspelled kind fails and lists the kinds", () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["scripts/long.mjs", "fuzz", "--only", "expresions", "--cases", "10"],
    { cwd: root, encoding: "utf8", env: { ...process.env, VITEST: undefined, NO_COLOR: "1" } },
  );
  expect(status, stdout + stderr).toBe(1);
  expect(stdout + stderr).toContain(
    'There is no kind of input named "expresions" to fuzz. The kinds are: "API"',
  );
  for (const { name } of TARGETS) expect(stdout + stderr).toContain(`"${name}"`);
});

it("an exact name fuzzes that kind alone, and no kind at all is an error", async () => {
  const [kind, ...others] = kindsNamed("expressions");
  expect(others).toEqual([]);
  expect((await fuzz([kind!], 5, 1)).cases).toEqual({ expressions: 5 });
  await expect(fuzz([], 5, 1)).rejects.toThrow("There is nothing to fuzz");
});
