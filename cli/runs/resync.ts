import { setTimeout as sleep } from "node:timers/promises";
import type { Resource, ScalrClient } from "../../provider/client/index.js";
import type { VcsTaskState } from "../../simulator/sandbox/contract/answers.js";
import { connect } from "../client/connection.js";
import { sandboxApi } from "../client/sandbox-api.js";
import { findWorkspace } from "../client/workspaces.js";
import type { Context } from "../shell/command.js";
import { CliError } from "../shell/errors.js";
import { oneLine } from "../shell/printable.js";
import { follow } from "./follow.js";

export interface ResyncArgs {
  readonly workspace: string;
  readonly dataDir: string | undefined;
  readonly autoApprove: boolean;
  readonly detach: boolean;
}

/** Milliseconds between requests. */
const interval = 250;

/** Requests a fetch of the configuration, and follows the run that it queues. Resolves with the exit code of the run. */
export async function resync(args: ResyncArgs, context: Context): Promise<number | undefined> {
  const { out } = context;
  const client = connect(context, args.dataDir);
  const workspace = await findWorkspace(client, args.workspace);
  const before = await versionsOf(client, workspace.id);
  await client.json("GET", `/api/iacp/v3/workspaces/${workspace.id}/actions/resync`);
  const known = new Set(before.map(({ id }) => id));
  const version = (await versionsOf(client, workspace.id)).find(({ id }) => !known.has(id));
  if (version === undefined) throw new CliError("failure", `${workspace.label} was not resynced.`);
  if (args.detach) {
    if (out.json) out.object({ configurationVersion: version.id });
    else out.print(`${version.id} is to be fetched for ${workspace.label}.`);
    return undefined;
  }
  const fetched = await fetchedVersion(client, version.id, context);
  if (fetched.attributes.status === "errored")
    throw new CliError("failure", `${version.id} was not fetched: ${fetched.attributes["error-message"]}`);
  const [run] = await client.list("runs", { "filter[configuration-version]": version.id });
  if (run === undefined) {
    if (out.json) out.object({ configurationVersion: version.id, run: null });
    else out.print(`${version.id} was fetched. It queued no run (auto-queue-runs of ${workspace.label}).`);
    return undefined;
  }
  if (!out.json) out.print(`${oneLine(`${run.id}: ${run.attributes.message ?? version.id}`)}\n`);
  return follow(
    run.id,
    { dataDir: args.dataDir, approve: args.autoApprove, ask: !out.json, isOwn: true },
    context,
  );
}

const versionsOf = (client: ScalrClient, workspace: string): Promise<Resource[]> =>
  client.list("configuration-versions", { "filter[workspace]": workspace });

async function fetchedVersion(client: ScalrClient, id: string, { out, signal }: Context): Promise<Resource> {
  let said: string | null = null;
  for (;;) {
    const { data } = await client.get(`configuration-versions/${id}`);
    if (data.attributes.status !== "pending") return data;
    const { tasks } = await client.json<{ tasks: readonly VcsTaskState[] }>("GET", `${sandboxApi}/vcs-tasks`);
    const waiting = tasks.find(({ configurationVersion }) => configurationVersion === id)?.waitingFor ?? null;
    if (waiting !== null && waiting !== said && !out.json)
      out.note(out.style("dim", `Waiting for ${waiting[0]!.toLowerCase()}${waiting.slice(1)}`));
    said = waiting;
    await sleep(interval, undefined, { signal });
  }
}
