import { RUN_STATUSES } from "../../simulator/runs/run-transition-rules.js";
import { connect, connectionOptions } from "../client/connection.js";
import { command } from "../shell/command.js";

export default command({
  name: "runs list",
  summary: "List runs that have not ended: since when, and what each waits for (R12)",
  options: {
    ...connectionOptions,
    workspace: { type: "string", describe: "Only runs of this workspace: its id, or environment/name" },
    environment: { type: "string", describe: "Show only runs of this environment (id or name)" },
    status: {
      type: "string",
      repeatable: true,
      choices: RUN_STATUSES,
      describe: "Runs of this status, ended ones too (repeatable)",
    },
    all: { type: "boolean", describe: "Runs of every status" },
  },
  examples: [
    ["", "All that wait or execute, oldest first"],
    ["--status planned", "Runs that wait for a confirmation"],
    ["--workspace dev/api --all", "Every run of a workspace"],
  ],
  async run({ dataDir, workspace, environment, status, all }, context) {
    const { listRuns, timeOf } = await import("../runs/waiting-runs.js");
    const { placeOf } = await import("../runs/columns.js");
    const { since } = await import("../runs/columns.js");
    const { out } = context;
    const client = connect(context, dataDir);
    const filter = { workspace, environment, statuses: all ? RUN_STATUSES : status };
    const [runs, now] = await Promise.all([listRuns(client, filter), timeOf(client)]);
    if (out.json) out.object({ runs });
    else if (runs.length === 0)
      out.print(
        !all && status.length === 0
          ? "No run waits or executes. Ended ones: --all"
          : all && workspace === undefined && environment === undefined
            ? "There is no run yet."
            : "There is no such run.",
      );
    else {
      out.table(
        ["RUN", "WORKSPACE", "STATUS", "SINCE", "WHERE", "WAITING FOR"],
        runs.map((run) => [
          run.run,
          run.workspace,
          run.status,
          since(run.since, now),
          placeOf(run.pool, run.agent),
          run.waitingFor ?? run.error ?? "-",
        ]),
      );
    }
    return undefined;
  },
});
