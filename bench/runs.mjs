// What a run costs beyond its work: real runs on real agents beside the same commands typed without any server, one after the other
// and all at once, on an idle machine and with one processor busy. `npm run bench:runs -- --help` says what can be chosen.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allAtOnce, commandsAlone, sandboxRuns } from "./runs/contenders.mjs";
import { peakMemory } from "./runs/memory.mjs";
import { withChildren } from "./shared/child.mjs";
import { atLeast, atMost, median, quantile, report, settings } from "./shared/figures.mjs";
import { findTofu } from "./shared/tofu.mjs";

const HELP = `npm run bench:runs -- [--runs 20] [--json results.json] [--short]

--runs: how many runs one after the other, and how many workspaces have a run at once.
The real tofu is used where it is found: on the PATH, or as SCALR_SANDBOX_TOFU.`;

const given = settings(
  HELP,
  { runs: 20, agents: 1, loads: ["idle", "one core busy"] },
  { runs: 2, agents: 1, loads: ["idle"] },
);
const SIMULATOR = join(import.meta.dirname, "shared", "simulator-process.mjs");
const folder = mkdtempSync(join(tmpdir(), "scalr-sandbox-runs-"));
const tofu = findTofu();
if (tofu === null)
  console.error("There is no tofu here: only the embedded engine is measured. SCALR_SANDBOX_TOFU names one.");

/** Milliseconds of rest after which an agent is idle, and how many runs are measured so, each in a workspace that had none. */
const REST = 700;
const RESTED = given.short ? 1 : 10;

/** Keeps one processor busy until it is ended. */
function busyCore() {
  const child = spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" });
  return () => child.kill("SIGKILL");
}

const rows = [];
const memory = { agent: [], child: [] };

async function measure(contender, load) {
  const end = load === "idle" ? () => {} : busyCore();
  try {
    const apart = [];
    // The first ones are not counted: what runs for the first time is slow for other reasons.
    for (const place of contender.places.slice(0, 2)) await contender.execute(place);
    for (const place of contender.places) apart.push(await contender.execute(place));
    const atOnce = await allAtOnce(contender);
    const rested = [];
    for (const place of contender.fresh.splice(0, RESTED)) {
      await new Promise((resolve) => setTimeout(resolve, REST));
      rested.push((await contender.execute(place)).milliseconds);
    }
    const times = apart.map(({ milliseconds }) => milliseconds);
    const waits = apart.map(({ wait }) => wait).filter((wait) => wait !== null);
    rows.push({
      what: contender.name,
      load,
      runs: times.length,
      median: median(times),
      p90: quantile(times, 0.9),
      rested: rested.length === 0 ? null : median(rested),
      atOnce,
      wait: waits.length === 0 ? null : median(waits),
    });
    console.error(`${contender.name}, ${load}: done`);
  } finally {
    end();
  }
}

try {
  await withChildren(async (start) => {
    const simulator = await start(SIMULATOR).call("start", { dataDir: join(folder, "data") });
    const sizes = { workspaces: given.runs, fresh: RESTED * given.loads.length, agents: given.agents };
    const contenders = [
      ...(tofu === null
        ? []
        : [
            commandsAlone(tofu, folder, given.runs),
            await sandboxRuns(simulator, folder, {
              name: "this project, the same tofu",
              executor: tofu,
              ...sizes,
            }),
          ]),
      await sandboxRuns(simulator, folder, {
        name: "this project, embedded engine",
        executor: "embedded",
        ...sizes,
      }),
    ];
    const watched = peakMemory(contenders.flatMap(({ agents }) => agents.map(({ pid }) => pid)));
    try {
      for (const load of given.loads) for (const contender of contenders) await measure(contender, load);
    } finally {
      Object.assign(memory, watched.end());
      for (const contender of contenders) await contender.close();
    }
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Milliseconds of the tofu commands alone on the machine that the aims are for. */
const YARDSTICK = 160;
/** On that machine: milliseconds, and runs a second. */
const AIMS = { beyond: 30, sameAtOnce: 6, rested: 40, engineAtOnce: 25 };

const of = (what) => rows.find((row) => row.what === what && row.load === "idle");
const [alone, same, engine] = [
  "the tofu commands alone",
  "this project, the same tofu",
  "this project, embedded engine",
].map(of);
/** How many times as long this machine takes; 1 if there is no tofu to tell. The aims are scaled by it. */
const pace = alone === undefined ? 1 : alone.median / YARDSTICK;
const time = (aim) => Number((aim * pace).toPrecision(3));
const rate = (aim) => Number((aim / pace).toPrecision(3));
report(given, {
  rows,
  columns: [
    ["what", (row) => row.what],
    ["machine", (row) => row.load],
    ["one after the other, ms", (row) => row.median],
    ["p90", (row) => row.p90],
    ["idle agent, ms", (row) => row.rested ?? ""],
    ["at once, runs/s", (row) => row.atOnce],
    ["queued to started, ms", (row) => (row.wait === null ? "" : row.wait.toFixed(0))],
  ],
  aims: [
    ...(alone === undefined
      ? []
      : [
          atMost(
            "the same tofu, with the commands themselves",
            same.median,
            Math.round(alone.median + AIMS.beyond * pace),
            " ms",
          ),
          atLeast("the same tofu, all at once", same.atOnce, rate(AIMS.sameAtOnce), " runs/s"),
        ]),
    atMost("the embedded engine, plan and apply on an idle agent", engine.rested, time(AIMS.rested), " ms"),
    atLeast("the embedded engine, all at once", engine.atOnce, rate(AIMS.engineAtOnce), " runs/s"),
  ],
});
const yardstick = `The aims are for a machine where the tofu commands alone take ${YARDSTICK} ms`;
console.log(
  alone === undefined
    ? `\n${yardstick}. There is no tofu here to compare this machine with.`
    : `\n${yardstick}: ${AIMS.beyond} ms beyond them, ${AIMS.sameAtOnce} runs/s, ${AIMS.rested} ms and ${AIMS.engineAtOnce} runs/s. ` +
        `They are scaled to this one, which takes ${pace.toFixed(2)} times as long.`,
);
console.log(
  `\nMemory at the peak, MiB: an agent ${Math.round(median(memory.agent))}, a task's process ${Math.round(median(memory.child))}`,
);
