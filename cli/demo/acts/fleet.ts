import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunningAgent } from "../stage/agents.js";
import { loadNow, totalOf } from "../stage/load.js";
import type { RunRequest } from "../stage/runs.js";
import type { DemoWorkspace, Fleet, Stage } from "../stage/stage.js";
import { childrenOf } from "../stage/system.js";
import { checkConcurrency } from "./fleet-concurrency.js";
import { checkOrder, type Waits } from "./fleet-order.js";
import { declaredToken } from "./quickstart.js";
import { showLoad } from "./show-load.js";

/** R9: five on the runners, five on each of two agents. */
const onRunners = 5;
const onAgents = 10;
const slotsOfAgent = 5;

/** The file that ends the first runs. */
const toldFile = ({ folder }: Stage) => join(folder, "all-execute");

/** The first fifteen runs: they work until all of them execute, however long the machine takes to start them. */
const held = (label: string, until: string): RunRequest => ({
  workload: "one-task",
  variables: { until, label: `${label} #1` },
});

/** The second fifteen runs take these in turn. */
const workloads: readonly ((label: string) => RunRequest)[] = [
  (label) => ({ workload: "one-task", variables: { seconds: 4, label: `${label} #2` } }),
  () => ({
    workload: "build-pipeline",
    variables: { seconds: 2, shards: 1, services: JSON.stringify(["api", "web", "worker"]) },
  }),
  () => ({ workload: "dependency-graph", variables: { release: "1.2" } }),
];

/**
 * Thirty runs in fifteen workspaces, two each. Once all slots are taken, dry runs wait for one too: the quota of the runners (R7), the
 * slots of an agent (R8) and the order within a workspace (R10) all have to hold.
 */
export async function runFleet(stage: Stage): Promise<Fleet> {
  const { progress, observer, runs } = stage;
  const parts = await casting(stage);
  const { pool, managed, workspaces } = parts;
  // The runners have to do as soon as something is queued for them, so theirs come when the agents are there.
  const waits: Waits = new Map();
  const own = await queueAll(stage, workspaces);
  await noteWaits(stage, own, waits);
  progress.keep(`  ${own.length} runs queued in ${workspaces.length} workspaces of '${pool.name}'.`);
  const token = await declaredToken(stage, pool.name);
  const agents = [await joinPool(stage, "agent-one", pool.name, token)];
  // Applies keep all slots of the only agent, so the other runs wait for a slot. After the second agent has joined, they may not have to.
  await observer.until("agent-one is full", () => totalOf(loadNow(observer, "apply")) >= slotsOfAgent);
  await noteWaits(stage, own, waits);
  agents.push(await joinPool(stage, "agent-two", pool.name, token));
  const queued = [...own, ...(await queueAll(stage, managed))];
  progress.keep(
    `  ${queued.length - own.length} runs queued in ${managed.length} workspaces without a pool.`,
  );
  const fleet = { ...parts, agents, token };
  const stopShowing = showLoad(stage, queued, fleet);
  let children: number | undefined;
  try {
    // These applies work until they are told to end. A plan ends by itself, and a dry run could take its slot instead of waiting.
    await observer.until("15 runs execute at once", () => totalOf(loadNow(observer, "apply")) >= 15);
    children = executingChildren(stage, agents);
    queued.push(...(await queueDry(stage, workspaces)), ...(await queueDry(stage, managed)));
    await noteWaits(stage, queued, waits);
    writeFileSync(toldFile(stage), "");
    await runs.untilEnded(queued);
  } finally {
    stopShowing();
  }
  checkConcurrency(stage, fleet, children);
  checkOrder(stage, fleet, queued, waits);
  return fleet;
}

/** Which workspaces take part: those of the quickstart whose runs execute where R9 needs them to. */
async function casting({ client, workspaces }: Stage): Promise<Omit<Fleet, "agents" | "token">> {
  const pools = await client.list("agent-pools");
  const runners = pools.find(({ attributes }) => attributes["is-scalr-managed"])!;
  const executedIn = (id: string) => workspaces.filter(({ resolution }) => resolution.pool?.id === id);
  const busiest = pools
    .filter(({ id }) => id !== runners.id)
    .sort((a, b) => executedIn(b.id).length - executedIn(a.id).length)[0];
  const own = executedIn(busiest?.id ?? "").slice(0, onAgents);
  const managed = executedIn(runners.id).slice(0, onRunners);
  if (busiest === undefined || own.length < onAgents || managed.length < onRunners) {
    throw new Error(
      `The quickstart must have ${onRunners} workspaces on the Scalr runners and ${onAgents} in one pool; it has ` +
        `${managed.length} and ${own.length}.`,
    );
  }
  const pool = { id: busiest.id, name: String(busiest.attributes.name) };
  return { pool, runners: runners.id, workspaces: own, managed };
}

async function joinPool(stage: Stage, name: string, pool: string, token: string): Promise<RunningAgent> {
  const agent = await stage.agents.start(name, token);
  stage.progress.keep(`  ${name} joined '${pool}' as process ${agent.process.pid}.`);
  return agent;
}

/** Two runs a workspace: first one for each, then the second. */
async function queueAll(stage: Stage, workspaces: readonly DemoWorkspace[]): Promise<string[]> {
  const { runs, progress } = stage;
  const ids: string[] = [];
  const queue = async ({ id }: DemoWorkspace, request: RunRequest) => {
    progress.show(`Queueing runs: ${ids.length}`);
    ids.push(await runs.queue(id, request));
  };
  for (const workspace of workspaces)
    await queue(workspace, { ...held(workspace.label, toldFile(stage)), message: "Round 1" });
  for (const [index, workspace] of workspaces.entries())
    await queue(workspace, { ...workloads[index % workloads.length]!(workspace.label), message: "Round 2" });
  return ids;
}

/** Two dry runs, which wait for no other run of their workspace. */
const queueDry = ({ runs }: Stage, workspaces: readonly DemoWorkspace[]): Promise<string[]> =>
  Promise.all(
    workspaces
      .slice(0, 2)
      .map(({ id }) => runs.queue(id, { workload: "one-task", isDry: true, message: "Dry run" })),
  );

async function noteWaits({ runs }: Stage, queued: readonly string[], waits: Waits): Promise<void> {
  for (const waiting of await Promise.all(queued.map((id) => runs.waitingFor(id)))) {
    if (waiting !== null && !waits.has(waiting.kind)) waits.set(waiting.kind, waiting.message);
  }
}

/** How many child processes the agents and the simulator's runners have; undefined where nobody can tell. */
function executingChildren({ simulator }: Stage, agents: readonly RunningAgent[]): number | undefined {
  const runners = childrenOf(simulator.pid);
  const parents = [...agents.map(({ process }) => process.pid), ...(runners ?? [])];
  const children = parents.map(childrenOf);
  return children.some((list) => list === undefined) ? undefined : children.flat().length;
}
