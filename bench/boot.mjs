// How long a simulator takes to start with what it kept, what a compaction does to requests, and how long the expiry of many agents
// takes. `npm run bench:boot -- --help` says what can be chosen.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withChildren } from "./shared/child.mjs";
import { Connection, message } from "./shared/client.mjs";
import { atMost, median, report, settings } from "./shared/figures.mjs";

const HELP = `npm run bench:boot -- [--sizes 100,10000,100000] [--runs 5] [--json results.json] [--short]`;

const given = settings(
  HELP,
  { sizes: [100, 10_000, 100_000], runs: 5, agents: 10_000 },
  { sizes: [100, 300], runs: 1, agents: 50 },
);
const SIMULATOR = join(import.meta.dirname, "shared", "simulator-process.mjs");
const MIB = 2 ** 20;

const rows = [];
const add = (what, size, unit, values) =>
  rows.push({ what, size, unit, runs: values.length, median: median(values), most: Math.max(...values) });

const folder = mkdtempSync(join(tmpdir(), "scalr-sandbox-boot-"));
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function boots(size) {
  const dataDir = join(folder, String(size));
  const { workspaces } = await withChildren(async (start) => {
    const child = start(SIMULATOR);
    await child.call("start", { dataDir });
    const made = await child.call("addWorkspaces", size);
    await child.stop();
    return made;
  });
  const measured = { process: [], memory: [], compaction: [], quiet: [], slowest: [] };
  for (let round = 0; round < given.runs; round++) {
    await withChildren(async (start) => {
      const begun = performance.now();
      const child = start(SIMULATOR);
      const simulator = await child.call("start", { dataDir });
      measured.process.push(performance.now() - begun);
      measured.memory.push((await child.call("usage")).rss / MIB);
      const read = await reader(simulator, workspaces);
      // What runs for the first time is slow for other reasons.
      await read.until(wait(given.short ? 50 : 500));
      measured.quiet.push(Math.max(...(await read.until(wait(given.short ? 50 : 500)))));
      const compacted = child.call("compact");
      measured.slowest.push(Math.max(...(await read.until(compacted))));
      measured.compaction.push(await compacted);
      read.close();
      await child.stop();
    });
    console.error(`${size} objects: start ${round + 1} of ${given.runs}`);
  }
  add("start of the process", size, "ms", measured.process);
  add("memory after the start", size, "MiB", measured.memory);
  add("compaction", size, "ms", measured.compaction);
  add("slowest read, no compaction", size, "ms", measured.quiet);
  add("slowest read, compaction", size, "ms", measured.slowest);
}

/** Reads one object after the other, as fast as they come, until a promise is settled; at least one. */
async function reader({ port, token }, workspaces) {
  const connection = await Connection.open(port);
  let next = 0;
  return {
    async until(end) {
      let isOver = false;
      const over = () => {
        isOver = true;
      };
      end.then(over, over);
      const times = [];
      do {
        const id = workspaces[next++ % workspaces.length];
        const bytes = message("GET", `/api/iacp/v3/workspaces/${id}`, { token });
        const begun = performance.now();
        const { status } = await connection.send(bytes);
        times.push(performance.now() - begun);
        if (status !== 200) throw new Error(`${id} was answered ${status}.`);
      } while (!isOver);
      return times;
    },
    close: () => connection.close(),
  };
}

/** All agents fall silent at the same moment, so all of them are due at one step of the clock, and again four hours later. */
async function expiry() {
  const measured = { offline: [], removed: [], cpu: [] };
  for (let round = 0; round < given.runs; round++) {
    await withChildren(async (start) => {
      const child = start(SIMULATOR);
      const dataDir = join(folder, `agents-${round}`);
      const { port, token } = await child.call("start", { dataDir, clock: "virtual" });
      await child.call("addAgents", given.agents);
      const connection = await Connection.open(port);
      const advance = async (by) => {
        const begun = performance.now();
        const { fired } = await connection.json("POST", "/api/sandbox/v1/clock/advance", {
          token,
          body: { by },
        });
        if (fired.length !== given.agents)
          throw new Error(`${fired.length} of ${given.agents} agents expired.`);
        return performance.now() - begun;
      };
      const before = await child.call("usage");
      measured.offline.push(await advance("5m"));
      measured.removed.push(await advance("4h"));
      measured.cpu.push(((await child.call("usage")).cpu - before.cpu) / 2 / 1000);
      connection.close();
      await child.stop();
    });
    console.error(`${given.agents} agents: expiry ${round + 1} of ${given.runs}`);
  }
  add("agents go offline", given.agents, "ms", measured.offline);
  add("agents are removed", given.agents, "ms", measured.removed);
  add("processor time of each", given.agents, "ms", measured.cpu);
}

try {
  for (const size of given.sizes) await boots(size);
  await expiry();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const largest = Math.max(...given.sizes);
const row = (what, size = largest) => rows.find((one) => one.what === what && one.size === size);
report(given, {
  rows,
  columns: [
    ["what", (one) => one.what],
    ["objects", (one) => String(one.size)],
    ["unit", (one) => one.unit],
    ["runs", (one) => String(one.runs)],
    ["median", (one) => one.median],
    ["most", (one) => one.most],
  ],
  aims: [
    atMost(`start with ${largest} objects`, row("start of the process").median, 2000, " ms"),
    atMost(`memory with ${largest} objects`, row("memory after the start").median, 500, " MiB"),
    atMost(
      `slowest read during a compaction of ${largest}`,
      row("slowest read, compaction").median,
      50,
      " ms",
    ),
    atMost(`${given.agents} agents go offline`, row("agents go offline", given.agents).median, 200, " ms"),
    atMost(`${given.agents} agents are removed`, row("agents are removed", given.agents).median, 200, " ms"),
  ],
});
