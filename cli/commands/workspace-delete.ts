import { command } from "../shell/command.js";
import { folderOption } from "../stacks/options.js";

export default command({
  name: "workspace delete",
  summary: "Delete a workspace and its state",
  positionals: { name: { describe: "Its name" } },
  options: {
    ...folderOption,
    force: {
      type: "boolean",
      describe: "Delete it even if its state has resources; they stay and are no longer managed",
    },
  },
  examples: [["staging", "After everything in it was destroyed"]],
  async run({ name, folder, force }, context) {
    const { Workspaces } = await import("../stacks/workspaces.js");
    await (await Workspaces.of(folder, context)).delete(name, force);
    if (context.out.json) context.out.object({ deleted: name });
    else context.out.print(`Deleted workspace "${name}"!`);
    return undefined;
  },
});
