import { connect, connectionOptions } from "../client/connection.js";
import { type Snapshot, sandboxApi, snapshotHeadings, snapshotRow } from "../client/sandbox-api.js";
import { command } from "../shell/command.js";

export default command({
  name: "snapshot save",
  summary: "Save everything under a name, with logs, plans, states and configurations",
  positionals: { name: { describe: "Its name" } },
  options: {
    ...connectionOptions,
    description: { type: "string", describe: "What it is for" },
    replace: { type: "boolean", describe: "Replace a snapshot of that name" },
  },
  examples: [["before-the-lesson", "`reset --to before-the-lesson` goes back to it"]],
  async run({ name, description, replace, dataDir }, context) {
    const client = connect(context, dataDir);
    const body = { name, replace, ...(description !== undefined && { description }) };
    const saved = await client.json<Snapshot>("POST", `${sandboxApi}/snapshots`, body, { timeout: 0 });
    if (context.out.json) context.out.object(saved);
    else context.out.table(snapshotHeadings, [snapshotRow(saved)]);
    return undefined;
  },
});
