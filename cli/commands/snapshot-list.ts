import { connect, connectionOptions } from "../client/connection.js";
import { type Snapshot, sandboxApi, snapshotHeadings, snapshotRow } from "../client/sandbox-api.js";
import { command } from "../shell/command.js";

export default command({
  name: "snapshot list",
  summary: "List snapshots",
  options: connectionOptions,
  examples: [["", "What can be gone back to"]],
  async run({ dataDir }, context) {
    const client = connect(context, dataDir);
    const answer = await client.json<{ snapshots: readonly Snapshot[] }>("GET", `${sandboxApi}/snapshots`);
    if (context.out.json) context.out.object(answer);
    else if (answer.snapshots.length === 0) context.out.print("There is no snapshot.");
    else context.out.table(snapshotHeadings, answer.snapshots.map(snapshotRow));
    return undefined;
  },
});
