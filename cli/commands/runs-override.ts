import { connect, connectionOptions } from "../client/connection.js";
import { command } from "../shell/command.js";
import { CliError } from "../shell/errors.js";

export default command({
  name: "runs override",
  summary: "Let a run continue although soft-mandatory policies failed",
  details:
    "Needs the permission policy-checks:override. A run without auto-apply then waits for a confirmation, as any plan " +
    "does. What the policies say is in the log of the plan and on the run's page.",
  positionals: { run: { describe: "The run's id (run-...), as `runs list` shows it" } },
  options: connectionOptions,
  examples: [["run-v0abc", "Override every policy check of the run that soft-failed"]],
  async run({ run, dataDir }, context) {
    const { readRun, runId } = await import("../runs/waiting-runs.js");
    const { out } = context;
    const client = connect(context, dataDir);
    const id = runId(run);
    const failed = (await client.list(`runs/${id}/policy-checks`)).filter(
      ({ attributes }) => attributes.status === "soft_failed",
    );
    if (failed.length === 0)
      throw new CliError(
        "failure",
        `${id} has no policy check that soft-failed, so there is nothing to override.`,
      );
    for (const check of failed) await client.get(`policy-checks/${check.id}/actions/override`);
    const now = await readRun(client, id);
    if (out.json) out.object(now);
    else out.print(`${id} of ${now.workspace} is ${now.status.replaceAll("_", " ")}.`);
    return undefined;
  },
});
