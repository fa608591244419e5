import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Status, sandboxApi } from "../../client/sandbox-api.js";
import type { Stage } from "../stage/stage.js";
import type { Scenario } from "./scenario.js";

/** Drift detection: a schedule that follows the clock finds what was changed outside of runs. */
const drift: Scenario = {
  title: "Drift detection",
  rules: [],
  checks: {
    looks: "A daily schedule queues a dry, refresh-only run when its time comes, and changes nothing.",
    filters: "A workspace that no filter names is not looked at, and the sandbox says why.",
    found: "What was deleted outside shows with its address in the workspace's report and in the status.",
    reset: "A run that is applied makes it again, and the report says that the drift was reset.",
  },
  async play(stage) {
    const { agents, client, progress, world } = stage;
    progress.begin("Two workspaces, and a schedule for one of them");
    const pool = await world.pool("private");
    await agents.start("runner", pool.token);
    const environment = await world.environment("prod");
    const watched = await prepare(stage, await world.workspace("prod-api", environment, pool), "prod-api");
    const other = await prepare(stage, await world.workspace("scratch", environment, pool), "scratch");
    await client.create("drift-detection-schedules", {
      type: "drift-detection-schedule",
      attributes: { schedule: "daily", "workspace-filters": { "name-patterns": ["prod-*"] } },
      relationships: { environment: { data: { type: "environments", id: environment } } },
    });
    progress.begin("A day later, and another");
    await look(stage, watched, 1);
    for (const { file } of [watched, other]) rmSync(file);
    await look(stage, watched, 2);
    await explain(stage, environment, watched, other);
    progress.begin("A run that is applied");
    await reset(stage, watched);
  },
};

interface Watched {
  readonly workspace: string;
  readonly workload: string;
  readonly file: string;
}

/** A workspace whose run has made a file. */
async function prepare({ folder, runs }: Stage, workspace: string, name: string): Promise<Watched> {
  const file = join(folder, `${name}.txt`);
  const dir = join(folder, "examples", "workloads", name);
  mkdirSync(dir, { recursive: true });
  const text = `resource "local_file" "it" {\n  filename = "${file}"\n  content  = "hello"\n}\n`;
  writeFileSync(join(dir, "main.tf"), text);
  await runs.untilEnded([await runs.queue(workspace, { workload: name })]);
  return { workspace, workload: name, file };
}

const looksAt = ({ observer }: Stage, { workspace }: Watched) =>
  observer
    .all("runs")
    .filter((run) => run.workspace === workspace && run.driftSchedule !== undefined)
    .sort((a, b) => a.sequence - b.sequence);

async function look(stage: Stage, watched: Watched, count: number): Promise<void> {
  const { ledger, observer, progress, runs } = stage;
  const now = await stage.advance("25h");
  await observer.until(`look ${count} is queued`, () => looksAt(stage, watched).length >= count);
  const { id } = looksAt(stage, watched)[count - 1]!;
  await runs.untilEnded([id]);
  const run = runs.get(id)!;
  ledger.observe(
    "looks",
    run.isDry && run.refreshOnly && run.status === "planned_and_finished" && run.hasChanges === count > 1,
    `at ${now} run ${id} (${run.message}) was ${run.status.replaceAll("_", " ")}`,
  );
  progress.keep(`  ${now}: run ${id} found ${run.hasChanges ? "drift" : "nothing"}`);
}

async function explain(stage: Stage, environment: string, watched: Watched, other: Watched): Promise<void> {
  const { client, ledger, progress } = stage;
  const { schedules } = await client.json<{
    schedules: readonly {
      workspaces: readonly { workspace: { id: string }; outcome: string; reason: string }[];
    }[];
  }>("GET", `${sandboxApi}/environments/${environment}/drift`);
  const about = schedules[0]!.workspaces.find(({ workspace }) => workspace.id === other.workspace);
  ledger.observe(
    "filters",
    looksAt(stage, other).length === 0 && about?.outcome === "filtered-out",
    `${looksAt(stage, other).length} looks at the other workspace: ${about?.outcome}, ${about?.reason}`,
  );
  const { drifted } = await client.json<Status>("GET", `${sandboxApi}/status`);
  const report = await reportOf(stage, watched);
  ledger.observe(
    "found",
    drifted.length === 1 && report.status === "awaiting_manual_action" && !existsSync(watched.file),
    `prod/${drifted[0]?.workspace}: ${drifted[0]?.reason}; its report is ${report.status}`,
  );
  progress.keep(`  ${drifted[0]?.workspace}: ${drifted[0]?.reason}`);
}

async function reset(stage: Stage, watched: Watched): Promise<void> {
  const { ledger, progress, runs } = stage;
  const run = await runs.queue(watched.workspace, { workload: watched.workload });
  await runs.untilEnded([run]);
  const report = await reportOf(stage, watched);
  ledger.observe(
    "reset",
    runs.get(run)?.status === "applied" && existsSync(watched.file) && report.status === "reset_state",
    `run ${run} was ${runs.get(run)?.status}, the file is there, and the report is ${report.status}`,
  );
  progress.keep(`  Run ${run}: the file is there again.`);
}

interface Report {
  readonly status: string;
}

async function reportOf({ client }: Stage, { workspace }: Watched): Promise<Report> {
  const { included } = await client.json<{ included: readonly { attributes: Report }[] }>(
    "GET",
    `/api/iacp/v3/workspaces/${workspace}?include=drift-report`,
  );
  return included[0]!.attributes;
}

export default drift;
