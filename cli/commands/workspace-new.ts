import { command } from "../shell/command.js";
import { folderOption } from "../stacks/options.js";

export default command({
  name: "workspace new",
  summary: "Create a workspace, with a state of its own, and select it",
  positionals: { name: { describe: "Its name" } },
  options: folderOption,
  examples: [["staging", "Plan and apply the same configuration a second time, beside the first"]],
  async run({ name, folder }, context) {
    const { Workspaces } = await import("../stacks/workspaces.js");
    (await Workspaces.of(folder, context)).create(name);
    if (context.out.json) context.out.object({ selected: name });
    else {
      context.out.print(
        `Created and switched to workspace "${name}"!\n\nYou're now on a new, empty workspace. Workspaces isolate their state, so plan does not see\nany existing state for this configuration.`,
      );
    }
    return undefined;
  },
});
