import { connect, connectionOptions } from "../client/connection.js";
import { findWorkspace } from "../client/workspaces.js";
import { command } from "../shell/command.js";

export default command({
  name: "unlock",
  summary: "Unlock a workspace, also if somebody else locked it; its waiting runs start (R10)",
  positionals: { workspace: { describe: "Its id, or environment/name" } },
  options: connectionOptions,
  examples: [["prod/api", "Let its runs begin; `locks` lists what is locked"]],
  async run({ workspace, dataDir }, context) {
    const client = connect(context, dataDir);
    const { id, label } = await findWorkspace(client, workspace);
    await client.get(`workspaces/${id}/actions/unlock`);
    if (context.out.json) context.out.object({ id, workspace: label, locked: false });
    else context.out.print(`${label} (${id}) is unlocked.`);
    return undefined;
  },
});
