import { join } from "node:path";
import { type Resource, toOneId } from "../../../provider/client/index.js";
import { type Resolution, sandboxApi } from "../../client/sandbox-api.js";
import type { DemoWorkspace, Stage } from "../stage/stage.js";

/** Applies examples/quickstart with the command that a user would type, and reads back what exists then. */
export async function applyQuickstart(stage: Stage): Promise<void> {
  const { progress } = stage;
  progress.show("examples/quickstart: synthesizing, planning, applying");
  const applied = await command(stage, ["apply", quickstart(stage), "--auto-approve"]);
  for (const line of applied.filter((text) => /^(Plan:|Apply complete!)/.test(text))) progress.keep(line);
  progress.show("examples/quickstart: planning once more");
  const again = await command(stage, ["plan", quickstart(stage), "--detailed-exitcode"]);
  progress.keep(
    again.find((text) => text.startsWith("No changes.")) ?? "A second plan found nothing to change.",
  );
  stage.workspaces = await readWorkspaces(stage);
}

/** The secret that the quickstart declares for agents of a pool, as its user reads it from the outputs. */
export async function declaredToken(stage: Stage, pool: string): Promise<string> {
  const [token] = await command(stage, [
    "output",
    `${pool}_pool_token`,
    "--raw",
    "--folder",
    quickstart(stage),
  ]);
  return token!;
}

const quickstart = (stage: Stage): string => join(stage.folder, "examples", "quickstart");

/** What a command printed; fails when it does not exit with 0. */
async function command(stage: Stage, args: readonly string[]): Promise<string[]> {
  const { info, processes } = stage;
  const { signal } = stage.context;
  const started = processes.start(`scalr-sandbox ${args[0]}`, args, {
    SCALR_HOSTNAME: info.url,
    SCALR_TOKEN: info.token,
  });
  const stop = () => started.kill("SIGTERM");
  signal.addEventListener("abort", stop, { once: true });
  const { code } = await started.ended;
  signal.removeEventListener("abort", stop);
  signal.throwIfAborted();
  if (code !== 0) {
    throw new Error(
      `\`scalr-sandbox ${args.join(" ")}\` exited with ${code}:\n${started.output.slice(-20).join("\n")}`,
    );
  }
  return started.output;
}

async function readWorkspaces({ client }: Stage): Promise<DemoWorkspace[]> {
  const [workspaces, environments] = await Promise.all([
    client.list("workspaces", { sort: "name" }),
    client.list("environments"),
  ]);
  const names = new Map(environments.map(({ id, attributes }) => [id, String(attributes.name)]));
  const read = workspaces.map(async (workspace: Resource): Promise<DemoWorkspace> => {
    const environment = toOneId(workspace, "environment") ?? "";
    return {
      id: workspace.id,
      label: `${names.get(environment)}/${workspace.attributes.name}`,
      environment,
      resolution: await client.json<Resolution>("GET", `${sandboxApi}/workspaces/${workspace.id}/resolution`),
    };
  });
  return Promise.all(read);
}
