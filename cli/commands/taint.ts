import { command } from "../shell/command.js";
import { folderOption, stackOptions } from "../stacks/options.js";

export default command({
  name: "taint",
  summary: "Mark a resource to be replaced by the next apply",
  positionals: { address: { describe: "Its address, such as null_resource.test or scalr_workspace.api[0]" } },
  options: { ...stackOptions, ...folderOption },
  examples: [["null_resource.test", "One instance of the state"]],
  async run(args, context) {
    const { setTainted } = await import("../../engine/index.js");
    const { editState } = await import("../stacks/edit-state.js");
    const [address] = await editState(args, context, (state) => setTainted(state, args.address, true));
    if (context.out.json) context.out.object({ type: "tainted", address });
    else context.out.print(`Resource instance ${address} has been marked as tainted.`);
    return undefined;
  },
});
