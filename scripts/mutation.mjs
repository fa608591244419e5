// Changes the rules in small ways, one at a time, and looks whether a test fails: `npm run mutation`. Arguments name the sources to try by a
// part of their path. What has not changed since the last time, sources and tests, is not tried again.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TARGETS } from "../test/mutation/targets.mjs";

const root = join(import.meta.dirname, "..");
const cache = join(root, "node_modules/.cache/mutation");
/** Per cent of its mutants that the tests of a group must find. */
const LEAST = 85;

const parts = process.argv.slice(2);
const chosen = TARGETS.filter(({ file }) => parts.length === 0 || parts.some((part) => file.includes(part)));
if (chosen.length === 0) {
  console.error(
    `No source is named like ${parts.join(" or ")}. There are:\n${TARGETS.map(({ file }) => file).join("\n")}`,
  );
  process.exit(2);
}

const tools = join(root, "test/mutation");
if (!existsSync(join(tools, "node_modules/@stryker-mutator/instrumenter"))) {
  const install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", tools];
  const { status } = spawnSync("npm", install, { stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) process.exit(1);
}

const read = (path) => readFileSync(join(root, path), "utf8");
/** Rises when what is kept of earlier runs is no longer what this one would find. */
const VERSION = 1;
const sumOf = ({ file, tests }) =>
  createHash("sha256")
    .update([String(VERSION), ...[file, ...tests].map(read)].join("\0"))
    .digest("hex");

/**
 * Every mutant of a source: `by` is the test that found it; null when none did, absent when no test reaches it. What was tried stays in
 * the folder until all are, so that a run that was stopped continues where it was.
 */
function tryMutants({ file, tests, isStateful = false }, folder) {
  mkdirSync(folder, { recursive: true });
  const env = {
    ...process.env,
    MUTATION_FILE: file,
    MUTATION_TESTS: tests.join(","),
    MUTATION_FOLDER: folder,
    MUTATION_STATEFUL: String(isStateful),
  };
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const args = [
    vitest,
    "run",
    "--config",
    "test/mutation/vitest.config.mjs",
    "--root",
    root,
    "--reporter=dot",
  ];
  const done = spawnSync(process.execPath, args, { cwd: root, env, encoding: "utf8", maxBuffer: 2 ** 28 });
  if (done.status !== 0) throw new Error(`${file}: the tests do not run.\n${done.stdout}\n${done.stderr}`);
  const by = new Map();
  const results = join(folder, "results.jsonl");
  for (const line of existsSync(results) ? readFileSync(results, "utf8").trim().split("\n") : []) {
    const result = JSON.parse(line);
    by.set(result.id, by.get(result.id) ?? result.by);
  }
  return JSON.parse(readFileSync(join(folder, "mutants.json"), "utf8")).map((mutant) => ({
    ...mutant,
    by: by.get(mutant.id),
  }));
}

function mutantsOf(target) {
  const kept = join(cache, `${target.file.replaceAll("/", "-")}.json`);
  const sum = sumOf(target);
  if (existsSync(kept)) {
    const known = JSON.parse(readFileSync(kept, "utf8"));
    if (known.sum === sum) return known.mutants;
  }
  const folder = join(cache, sum);
  const mutants = tryMutants(target, folder);
  writeFileSync(kept, JSON.stringify({ sum, mutants }));
  rmSync(folder, { recursive: true });
  return mutants;
}

const groups = new Map();
for (const target of chosen) {
  const mutants = mutantsOf(target);
  const found = mutants.filter(({ by }) => typeof by === "string").length;
  console.log(
    `${target.file}: ${found} of ${mutants.length} (${Math.round((100 * found) / mutants.length)} %)`,
  );
  const lines = read(target.file).split("\n");
  for (const { line, what, replacement, by } of mutants.filter((mutant) => typeof mutant.by !== "string"))
    console.log(
      `  ${line}: ${what} -> ${replacement}${by === undefined ? " (no test reaches it)" : ""}\n      ${lines[line - 1].trim()}`,
    );
  const group = groups.get(target.group) ?? { found: 0, all: 0 };
  groups.set(target.group, { found: group.found + found, all: group.all + mutants.length });
}

console.log("\n| what | mutants | found | % |\n|---|---:|---:|---:|");
for (const [name, { found, all }] of groups)
  console.log(`| ${name} | ${all} | ${found} | ${((100 * found) / all).toFixed(1)} |`);
const low = [...groups].filter(([, { found, all }]) => (100 * found) / all < LEAST).map(([name]) => name);
if (low.length > 0) console.log(`\nBelow ${LEAST} %: ${low.join(", ")}.`);
process.exitCode = low.length > 0 ? 1 : 0;
