// What real runs on real agents take beyond the work that they do, phase by phase, and the memory of an agent and of what it starts.
// `npm run bench:runs -- --help` says what can be chosen.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { archiveOf, workIn } from "./runs/configuration.mjs";
import { peakMemory } from "./runs/memory.mjs";
import { withChildren } from "./shared/child.mjs";
import { atMost, median, quantile, report, settings } from "./shared/figures.mjs";
import { apiOf, creator, poolWithToken } from "./shared/population.mjs";
import { startAgent } from "./shared/processes.mjs";

const HELP = `npm run bench:runs -- [--runs 30] [--json results.json] [--short]

The runs are first executed one after the other, then all at once.`;

const given = settings(HELP, { runs: 30, agents: 2 }, { runs: 2, agents: 1 });
const SIMULATOR = join(import.meta.dirname, "shared", "simulator-process.mjs");
const FINAL = ["applied", "errored", "canceled", "discarded", "planned_and_finished"];

const folder = mkdtempSync(join(tmpdir(), "scalr-sandbox-runs-"));
const agents = [];
const memory = { agent: [], child: [] };
const [apart, together] = [[], []];
let seconds = 0;

/** Workspaces with a configuration each, whose apply writes down when its work began and ended. */
async function prepare(simulator, count) {
  const create = creator(simulator);
  const { pool, token } = await poolWithToken(simulator, "runs");
  const environment = await create("environments", { name: "runs" });
  const workspaces = [];
  for (let n = 0; n < count; n++) {
    const links = { environment: ["environments", environment.id], "agent-pool": ["agent-pools", pool] };
    const { id } = await create("workspaces", { name: `runs-${n}`, "auto-apply": true }, links);
    const work = join(folder, `work-${n}`);
    const version = await create(
      "configuration-versions",
      { "auto-queue-runs": false },
      { workspace: ["workspaces", id] },
    );
    const uploaded = await fetch(version.links.upload, {
      method: "PUT",
      body: await archiveOf(workIn(work)),
    });
    if (!uploaded.ok) throw new Error(`The upload was answered ${uploaded.status}: ${await uploaded.text()}`);
    workspaces.push({ id, work });
  }
  return { workspaces, token };
}

/** Queues a run and resolves with the milliseconds of its phases when it has ended. */
async function execute(simulator, { id, work }) {
  const create = creator(simulator);
  const api = apiOf(simulator);
  const run = await create("runs", { "auto-apply": true }, { workspace: ["workspaces", id] });
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { attributes } = (await api("GET", `/api/iacp/v3/runs/${run.id}`)).data;
    if (!FINAL.includes(attributes.status)) continue;
    if (attributes.status !== "applied")
      throw new Error(`Run ${run.id} ended ${attributes.status}: ${attributes["error-message"]}`);
    return phases(attributes["status-timestamps"], work);
  }
}

/** From queued to over, without what the work itself took. */
function phases(stamps, work) {
  const at = (status) => Date.parse(stamps[`${status}-at`]);
  const [begun, ended] = readFileSync(work, "utf8")
    .trim()
    .split("\n")
    .map((line) => Number(line) / 1e6);
  const plan = at("planned") - at("plan-queued");
  const apply = at("applied") - at("apply-queued");
  return { plan, apply: apply - (ended - begun), work: ended - begun };
}

try {
  await withChildren(async (start) => {
    const child = start(SIMULATOR);
    const simulator = await child.call("start", { dataDir: join(folder, "data") });
    const { workspaces, token } = await prepare(simulator, given.runs);
    for (let n = 0; n < given.agents; n++)
      agents.push(
        await startAgent(simulator, token, { name: `agent-${n}`, dataDir: join(folder, `agent-${n}`) }),
      );
    const watched = peakMemory(agents.map(({ pid }) => pid));
    // The first run is not counted: what runs for the first time is slow for other reasons.
    await execute(simulator, workspaces[0]);
    rmSync(workspaces[0].work);
    for (const workspace of workspaces) {
      apart.push(await execute(simulator, workspace));
      rmSync(workspace.work);
    }
    console.error(`${apart.length} runs, one after the other: done`);
    const began = performance.now();
    together.push(...(await Promise.all(workspaces.map((workspace) => execute(simulator, workspace)))));
    seconds = (performance.now() - began) / 1000;
    console.error(`${together.length} runs at once: done`);
    Object.assign(memory, watched.end());
    for (const agent of agents.splice(0)) await agent.stop();
  });
} finally {
  for (const agent of agents) await agent.stop();
  rmSync(folder, { recursive: true, force: true });
}

const rows = [];
const add = (what, how, unit, values) => {
  if (values.length > 0)
    rows.push({ what, how, unit, runs: values.length, median: median(values), p90: quantile(values, 0.9) });
};
for (const [how, runs] of [
  ["one after the other", apart],
  ["all at once", together],
]) {
  add(
    "plan, queued to planned",
    how,
    "ms",
    runs.map(({ plan }) => plan),
  );
  add(
    "apply, queued to applied, without the work",
    how,
    "ms",
    runs.map(({ apply }) => apply),
  );
  add(
    "the work of the apply",
    how,
    "ms",
    runs.map(({ work }) => work),
  );
}
add("runs finished", "all at once", "1/s", [together.length / seconds]);
add("memory of an agent", "at its peak", "MiB", memory.agent);
add("memory of a task's process", "at its peak", "MiB", memory.child);

const of = (what) => rows.find((row) => row.what === what && row.how === "one after the other").median;
report(given, {
  rows,
  columns: [
    ["what", (row) => row.what],
    ["how", (row) => row.how],
    ["runs", (row) => String(row.runs)],
    ["unit", (row) => row.unit],
    ["median", (row) => row.median],
    ["p90", (row) => row.p90],
  ],
  aims: [
    atMost("a plan beyond its work", of("plan, queued to planned"), 150, " ms"),
    atMost("an apply beyond its work", of("apply, queued to applied, without the work"), 150, " ms"),
  ],
});
