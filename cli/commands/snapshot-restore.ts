import { connect, connectionOptions } from "../client/connection.js";
import { sandboxApi } from "../client/sandbox-api.js";
import { requireSnapshot } from "../client/snapshots.js";
import { command } from "../shell/command.js";
import { confirm } from "../shell/prompt.js";

export default command({
  name: "snapshot restore",
  summary: "Replace everything with a snapshot",
  details:
    "Nothing in a snapshot executes: runs that were executing end errored, queued runs are queued again (R17). The " +
    "clock does not go back.",
  positionals: { name: { describe: "Its name" } },
  options: {
    ...connectionOptions,
    autoApprove: { type: "boolean", describe: "Do not ask" },
  },
  examples: [["before-the-lesson --auto-approve", "As it was, without being asked"]],
  async run({ name, dataDir, autoApprove }, context) {
    const client = connect(context, dataDir);
    if (!autoApprove) {
      await requireSnapshot(client, name);
      await confirm(context, {
        question: `Go back to the snapshot '${name}' in ${client.baseUrl}?`,
        consequence: "Everything that is there now is replaced. Save a snapshot first if it is to be kept.",
        declined: "Nothing was changed.",
      });
    }
    const path = `${sandboxApi}/snapshots/${encodeURIComponent(name)}/restore`;
    const answer = await client.json<{ at: string; objects: number }>("POST", path, {}, { timeout: 0 });
    if (context.out.json) context.out.object(answer);
    else context.out.print(`Everything is as it was at ${answer.at} (${answer.objects} objects).`);
    return undefined;
  },
});
