import { command } from "../shell/command.js";
import { folderOption } from "../stacks/options.js";

export default command({
  name: "workspace select",
  summary: "Select the workspace that commands work on",
  details: "TF_WORKSPACE overrides the selection for a single command.",
  positionals: { name: { describe: "Its name" } },
  options: { ...folderOption, orCreate: { type: "boolean", describe: "Create it if it does not exist" } },
  examples: [["default", "Back to the one that is always there"]],
  async run({ name, folder, orCreate }, context) {
    const { Workspaces } = await import("../stacks/workspaces.js");
    const workspaces = await Workspaces.of(folder, context);
    const created = orCreate && !workspaces.names.includes(name);
    if (created) workspaces.create(name);
    else workspaces.select(name);
    if (context.out.json) context.out.object({ selected: name });
    else context.out.print(`${created ? "Created and switched" : "Switched"} to workspace "${name}".`);
    return undefined;
  },
});
