import { command } from "../shell/command.js";
import { folderOption, stackOptions } from "../stacks/options.js";

export default command({
  name: "state mv",
  summary: "Move a resource to another address without changing it",
  positionals: {
    from: { describe: "A resource, an instance or a module of the state" },
    to: { describe: "Its new address" },
  },
  options: { ...stackOptions, ...folderOption },
  examples: [
    ["null_resource.old null_resource.new", "After a resource was renamed in the configuration"],
    ["module.a module.b", "Everything in a module"],
  ],
  async run(args, context) {
    const { moveObjects } = await import("../../engine/index.js");
    const { editState } = await import("../stacks/state-file.js");
    const moved = await editState(args, context, (state) => moveObjects(state, args.from, args.to));
    if (context.out.json) context.out.object({ type: "moved", from: args.from, addresses: moved });
    else context.out.print(`Moved ${args.from} to ${moved.join(", ")}`);
    return undefined;
  },
});
