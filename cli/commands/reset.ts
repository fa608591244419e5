import { connect, connectionOptions } from "../client/connection.js";
import { sandboxApi } from "../client/sandbox-api.js";
import { command } from "../shell/command.js";
import { confirm } from "../shell/prompt.js";

export default command({
  name: "reset",
  summary: "Empty the simulator, or go back to a snapshot; the account and the admin token stay",
  options: {
    ...connectionOptions,
    to: {
      type: "string",
      describe: "Go back to this snapshot; `seed` is the world that `up --seed` made",
    },
    autoApprove: { type: "boolean", describe: "Do not ask" },
  },
  examples: [
    ["--auto-approve", "Start over without being asked"],
    ["--to seed --auto-approve", "Back to the described world"],
  ],
  async run({ dataDir, to, autoApprove }, context) {
    const client = connect(context, dataDir);
    if (!autoApprove) {
      await confirm(context, {
        question:
          to === undefined
            ? `Empty the simulator at ${client.baseUrl}?`
            : `Take the simulator at ${client.baseUrl} back to the snapshot '${to}'?`,
        consequence:
          "Every environment, workspace, pool, run, log and state that is in it now is deleted. There is no undo.",
        declined: "Nothing was deleted.",
      });
    }
    const body = { snapshot: to ?? null };
    await client.json("POST", `${sandboxApi}/reset`, body, { timeout: 0 });
    if (context.out.json) context.out.object({ ok: true });
    else if (to === undefined) context.out.print(`The simulator at ${client.baseUrl} is empty.`);
    else context.out.print(`The simulator at ${client.baseUrl} is as it was in the snapshot '${to}'.`);
    return undefined;
  },
});
