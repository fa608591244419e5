// What simulations take: half a million and a million runs through 100 pools, and a week for eight designs.
// `npm run bench:simulate -- --help` says what can be chosen.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atMost, report, settings } from "./shared/figures.mjs";

const HELP = `npm run bench:simulate -- [--sizes 500000,1000000] [--only <part>] [--json results.json] [--short]

Parts: one-design (a trace of each size through 100 pools), week (of eight designs)`;
const PARTS = ["one-design", "week"];
const given = settings(
  HELP,
  { sizes: [500_000, 1_000_000], pools: 100, rate: 833, days: 7, parts: PARTS },
  { sizes: [2_000, 4_000], pools: 5, rate: 20, days: 2, parts: PARTS },
);
const PROGRAM = join(import.meta.dirname, "..", "dist", "cli", "main.js");
const folder = mkdtempSync(join(tmpdir(), "scalr-sandbox-simulate-"));
const rows = [];

/** A trace in the given number of pools, each at 80 % load of one agent of five slots. */
async function writeTrace(file, runs) {
  const stream = createWriteStream(file);
  stream.write("at,workspace,plan_seconds,apply_seconds,dry,pool\n");
  let state = 1;
  const chance = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 1) / (2 ** 32 + 1);
  };
  let at = 0;
  for (let run = 0; run < runs; run++) {
    at += (-Math.log(chance()) * 60) / (5 * 0.8 * given.pools);
    const pool = Math.floor(chance() * given.pools);
    const line = `${at.toFixed(3)},workspace-${run},${(-Math.log(chance()) * 60).toFixed(3)},0,true,pool-${pool}\n`;
    if (!stream.write(line)) await once(stream, "drain");
  }
  stream.end();
  await once(stream, "close");
}

/** Runs a simulation; resolves with its seconds of processor time, its seconds, the most memory it took in MB, and its report. */
async function simulate(args) {
  const meter = `if(require("worker_threads").isMainThread)process.on("exit",()=>require("fs").writeSync(3,JSON.stringify(process.resourceUsage())))`;
  const preload = join(folder, "meter.cjs");
  writeFileSync(preload, meter);
  const begun = performance.now();
  const child = spawn(process.execPath, ["--require", preload, PROGRAM, "simulate", ...args, "--json"], {
    stdio: ["ignore", "pipe", "inherit", "pipe"],
  });
  const texts = [child.stdout, child.stdio[3]].map(async (stream) => {
    let text = "";
    for await (const chunk of stream) text += chunk;
    return text;
  });
  const [out, usage] = await Promise.all(texts);
  if (child.exitCode === null) await once(child, "close");
  if (child.exitCode !== 0) throw new Error(`The simulation exited with ${child.exitCode}: ${out}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(usage);
  const seconds = (performance.now() - begun) / 1000;
  return {
    cpu: (userCPUTime + systemCPUTime) / 1e6,
    seconds,
    memory: maxRSS / 1024,
    report: JSON.parse(out),
  };
}

async function throughPools() {
  const agents = Array.from({ length: given.pools }, (_, pool) => ["--agents", `pool-${pool}=1`]).flat();
  for (const size of given.sizes) {
    const file = join(folder, "trace.csv");
    await writeTrace(file, size);
    const { cpu, seconds, memory, report: told } = await simulate(["--trace", file, ...agents]);
    const ended = told.designs[0].ended;
    if (ended !== size) throw new Error(`${ended} of ${size} runs ended.`);
    rows.push({ what: "one design", runs: size, cpu, seconds, memory });
  }
}

async function week() {
  const trace = ["--rate", String(given.rate), "--days", String(given.days), "--workspaces", "2000"];
  const { cpu, seconds, memory, report: told } = await simulate([...trace, "--agents", "private=5..12"]);
  const runs = told.designs.reduce((sum, design) => sum + design.ended, 0);
  rows.push({ what: `${told.designs.length} designs, ${given.days} days`, runs, cpu, seconds, memory });
}

try {
  if (given.parts.includes("one-design")) await throughPools();
  if (given.parts.includes("week")) await week();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Processor seconds that a million runs take at the rate of a row. */
const perMillion = ({ cpu, runs }) => (cpu / runs) * 1e6;
const single = rows.filter(({ what }) => what === "one design");
const [first, last] = [single[0], single.at(-1)];
const several = rows.find(({ what }) => what !== "one design");
const growth = single.length > 1 ? `memory for ${last.runs / first.runs} times as many runs` : null;

report(given, {
  rows,
  columns: [
    ["what", (row) => row.what],
    ["runs", (row) => String(row.runs)],
    ["processor s", (row) => row.cpu],
    ["processor µs a run", (row) => perMillion(row)],
    ["s", (row) => row.seconds],
    ["memory MB", (row) => row.memory],
  ],
  aims: [
    ...(last
      ? [atMost(`a million runs through ${given.pools} pools`, perMillion(last), 120, " s of one processor")]
      : []),
    ...(growth ? [atMost(growth, last.memory / first.memory, 1.25, " times")] : []),
    ...(several ? [atMost("a week for eight designs", several.seconds, 180, " s")] : []),
  ],
});
