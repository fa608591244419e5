import { command } from "../command.js";
import { connect, connectionOptions } from "../connection.js";
import { confirm } from "../prompt.js";
import { sandboxApi } from "../sandbox-api.js";

export default command({
  name: "reset",
  summary: "Empty the simulator: everything goes but the account and the admin token",
  options: {
    ...connectionOptions,
    autoApprove: { type: "boolean", describe: "Do not ask" },
  },
  examples: [["--auto-approve", "Start over without being asked"]],
  async run({ dataDir, autoApprove }, context) {
    const client = connect(context, dataDir);
    if (!autoApprove) {
      await confirm(context, {
        question: `Empty the simulator at ${client.baseUrl}?`,
        consequence:
          "Every environment, workspace, pool, run, log and state in it is deleted. There is no undo.",
        declined: "Nothing was deleted.",
      });
    }
    await client.json("POST", `${sandboxApi}/reset`, {});
    if (context.out.json) context.out.object({ ok: true });
    else context.out.print(`The simulator at ${client.baseUrl} is empty.`);
    return undefined;
  },
});
