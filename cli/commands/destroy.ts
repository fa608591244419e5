import { effectOptions } from "../fleet/options.js";
import { command } from "../shell/command.js";
import { destroyOptions, folderPositional, hostOption, planOptions } from "../stacks/options.js";

const { refreshOnly: _, ...options } = { ...planOptions, ...effectOptions };

export default command({
  name: "destroy",
  summary: "Destroy everything that was applied",
  positionals: folderPositional,
  options: {
    ...options,
    ...destroyOptions,
    ...hostOption,
    autoApprove: { type: "boolean", describe: "Do not ask" },
  },
  examples: [
    ["examples/quickstart", "Show what would be destroyed, ask, destroy"],
    ["--target null_resource.a --auto-approve", "One resource and what depends on it, without being asked"],
  ],
  async run(args, context) {
    const { changeStacks } = await import("../stacks/change-stacks.js");
    await changeStacks({ ...args, refreshOnly: false }, "destroy", context);
    return undefined;
  },
});
