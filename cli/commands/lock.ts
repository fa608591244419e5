import { connect, connectionOptions } from "../client/connection.js";
import { findWorkspace } from "../client/workspaces.js";
import { command } from "../shell/command.js";

export default command({
  name: "lock",
  summary: "Lock a workspace, so that its runs wait until it is unlocked (R10)",
  positionals: { workspace: { describe: "Its id, or environment/name" } },
  options: {
    ...connectionOptions,
    reason: { type: "string", describe: "Reason, shown to others who find it locked" },
  },
  examples: [['prod/api --reason "release freeze"', "Runs are queued, and wait"]],
  async run({ workspace, dataDir, reason }, context) {
    const client = connect(context, dataDir);
    const { id, label } = await findWorkspace(client, workspace);
    await client.action(`workspaces/${id}/actions/lock`, reason === undefined ? {} : { reason });
    if (context.out.json) context.out.object({ id, workspace: label, locked: true });
    else context.out.print(`${label} (${id}) is locked.`);
    return undefined;
  },
});
