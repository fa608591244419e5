import { command } from "../shell/command.js";
import { folderOption } from "../stacks/options.js";

export default command({
  name: "workspace show",
  summary: "Show the name of the selected workspace",
  options: folderOption,
  examples: [["", "Of the configuration here"]],
  async run({ folder }, context) {
    const { Workspaces } = await import("../stacks/workspaces.js");
    const { selected } = await Workspaces.of(folder, context);
    if (context.out.json) context.out.object({ selected });
    else context.out.print(selected);
    return undefined;
  },
});
