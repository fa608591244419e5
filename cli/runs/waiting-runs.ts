import { type Resource, type ScalrClient, toOneId } from "../../provider/client/index.js";
import { FINAL_RUN_STATUSES, RUN_STATUSES } from "../../simulator/runs/run-transition-rules.js";
import { type SandboxClock, sandboxApi, type Waiting } from "../client/sandbox-api.js";
import { findWorkspace } from "../client/workspaces.js";
import { CliError } from "../shell/errors.js";

/** A run in the output of `runs list` and `runs show`. */
export interface RunLine {
  readonly run: string;
  /** `environment/workspace` */
  readonly workspace: string;
  readonly status: string;
  /** When it came into that status. */
  readonly since: string;
  readonly createdAt: string;
  /** Where its plan or apply is queued, executes, or executed last, by name; null before its plan is due. */
  readonly pool: string | null;
  /** Null while no agent has taken it. The name outlives the agent. */
  readonly agent: string | null;
  readonly message: string | null;
  readonly error: string | null;
  /** R12; null for a run that executes or has ended, and where scalr.io cannot be asked. */
  readonly waitingFor: string | null;
}

export interface RunFilter {
  readonly workspace: string | undefined;
  readonly environment: string | undefined;
  /** Empty for all that have not ended. */
  readonly statuses: readonly string[];
}

/** Concurrent requests for the reason that a run waits. */
const AT_ONCE = 8;

const INCLUDED = "workspace,environment,plan,apply";

const unfinished = RUN_STATUSES.filter((status) => !FINAL_RUN_STATUSES.has(status));

/** Runs that pass the filter, oldest first. */
export async function listRuns(client: ScalrClient, filter: RunFilter): Promise<RunLine[]> {
  const { workspace, environment, statuses } = filter;
  const { data, included } = await client.listWithIncluded("runs", {
    "filter[workspace]": workspace === undefined ? undefined : (await findWorkspace(client, workspace)).id,
    "filter[environment]": environment === undefined ? undefined : await environmentId(client, environment),
    "filter[status]": `in:${(statuses.length > 0 ? statuses : unfinished).join(",")}`,
    include: INCLUDED,
    sort: "created-at",
  });
  const pools = await poolNames(client);
  const lines: RunLine[] = [];
  for (let i = 0; i < data.length; i += AT_ONCE)
    lines.push(
      ...(await Promise.all(data.slice(i, i + AT_ONCE).map((run) => lineOf(client, run, included, pools)))),
    );
  return lines;
}

/** One run. @throws CliError when that is not an id of a run */
export async function readRun(client: ScalrClient, id: string): Promise<RunLine> {
  const { data, included } = await client.get(`runs/${runId(id)}`, { include: INCLUDED });
  return lineOf(client, data, included, await poolNames(client));
}

/** Checks an id of a run for use in a path. @throws CliError */
export function runId(given: string): string {
  if (/^run-[\w-]+$/.test(given)) return given;
  throw new CliError("usage", `"${given}" is not a run id. \`scalr-sandbox runs list\` shows ids (run-...).`);
}

/** The sandbox's time; with scalr.io, that of this machine. */
export async function timeOf(client: ScalrClient): Promise<number> {
  const clock = await client.json<SandboxClock>("GET", `${sandboxApi}/clock`).catch(() => undefined);
  return clock === undefined ? Date.now() : Date.parse(clock.now);
}

async function environmentId(client: ScalrClient, given: string): Promise<string> {
  const found = (await client.list("environments")).find(
    ({ id, attributes }) => id === given || attributes.name === given,
  );
  if (found !== undefined) return found.id;
  throw new CliError("failure", `There is no environment "${given}". Give its name or its id (env-...).`);
}

/** Names of pools by their ids, as far as the caller may read them. */
const poolNames = async (client: ScalrClient): Promise<ReadonlyMap<string, string>> => {
  const pools = await client.list("agent-pools").catch(() => []);
  return new Map(pools.map(({ id, attributes }) => [id, String(attributes.name)]));
};

/** What scalr.io tells of where a plan or an apply executes. */
interface ExecutionDetails {
  readonly "agent-pool-id": string | null;
  readonly "agent-name": string | null;
}

async function lineOf(
  client: ScalrClient,
  run: Resource,
  included: readonly Resource[],
  pools: ReadonlyMap<string, string>,
): Promise<RunLine> {
  const { attributes } = run;
  const detailsOf = (link: "plan" | "apply") =>
    included.find(({ id }) => id === toOneId(run, link))?.attributes["execution-details"] as
      | ExecutionDetails
      | undefined;
  const executed = [detailsOf("apply"), detailsOf("plan")].find((details) => details?.["agent-pool-id"]);
  const pool = executed?.["agent-pool-id"] ?? null;
  const nameOf = (link: string) => {
    const id = toOneId(run, link);
    return String(included.find((each) => each.id === id)?.attributes.name ?? id);
  };
  const status = String(attributes.status);
  const stamps = (attributes["status-timestamps"] ?? {}) as Readonly<Record<string, string>>;
  const createdAt = String(attributes["created-at"]);
  return {
    run: run.id,
    workspace: `${nameOf("environment")}/${nameOf("workspace")}`,
    status,
    since: stamps[`${status.replaceAll("_", "-")}-at`] ?? createdAt,
    createdAt,
    pool: pool === null ? null : (pools.get(pool) ?? pool),
    agent: executed?.["agent-name"] ?? null,
    message: (attributes.message as string | null) ?? null,
    error: (attributes["error-message"] as string | null) ?? null,
    waitingFor: await waitingOf(client, run.id, status),
  };
}

async function waitingOf(client: ScalrClient, id: string, status: string): Promise<string | null> {
  if (FINAL_RUN_STATUSES.has(status as never)) return null;
  const path = `${sandboxApi}/runs/${id}/waiting`;
  const answer = await client
    .json<{ waitingFor: Waiting | null }>("GET", path)
    .catch(() => ({ waitingFor: null }));
  return answer.waitingFor?.message ?? null;
}
