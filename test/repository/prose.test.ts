import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";

const root = join(import.meta.dirname, "../..");
const check = (...args: readonly string[]) =>
  spawnSync(process.execPath, ["scripts/check-prose.mjs", ...args], { cwd: root, encoding: "utf8" });

it("every pattern of the prose check finds its example", () => {
  expect(check("--try")).toMatchObject({ status: 0, stdout: expect.stringMatching(/^(\d+) of \1 patterns/) });
});

it("a forbidden phrase in a new page is refused with its place and what to write", () => {
  const page = join(root, "docs/how-to/prose-check-example.md");
  onTestFinished(() => rmSync(page));
  writeFileSync(page, `# Title\n\nThe program ${["he", "eds"].join("")} the variable.\n`);
  const { status, stderr } = check();
  expect(status).toBe(1);
  expect(stderr).toMatch(/^docs\/how-to\/prose-check-example\.md:3: ".*"\. Write: /m);
});
