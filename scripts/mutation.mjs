// Changes the rules in small ways, one at a time, and looks whether a test fails: `npm run mutation`. Arguments name the sources to try by a
// part of their path. What has not changed since the last time, sources and tests, is not tried again.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TARGETS } from "../test/mutation/targets.mjs";

const root = join(import.meta.dirname, "..");
// Ends the tests as well: see runTests.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
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

/** Milliseconds without a result after which a mutant counts as one that never ends. */
const PATIENCE = 120_000;

/** Runs the tests; resolves with the exit code and the output, and with `hung` if no file of the folder changed for too long. */
function runTests(env, folder) {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const config = ["--config", "test/mutation/vitest.config.mjs", "--root", root];
  const child = spawn(process.execPath, [vitest, "run", ...config, "--reporter=dot"], {
    cwd: root,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  let hung = false;
  const patience = setTimeout(() => {
    hung = true;
    process.kill(-child.pid, "SIGKILL");
  }, PATIENCE);
  const watcher = watch(folder, () => patience.refresh());
  const stop = () => process.kill(-child.pid, "SIGKILL");
  process.once("exit", stop);
  return new Promise((resolve) => {
    child.once("close", (code) => {
      process.off("exit", stop);
      clearTimeout(patience);
      watcher.close();
      resolve({ code, output, hung });
    });
  });
}

/**
 * Every mutant of a source: `by` is the test that found it; null when none did, absent when no test reaches it. What was tried stays in
 * the folder until all are, so that a run that was stopped continues where it was.
 */
async function tryMutants({ file, tests, isStateful = false }, folder) {
  mkdirSync(folder, { recursive: true });
  const env = {
    ...process.env,
    MUTATION_FILE: file,
    MUTATION_TESTS: tests.join(","),
    MUTATION_FOLDER: folder,
    MUTATION_STATEFUL: String(isStateful),
  };
  const results = join(folder, "results.jsonl");
  const trying = join(folder, "trying.json");
  for (;;) {
    rmSync(trying, { force: true });
    const { code, output, hung } = await runTests(env, folder);
    if (code === 0) break;
    if (!hung || !existsSync(trying)) throw new Error(`${file}: the tests do not run.\n${output}`);
    // A loop that a mutant makes endless stops the whole process; a new one continues behind it.
    const endless = { ...JSON.parse(readFileSync(trying, "utf8")), by: "it never ends" };
    appendFileSync(results, `${JSON.stringify(endless)}\n`);
  }
  const by = new Map();
  for (const line of existsSync(results) ? readFileSync(results, "utf8").trim().split("\n") : []) {
    const result = JSON.parse(line);
    by.set(result.id, by.get(result.id) ?? result.by);
  }
  return JSON.parse(readFileSync(join(folder, "mutants.json"), "utf8")).map((mutant) => ({
    ...mutant,
    by: by.get(mutant.id),
  }));
}

async function mutantsOf(target) {
  const kept = join(cache, `${target.file.replaceAll("/", "-")}.json`);
  const sum = sumOf(target);
  if (existsSync(kept)) {
    const known = JSON.parse(readFileSync(kept, "utf8"));
    if (known.sum === sum) return known.mutants;
  }
  const folder = join(cache, sum);
  const mutants = await tryMutants(target, folder);
  writeFileSync(kept, JSON.stringify({ sum, mutants }));
  rmSync(folder, { recursive: true });
  return mutants;
}

const groups = new Map();
for (const target of chosen) {
  const mutants = await mutantsOf(target);
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
