// How long a queued run waits for an idle agent, how many empty runs a second agents get done, and what a decision costs as the
// queue grows. `npm run bench:dispatch -- --help` says what can be chosen.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Crew } from "./dispatch/agents.mjs";
import { withChildren } from "./shared/child.mjs";
import { Connection, message } from "./shared/client.mjs";
import { atMost, median, quantile, report, settings } from "./shared/figures.mjs";

const HELP = `npm run bench:dispatch -- [--sizes 100,1000,10000] [--runs 5] [--json results.json] [--short]

The sizes are those of the queue.`;

const given = settings(
  HELP,
  { sizes: [100, 1000, 10_000], runs: 5, crews: [1, 20, 200], singles: 40, drained: 100 },
  { sizes: [20, 60], runs: 1, crews: [1, 3], singles: 3, drained: 10 },
);
const SIMULATOR = join(import.meta.dirname, "shared", "simulator-process.mjs");
/** Agents that work off the queues whose length is varied, and how many tasks each takes at a time. */
const DRAINERS = { count: 2, slots: 5 };

const rows = [];
const folder = mkdtempSync(join(tmpdir(), "scalr-sandbox-dispatch-"));
const newFolder = () => mkdtempSync(join(folder, "data-"));

/** All agents idle, then one run for each at once; a single agent gets its runs one after the other. */
async function waiting(agents) {
  const [waits, slowest, rates] = [[], [], []];
  await withChildren(async (start) => {
    const child = start(SIMULATOR);
    const simulator = await child.call("start", { dataDir: newFolder() });
    const bursts = agents === 1 ? given.singles : 1;
    const { workspaces, token } = await child.call("addRunnable", agents);
    const crew = await Crew.join(simulator, token, agents, { slots: 1, name: "agent" });
    crew.work();
    const connections = [];
    for (let n = 0; n < Math.min(agents, 50); n++) connections.push(await Connection.open(simulator.port));
    // The first round is not counted.
    for (let round = -1; round < given.runs; round++) {
      const times = [];
      const begun = performance.now();
      for (let burst = 0; burst < bursts; burst++)
        times.push(...(await queueAndWait(crew, connections, workspaces, simulator.token)));
      if (round < 0) continue;
      waits.push(median(times));
      slowest.push(quantile(times, 0.99));
      rates.push((times.length / (performance.now() - begun)) * 1000);
    }
    crew.leave();
    for (const connection of connections) connection.close();
  });
  const common = { agents, queued: agents, runs: waits.length };
  rows.push({ what: "queued to started", ...common, unit: "ms", median: median(waits) });
  rows.push({ what: "queued to started, p99", ...common, unit: "ms", median: median(slowest) });
  rows.push({ what: "runs queued and finished", ...common, unit: "1/s", median: median(rates) });
  console.error(`${agents} agents: done`);
}

/** Queues a run in each workspace by the API; resolves with the milliseconds from each request to its run's start. */
async function queueAndWait(crew, connections, workspaces, token) {
  const finished = crew.finishedRuns(workspaces.length);
  const asked = new Map();
  let next = 0;
  const queue = async (connection) => {
    while (next < workspaces.length) {
      const body = runOf(workspaces[next++]);
      const bytes = message("POST", "/api/iacp/v3/runs", { token, type: "application/vnd.api+json", body });
      const begun = performance.now();
      const answer = await connection.send(bytes);
      if (answer.status !== 201) throw new Error(`A run was answered ${answer.status}: ${answer.body}`);
      asked.set(JSON.parse(answer.body).data.id, begun);
    }
  };
  await Promise.all(connections.map(queue));
  const at = await finished;
  // The agents are idle again when their next polls are sent.
  await new Promise((resolve) => setImmediate(resolve));
  return [...asked].map(([run, begun]) => at.get(run) - begun);
}

const runOf = (workspace) => ({
  data: {
    type: "runs",
    attributes: { "is-dry": true },
    relationships: { workspace: { data: { type: "workspaces", id: workspace } } },
  },
});

/** Simulators that differ in how much is queued work some of it off, in turns; what was is queued again before the next turn. */
async function draining() {
  await withChildren(async (start) => {
    const queues = [];
    for (const size of given.sizes) {
      const child = start(SIMULATOR);
      const simulator = await child.call("start", { dataDir: newFolder() });
      const { workspaces, token } = await child.call("addRunnable", size);
      await child.call("addRuns", workspaces);
      queues.push({ size, child, simulator, token, cpu: [], rates: [] });
    }
    for (let round = -1; round < given.runs; round++) {
      for (const queue of turned(queues, Math.max(round, 0))) {
        const { cpu, rate } = await drain(queue, round);
        if (round < 0) continue;
        queue.cpu.push(cpu);
        queue.rates.push(rate);
      }
      console.error(`queues: ${round < 0 ? "warmed up" : `round ${round + 1} of ${given.runs}`}`);
    }
    for (const { size, cpu, rates } of queues) {
      const common = { agents: DRAINERS.count, queued: size, runs: cpu.length };
      rows.push({ what: "processor time a run", ...common, unit: "ms", median: median(cpu) });
      rows.push({ what: "empty runs", ...common, unit: "1/s", median: median(rates) });
    }
  });
}

const turned = (list, by) => list.map((_, at) => list[(at + by) % list.length]);

/** Agents join, work off `drained` runs between them, and are gone; as many runs are queued again. */
async function drain({ child, simulator, token }, round) {
  const { count, slots } = DRAINERS;
  const options = { slots, name: `drainer-${round}`, quota: given.drained / count };
  const crew = await Crew.join(simulator, token, count, options);
  const before = await child.call("usage");
  const begun = performance.now();
  await crew.work();
  const milliseconds = performance.now() - begun;
  const after = await child.call("usage");
  crew.leave();
  const { workspaces } = await child.call("addRunnable", given.drained);
  await child.call("addRuns", workspaces);
  return {
    cpu: (after.cpu - before.cpu) / given.drained / 1000,
    rate: (given.drained / milliseconds) * 1000,
  };
}

try {
  for (const agents of given.crews) await waiting(agents);
  await draining();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const row = (what, key, value) => rows.find((one) => one.what === what && one[key] === value).median;
const cost = (size) => row("processor time a run", "queued", size);
const [least, largest] = [Math.min(...given.sizes), Math.max(...given.sizes)];
report(given, {
  rows,
  columns: [
    ["what", (one) => one.what],
    ["agents", (one) => String(one.agents)],
    ["queued", (one) => String(one.queued)],
    ["runs", (one) => String(one.runs)],
    ["unit", (one) => one.unit],
    ["median", (one) => one.median],
  ],
  aims: [
    atMost("queued to started, one idle agent", row("queued to started", "agents", 1), 5, " ms"),
    atMost(`a run of ${largest} queued, of one of ${least}`, cost(largest) / cost(least), 1.5),
  ],
});
