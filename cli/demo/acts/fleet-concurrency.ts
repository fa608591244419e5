import { peakOf } from "../stage/load.js";
import type { Observer } from "../stage/observer.js";
import type { Fleet, Stage } from "../stage/stage.js";

/** R1, R2, R7, R8, R9: read off the stream of events, after all runs have ended. */
export function checkConcurrency(stage: Stage, fleet: Fleet, children: number | undefined): void {
  const { ledger, observer } = stage;
  const { agents, runners, managed, pool } = fleet;
  const peak = peakOf(observer);
  const onRunners = peak.pools[runners] ?? 0;
  const perAgent = agents.map(({ id, name }) => ({
    name,
    most: peak.agents[id] ?? 0,
    atPeak: peak.atTotal[id] ?? 0,
  }));
  const together = perAgent.map(({ name, atPeak }) => `${atPeak} on ${name}`).join(" and ");
  stage.fleetPeak = {
    total: peak.total,
    scalrRunners: onRunners,
    agents: Object.fromEntries(perAgent.map(({ name, most }) => [name, most])),
  };
  drawPeak(stage, [
    { name: "runners", atPeak: peak.total - perAgent.reduce((sum, { atPeak }) => sum + atPeak, 0) },
    ...perAgent,
  ]);
  const processes = children === undefined ? "" : `, ${children} child processes of the agents seen then`;

  const quota = observer.all("accounts")[0]?.maxConcurrentRuns;
  const runnerTasks = observer.all("tasks").filter(({ pool: executedIn }) => executedIn === runners);
  const expectedThere = new Set(managed.map(({ id }) => id));
  ledger.observe(
    "R1",
    runnerTasks.length > 0 && runnerTasks.every(({ workspace }) => expectedThere.has(workspace)),
    `${runnerTasks.length} tasks of ${managed.length} workspaces without a pool executed on ${runnerNames(observer, runners)}`,
  );
  const elsewhere = observer.all("tasks").filter((task) => {
    const workspace = stage.workspaces.find(({ id }) => id === task.workspace);
    return workspace !== undefined && workspace.resolution.pool?.id !== task.pool;
  });
  const tasks = observer.all("tasks").length;
  ledger.observe(
    "R2",
    tasks > 0 && elsewhere.length === 0,
    `${tasks - elsewhere.length} of ${tasks} tasks executed in that pool`,
  );
  ledger.observe(
    "R7",
    onRunners === quota && peak.total > onRunners,
    `at most ${onRunners} on the runners (quota ${quota}) while up to ${peak.pools[pool.id] ?? 0} executed in '${pool.name}'`,
  );
  ledger.observe(
    "R8",
    perAgent.every(({ most }) => most <= 5) && perAgent.some(({ most }) => most === 5),
    `never more than ${perAgent.map(({ name, most }) => `${most} on ${name}`).join(", ")}`,
  );
  ledger.observe(
    "R9",
    peak.total === 15 && onRunners === 5 && perAgent.every(({ atPeak }) => atPeak === 5),
    `${peak.total} at once and never more: ${onRunners} on the runners, ${together}${processes}`,
  );
}

/** The moment at which most runs executed: one square for each run. */
function drawPeak(
  { progress }: Stage,
  executing: readonly { readonly name: string; readonly atPeak: number }[],
): void {
  const total = executing.reduce((sum, { atPeak }) => sum + atPeak, 0);
  const width = Math.max(...executing.map(({ name }) => name.length));
  progress.keep("");
  progress.keep(`  ${total} runs at once, the most there were:`);
  for (const { name, atPeak } of executing)
    progress.keep(`    ${name.padEnd(width)}  ${"■ ".repeat(atPeak)} ${atPeak}`);
  progress.keep("");
}

function runnerNames(observer: Observer, runners: string): string {
  const names = observer.of("agents").filter(({ after }) => after?.pool === runners);
  return [...new Set(names.map(({ after }) => after!.name))].join(", ");
}
