import { command } from "../shell/command.js";
import { folderOption, stackOptions } from "../stacks/options.js";

export default command({
  name: "untaint",
  summary: "Remove the mark of a tainted resource, so that it is kept",
  positionals: { address: { describe: "Its address, such as null_resource.test or scalr_workspace.api[0]" } },
  options: { ...stackOptions, ...folderOption },
  examples: [["null_resource.test", "One instance of the state"]],
  async run(args, context) {
    const { setTainted } = await import("../../engine/index.js");
    const { editState } = await import("../stacks/edit-state.js");
    const [address] = await editState(args, context, (state) => setTainted(state, args.address, false));
    if (context.out.json) context.out.object({ type: "untainted", address });
    else context.out.print(`Resource instance ${address} has been successfully untainted.`);
    return undefined;
  },
});
