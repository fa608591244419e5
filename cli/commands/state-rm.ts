import { command } from "../shell/command.js";
import { folderOption, stackOptions } from "../stacks/options.js";

export default command({
  name: "state rm",
  summary: "Remove a resource from the state without destroying it",
  positionals: { address: { describe: "A resource, an instance or a module" } },
  options: { ...stackOptions, ...folderOption },
  examples: [["scalr_agent_pool.private --folder infra", "From now on, apply does not know that pool"]],
  async run(args, context) {
    const { removeObjects } = await import("../../engine/index.js");
    const { editState } = await import("../stacks/state-file.js");
    const removed = await editState(args, context, (state) => removeObjects(state, args.address));
    if (context.out.json) context.out.object({ type: "removed", addresses: removed });
    else for (const address of removed) context.out.print(`Removed ${address}`);
    return undefined;
  },
});
