import { toOneId } from "../../provider/client/index.js";
import { connect, connectionOptions } from "../client/connection.js";
import { command } from "../shell/command.js";

export default command({
  name: "locks",
  summary: "List the locked workspaces: who locked each, and why",
  details: "Runs of a locked workspace do not start (R10). `unlock` releases them.",
  options: connectionOptions,
  examples: [["", "Every lock"]],
  async run({ dataDir }, context) {
    const { out } = context;
    const client = connect(context, dataDir);
    const { data, included } = await client.listWithIncluded("workspaces", {
      include: "environment,locked-by",
    });
    const byId = new Map(included.map((each) => [each.id, each.attributes]));
    const locks = data
      .filter(({ attributes }) => attributes.locked === true)
      .map((workspace) => ({
        id: workspace.id,
        workspace: `${byId.get(toOneId(workspace, "environment") ?? "")?.name ?? "?"}/${workspace.attributes.name}`,
        by: (byId.get(toOneId(workspace, "locked-by") ?? "")?.email as string | undefined) ?? null,
        reason: (workspace.attributes["lock-reason"] as string | null) ?? null,
      }));
    if (out.json) out.object({ locks });
    else if (locks.length === 0) out.print("No workspace is locked.");
    else {
      out.table(
        ["WORKSPACE", "LOCKED BY", "REASON", "ID"],
        locks.map(({ workspace, by, reason, id }) => [workspace, by ?? "-", reason ?? "-", id]),
      );
    }
    return undefined;
  },
});
