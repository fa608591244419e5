/** What of the language is held to tofu, read from where the engine itself says what it has. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cleanEnvironment } from "../cli/support.js";
import { tofu } from "../support/tofu.js";

const recorded = join(import.meta.dirname, "..", "engine", "language", "fixtures");
const own = join(import.meta.dirname, "expressions");

const lines = (text: string) => text.split("\n").filter((line) => line.trim() !== "");

/** A folder that expressions are evaluated in, initialised. The caller removes it. */
export function consoleFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), "conformance-"));
  cpSync(join(recorded, "console"), dir, { recursive: true });
  execFileSync(tofu!, ["init", "-input=false"], { cwd: dir, env: cleanEnvironment(), stdio: "ignore" });
  return dir;
}

/** The corpus, by area: one expression a line. */
export function corpus(): Map<string, readonly string[]> {
  const files = readdirSync(own).sort();
  const areas = new Map(
    files.map((file) => [file.replace(".txt", ""), lines(readFileSync(join(own, file), "utf8"))]),
  );
  for (const file of readdirSync(join(recorded, "expressions")).filter((name) => name.endsWith(".json"))) {
    const { cases } = JSON.parse(readFileSync(join(recorded, "expressions", file), "utf8"));
    // Failures of these were recorded: each would cost a process here.
    const shown = cases.filter((one: { error?: object }) => !one.error);
    areas.set(
      `recorded ${file.replace(".json", "")}`,
      shown.map(({ expression }: { expression: string }) => expression),
    );
  }
  return areas;
}

/** Names of tofu's own functions. */
export function functionsOfTofu(): string[] {
  const text = execFileSync(tofu!, ["metadata", "functions", "-json"], {
    env: cleanEnvironment(),
    encoding: "utf8",
  });
  const names = Object.keys(JSON.parse(text).function_signatures);
  return names.filter((name) => !name.startsWith("core::")).sort();
}

/** Functions that an expression calls. */
export const callsIn = (expression: string): string[] =>
  [...expression.matchAll(/\b([a-z][a-z0-9_]*)\(/g)].map(([, name]) => name!);
