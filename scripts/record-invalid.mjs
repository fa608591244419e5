// Records what `tofu validate` says about the faulty configurations in test/engine/language/fixtures/invalid/cases.txt: the first
// error and its place. The tests compare what loading them says.
//
//     SCALR_SANDBOX_TOFU=/path/to/tofu node scripts/record-invalid.mjs
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = new URL("../test/engine/language/fixtures/invalid/", import.meta.url).pathname;
const tofu = process.env.SCALR_SANDBOX_TOFU ?? "tofu";
const work = mkdtempSync(join(tmpdir(), "record-"));
const env = { PATH: process.env.PATH, HOME: work, CHECKPOINT_DISABLE: "1" };

function validate(text) {
  writeFileSync(join(work, "main.tf"), text);
  try {
    return execFileSync(tofu, ["validate", "-json"], { cwd: work, env, encoding: "utf8" });
  } catch (e) {
    return e.stdout;
  }
}

const cases = [];
for (const part of readFileSync(join(folder, "cases.txt"), "utf8").split(/^=== /m).slice(1)) {
  const newline = part.indexOf("\n");
  const text = part.slice(newline + 1);
  const { diagnostics } = JSON.parse(validate(text));
  const error = diagnostics.find((d) => d.severity === "error");
  cases.push({
    name: part.slice(0, newline),
    text,
    error: error && {
      summary: error.summary,
      detail: error.detail,
      start: error.range && { line: error.range.start.line, column: error.range.start.column },
    },
  });
}
writeFileSync(join(folder, "cases.json"), `${JSON.stringify(cases, null, 2)}\n`);
rmSync(work, { recursive: true });
console.log(`${cases.length} configurations`);
