// The report of a simulated week for three designs, as the how-to makes it.
import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const main = join(dirname(fileURLToPath(import.meta.url)), "../../dist/cli/main.js");

/** Simulates it, and returns the address of its page. */
export function reportPage() {
  const file = join(mkdtempSync(join(tmpdir(), "scalr-sandbox-report-")), "report.html");
  const rate = "mon-fri 08:00-18:00: 120, else 20";
  const flags = ["--rate", rate, "--agents", "private=1..3", "--target", "95% within 30s", "--price", "0.12"];
  const ran = spawnSync(process.execPath, [main, "simulate", ...flags, "--html", file], { encoding: "utf8" });
  if (ran.status !== 0) throw new Error(`simulate ended with ${ran.status}: ${ran.stderr}`);
  return pathToFileURL(file).href;
}
