import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

const example = join(import.meta.dirname, "..", "..", "..", "examples", "quickstart");

/** A folder that examples/quickstart was synthesized into, until the test ends. */
export function synthesizedQuickstart(): string {
  const outdir = mkdtempSync(join(tmpdir(), "quickstart-"));
  onTestFinished(() => rmSync(outdir, { recursive: true, force: true }));
  execFileSync(process.execPath, ["main.mjs"], {
    cwd: example,
    env: { ...process.env, CDKTF_OUTDIR: outdir },
  });
  return outdir;
}
