import { OVERRIDABLE_RUN_STATUSES } from "../../simulator/runs/run-status-rules.js";
import { connect, connectionOptions } from "../client/connection.js";
import { command } from "../shell/command.js";

const INDENT = 13;

export default command({
  name: "runs show",
  summary: "Show one run: its workspace, its status and age, what it waits for, its error",
  details: "For its log, use `run --follow <run>`.",
  positionals: { run: { describe: "The run's id (run-...), as `runs list` shows it" } },
  options: connectionOptions,
  examples: [["run-v0abc", "Why it does not continue"]],
  async run({ run, dataDir }, context) {
    const { readRun, timeOf } = await import("../runs/waiting-runs.js");
    const { placeOf } = await import("../runs/columns.js");
    const { since } = await import("../runs/columns.js");
    const { out } = context;
    const client = connect(context, dataDir);
    const [line, now] = await Promise.all([readRun(client, run), timeOf(client)]);
    if (out.json) {
      out.object(line);
      return undefined;
    }
    const facts: readonly (readonly [string, string | null])[] = [
      ["Workspace", line.workspace],
      ["Status", `${line.status}, for ${since(line.since, now)} (since ${line.since})`],
      ["Queued", line.createdAt],
      ["Executes on", line.pool === null ? null : placeOf(line.pool, line.agent)],
      ["Message", line.message],
      ["Waiting for", line.waitingFor],
      ["Error", line.error],
    ];
    out.print(out.style("bold", line.run));
    for (const [what, value] of facts)
      if (value !== null) {
        // Later lines of a text are indented, so that none of them is taken for a fact.
        const lines = value.trimEnd().split(/\r?\n/);
        out.print(`${what}:`.padEnd(INDENT) + lines.join(`\n${" ".repeat(INDENT)}`));
      }
    if (OVERRIDABLE_RUN_STATUSES.has(line.status))
      out.print(`\nGo on with: scalr-sandbox runs override ${line.run} (or: runs discard ${line.run})`);
    if (line.status === "planned")
      out.print(`\nGo on with: scalr-sandbox runs confirm ${line.run} (or: runs discard ${line.run})`);
    return undefined;
  },
});
