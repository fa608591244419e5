// Runs one benchmark in two checkouts in turns, on one machine, and prints their figures side by side.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { factsLine, machine, median, table } from "./shared/figures.mjs";

/** The figures of each benchmark's rows, with what they are. */
const FIGURES = {
  api: { rate: "requests a second", cpu: "processor ms", simulatorTimesAsFast: "simulator ×" },
  apply: { median: "ms" },
  boot: { median: "" },
  dispatch: { median: "" },
  runs: { median: "ms", rested: "ms on an idle agent", atOnce: "runs/s at once" },
  simulate: { cpu: "processor s", seconds: "s", memory: "memory MB" },
};
/** What names a row; everything else in it is a figure. */
const NAMES = [
  "what",
  "load",
  "operation",
  "contender",
  "step",
  "who",
  "size",
  "connections",
  "runs",
  "unit",
];

const HELP = `npm run bench:compare -- --before <folder> [--rounds 2] [--json results.json] <benchmark> [-- <flags of the benchmark>]

Runs a benchmark in another checkout, which is built, and in this one, in turns and changing order.
Benchmarks: ${Object.keys(FIGURES).join(", ")}`;

function fail(text) {
  console.error(`${text}\n\n${HELP}`);
  process.exit(2);
}

function asked() {
  const given = process.argv.slice(2);
  const end = given.includes("--") ? given.indexOf("--") : given.length;
  const text = { type: "string" };
  try {
    const { values, positionals } = parseArgs({
      args: given.slice(0, end),
      options: { before: text, rounds: text, json: text, help: { type: "boolean", default: false } },
      allowPositionals: true,
    });
    return { ...values, names: positionals, flags: given.slice(end + 1) };
  } catch (error) {
    return fail(error.message);
  }
}

const { before, rounds = "2", json, help, names, flags } = asked();
if (help) {
  console.log(HELP);
  process.exit(0);
}
const [name] = names;
if (names.length !== 1 || !Object.hasOwn(FIGURES, name)) fail("Name one benchmark.");
if (before === undefined) fail("--before names the folder of the other checkout.");
if (!/^[1-9]\d?$/.test(rounds)) fail(`--rounds: "${rounds}" is not a whole number from 1 to 99.`);
const sides = { before: resolve(before), after: join(import.meta.dirname, "..") };
for (const folder of Object.values(sides))
  if (!existsSync(join(folder, "bench", `${name}.mjs`)) || !existsSync(join(folder, "dist")))
    fail(`${folder} has no bench/${name}.mjs, or is not built.`);

const folder = mkdtempSync(join(tmpdir(), "scalr-sandbox-compare-"));

/** The rows of one run of the benchmark. */
function rowsOf(side) {
  const file = join(folder, "results.json");
  const script = join(sides[side], "bench", `${name}.mjs`);
  const args = [script, "--json", file, ...flags];
  const { status } = spawnSync(process.execPath, args, {
    cwd: sides[side],
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) throw new Error(`bench:${name} of ${sides[side]} exited with ${status}.`);
  return JSON.parse(readFileSync(file, "utf8")).rows;
}

/** By the name of a row and of its figure: what each side measured, a value for each round. */
const measured = new Map();
function note(side, row) {
  const what = NAMES.flatMap((key) => (row[key] === undefined || row[key] === "" ? [] : [row[key]])).join(
    ", ",
  );
  for (const [figure, unit] of Object.entries(FIGURES[name])) {
    if (typeof row[figure] !== "number") continue;
    const key = JSON.stringify([what, unit]);
    if (!measured.has(key)) measured.set(key, { what, unit, before: [], after: [] });
    measured.get(key)[side].push(row[figure]);
  }
}

try {
  for (let round = 0; round < Number(rounds); round++)
    for (const side of round % 2 === 0 ? ["before", "after"] : ["after", "before"]) {
      console.error(`round ${round + 1} of ${rounds}: ${side}`);
      for (const row of rowsOf(side)) note(side, row);
    }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const rows = [...measured.values()]
  .filter((each) => each.before.length > 0 && each.after.length > 0)
  .map(({ what, unit, ...all }) => ({ what, unit, before: median(all.before), after: median(all.after) }));
const facts = machine();
console.log(`\n${factsLine(facts)}\n`);
console.log(
  table(rows, [
    ["what", (row) => row.what],
    ["unit", (row) => row.unit],
    ["before", (row) => row.before],
    ["after", (row) => row.after],
    ["after / before", (row) => row.after / row.before],
  ]),
);
if (json !== undefined)
  writeFileSync(
    resolve(json),
    `${JSON.stringify({ machine: facts, benchmark: name, sides, rounds, rows }, null, 2)}\n`,
  );
