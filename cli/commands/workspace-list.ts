import { command } from "../shell/command.js";
import { folderOption } from "../stacks/options.js";

export default command({
  name: "workspace list",
  summary: "List OpenTofu's workspaces of a configuration; a star marks the selected one",
  options: folderOption,
  examples: [["", "Of the configuration here"]],
  async run({ folder }, context) {
    const { Workspaces } = await import("../stacks/workspaces.js");
    const { names, selected } = await Workspaces.of(folder, context);
    if (context.out.json) context.out.object({ selected, workspaces: names });
    else for (const name of names) context.out.print(`${name === selected ? "*" : " "} ${name}`);
    return undefined;
  },
});
