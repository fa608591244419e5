import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../../simulator/core/entities.js";
import { sandboxApi } from "../../client/sandbox-api.js";
import {
  cloneApp,
  corporateProvider,
  GIT_TOKEN,
  needGit,
  type PrivateGit,
  pushAll,
  startGitAgent,
  startPrivateGit,
} from "../stage/private-git.js";
import type { Process } from "../stage/processes.js";
import { lookUntil, type Stage } from "../stage/stage.js";
import { NO_SOCKETS, socketsOf } from "../stage/system.js";
import type { Scenario } from "./scenario.js";

/** A Git server that nobody but an agent of a VCS pool can reach. */
const vcs: Scenario = {
  title: "A simulator of its own",
  rules: ["R5", "R6"],
  checks: {
    "without the agent": "Nothing comes out of the repository while no agent is there, and the wait says so.",
    "with the agent": "The branch becomes a configuration version, and a run with the commit it is of.",
    push: "A push that a hook of the server tells the agent's relay queues a run.",
    triggers: "A push of files that no trigger names queues nothing.",
    "dry run": "A change that is to be merged is planned, and never applied.",
    statuses: "The Git server is told how each run went.",
    secrets: "The token of the Git server is in no output, and in nothing that the API tells.",
  },
  async play(stage) {
    const { progress } = stage;
    needGit();
    progress.begin("A private Git server, and a workspace that is linked to it");
    const place = await makePlace(stage);
    await waitInVain(stage, place);
    progress.begin("An agent of the VCS pool");
    const agent = await startAgent(stage, place);
    progress.begin("Pushes");
    await push(stage, place);
    await pushWords(stage, place);
    await propose(stage, place);
    progress.begin("What the Git server and everybody else was told");
    await checkTold(stage, place, agent);
  },
};

interface Place extends PrivateGit {
  readonly pool: string;
  readonly token: string;
  readonly provider: string;
  readonly workspace: string;
}

async function makePlace(stage: Stage): Promise<Place> {
  const { client, world } = stage;
  const place = await startPrivateGit(stage);
  const pool = await world.pool("git", { "vcs-enabled": true });
  const provider = await corporateProvider(stage, pool.id);
  const environment = await world.environment("dev");
  const { data: workspace } = await client.create("workspaces", {
    type: "workspaces",
    attributes: {
      name: "app",
      "auto-apply": true,
      "auto-queue-runs": "always",
      "vcs-repo": { identifier: "acme/app", branch: "main", "trigger-patterns": "*.tf" },
    },
    relationships: {
      environment: { data: { type: "environments", id: environment } },
      "vcs-provider": { data: { type: "vcs-providers", id: provider } },
    },
  });
  const refusal = await stage.refused(() =>
    client.create("workspaces", {
      type: "workspaces",
      attributes: { name: "wrong" },
      relationships: {
        environment: { data: { type: "environments", id: environment } },
        "agent-pool": { data: { type: "agent-pools", id: pool.id } },
      },
    }),
  );
  stage.ledger.observe(
    "R5",
    refusal.status === 422,
    `a workspace cannot use the VCS pool: "${refusal.detail}"`,
  );
  return { ...place, pool: pool.id, token: pool.token, provider, workspace: workspace.id };
}

async function waitInVain(stage: Stage, { provider, workspace }: Place): Promise<void> {
  const { client, ledger, observer, progress } = stage;
  await client.json("GET", `/api/iacp/v3/workspaces/${workspace}/actions/resync`);
  const refusal = await stage.refused(() =>
    client.json("GET", `${sandboxApi}/vcs-providers/${provider}/branches?repository=acme/app`),
  );
  const versionsOf = () =>
    observer.all("configuration-versions").filter((version) => version.workspace === workspace);
  await observer.until("a configuration version", () => versionsOf().length > 0);
  const versions = versionsOf();
  ledger.observe(
    "without the agent",
    versions.length === 1 && versions[0]!.status === "pending" && refusal.status === 409,
    `${versions.length} configuration version, ${versions[0]?.status}: "${refusal.detail}"`,
  );
  progress.keep(`  ${refusal.detail}`);
}

const runsOf = ({ observer }: Stage, workspace: string): Run[] =>
  observer
    .all("runs")
    .filter((run) => run.workspace === workspace)
    .sort((a, b) => a.sequence - b.sequence);

const revisionOf = ({ observer }: Stage, run: Run | undefined) => {
  const version = run && observer.get("configuration-versions", run.configurationVersion);
  return version?.vcsRevision ? observer.get("vcs-revisions", version.vcsRevision) : undefined;
};

async function nextRun(stage: Stage, { workspace }: Place, number: number): Promise<Run> {
  const { observer, runs } = stage;
  await observer.until(`run ${number} is queued`, () => runsOf(stage, workspace).length >= number);
  const { id } = runsOf(stage, workspace)[number - 1]!;
  await runs.untilEnded([id]);
  return runs.get(id)!;
}

