import { connect, connectionOptions } from "../client/connection.js";
import { sandboxApi } from "../client/sandbox-api.js";
import { command } from "../shell/command.js";

export default command({
  name: "snapshot delete",
  summary: "Delete a snapshot",
  positionals: { name: { describe: "Its name" } },
  options: connectionOptions,
  examples: [["before-the-lesson", "It is needed no more"]],
  async run({ name, dataDir }, context) {
    const client = connect(context, dataDir);
    const path = `${sandboxApi}/snapshots/${encodeURIComponent(name)}`;
    const answer = await client.json<{ deleted: string }>("DELETE", path);
    if (context.out.json) context.out.object(answer);
    else context.out.print(`The snapshot '${answer.deleted}' is deleted.`);
    return undefined;
  },
});