async function startAgent(stage: Stage, place: Place): Promise<Process> {
  const { ledger, observer, progress, simulator } = stage;
  const agent = startGitAgent(stage, place, place.token);
  progress.show("It fetches the branch");
  const run = await nextRun(stage, place, 1);
  const revision = revisionOf(stage, run);
  ledger.observe(
    "with the agent",
    run.status === "applied" && run.source === "vcs" && revision?.commitSha?.length === 40,
    `run of commit ${revision?.commitSha?.slice(0, 7)} (${revision?.commitMessage}) of ${revision?.branch}: ${run.status}`,
  );
  progress.keep(
    `  ${revision?.commitSha?.slice(0, 7)} "${revision?.commitMessage}" on ${revision?.branch}: ${run.status}`,
  );
  const sockets = socketsOf(simulator.pid);
  const port = Number(new URL(place.proxy).port);
  const done = observer
    .all("vcs-tasks")
    .filter(({ request, status }) => request.kind === "fetch" && status === "finished");
  ledger.observe(
    "R6",
    done.length > 0 &&
      done.every(({ agent: by }) =>
        observer.of("agents").some(({ id, after }) => id === by && after?.pool === place.pool),
      ),
    `${done.length} fetches were done by git-agent`,
  );
  if (sockets === undefined) ledger.notObserved("R6", NO_SOCKETS);
  else {
    ledger.observe(
      "R6",
      sockets.listening.length > 0 && !sockets.connectedTo.includes(port),
      `the simulator listens on ${sockets.listening.length} ports, and none of its ${sockets.connectedTo.length} connections leads to port ${port}`,
    );
  }
  // The first commit causes two runs: one for the requested version, one when the agent first sees the branch. The next push causes the third.
  await nextRun(stage, place, FIRST_RUNS);
  return agent;
}

/** The number of runs that the first commit causes. */
const FIRST_RUNS = 2;

const clone = (stage: Stage) => join(stage.folder, "work-on-app");

const configuration = (greeting: string) =>
  `resource "terraform_data" "greeting" {\n  input = "${greeting}"\n}\n`;

/** Commits a file with the message in it, pushes it, and gives the commit. */
function commit(stage: Stage, place: Place, file: string, message: string, ref: string): string {
  const work = clone(stage);
  const text = file.endsWith(".tf") ? configuration(message) : `${message}\n`;
  writeFileSync(join(work, file), text);
  return pushAll(place, work, message, ref);
}

async function push(stage: Stage, place: Place): Promise<void> {
  const { ledger, progress } = stage;
  cloneApp(place, stage.folder, clone(stage));
  const number = FIRST_RUNS + 1;
  const began = performance.now();
  const sha = commit(stage, place, "main.tf", "Say it twice", "refs/heads/main");
  const run = await nextRun(stage, place, number);
  const revision = revisionOf(stage, run);
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  ledger.observe(
    "push",
    run.status === "applied" && revision?.commitSha === sha && revision.senderUsername === "bob",
    `${sha.slice(0, 7)} of ${revision?.senderUsername} was ${run.status} ${seconds} s after the push, though the agent looks by itself every 600 s only`,
  );
  progress.keep(
    `  ${sha.slice(0, 7)} "${run.message}" by ${revision?.senderUsername}: ${run.status} ${seconds} s after the push`,
  );
}

async function pushWords(stage: Stage, place: Place): Promise<void> {
  const { ledger, observer, progress } = stage;
  const before = runsOf(stage, place.workspace).length;
  const sha = commit(stage, place, "words.md", "Only words", "refs/heads/main");
  const fetched = () =>
    observer
      .all("vcs-tasks")
      .find(
        ({ request, status }) => request.kind === "fetch" && request.sha === sha && status === "finished",
      );
  await observer.until("the push of words is fetched", () => fetched() !== undefined);
  const made = runsOf(stage, place.workspace).length - before;
  ledger.observe(
    "triggers",
    made === 0,
    `${sha.slice(0, 7)} changed words.md and queued ${made} runs (trigger-patterns: *.tf)`,
  );
  progress.keep(`  ${sha.slice(0, 7)} "Only words" queued nothing`);
}

async function propose(stage: Stage, place: Place): Promise<void> {
  const { ledger, progress } = stage;
  const number = runsOf(stage, place.workspace).length + 1;
  const sha = commit(stage, place, "main.tf", "Propose something", "refs/pull/1/head");
  const run = await nextRun(stage, place, number);
  ledger.observe(
    "dry run",
    run.isDry && run.apply === null && run.status === "planned_and_finished",
    `refs/pull/1/head at ${sha.slice(0, 7)}: a dry run, ${run.status.replaceAll("_", " ")}, without an apply`,
  );
  progress.keep(
    `  ${sha.slice(0, 7)} "${run.message}" on refs/pull/1/head: a dry run, ${run.status.replaceAll("_", " ")}`,
  );
}

async function checkTold(stage: Stage, { server, workspace }: Place, agent: Process): Promise<void> {
  const { ledger, progress, simulator } = stage;
  await server.line((line) => line.startsWith("status of") && line.includes("/dry-run success"));
  const toldOf = () => server.output.filter((line) => line.startsWith("status of"));
  const successes = () => toldOf().filter((line) => line.endsWith(" success")).length;
  await lookUntil(stage, "the statuses", async () => successes() >= runsOf(stage, workspace).length);
  const [told, succeeded] = [toldOf(), successes()];
  ledger.observe(
    "statuses",
    succeeded >= runsOf(stage, workspace).length,
    `${told.length} statuses were posted, ${succeeded} of success for ${runsOf(stage, workspace).length} runs`,
  );
  for (const line of told.slice(-2)) progress.keep(`  ${line}`);
  const outputs = [...agent.output, ...simulator.output, ...server.output];
  const isToldIn = (lines: readonly string[]) => lines.some((line) => line.includes(GIT_TOKEN));
  const answer = await stage.client.text(`${sandboxApi}/vcs-tasks`);
  ledger.observe(
    "secrets",
    !isToldIn(outputs) && !isToldIn([answer]),
    `not in ${outputs.length} lines of output of three processes, nor in what the API tells of VCS tasks`,
  );
}

export default vcs;
