/** `taint` and `untaint`: the same command, one the other way round. */
import { command } from "../shell/command.js";
import { folderOption, stackOptions } from "./options.js";

interface Words {
  readonly name: "taint" | "untaint";
  readonly summary: string;
  /** What is said when it is done, behind the address. */
  readonly done: string;
}

/** A command that marks one instance of a state as tainted, or as not. */
export const taintCommand = ({ name, summary, done }: Words) =>
  command({
    name,
    summary,
    positionals: {
      address: { describe: "Its address, such as null_resource.test or scalr_workspace.api[0]" },
    },
    options: { ...stackOptions, ...folderOption },
    examples: [["null_resource.test", "One instance of the state"]],
    async run(args, context) {
      const { setTainted } = await import("../../engine/index.js");
      const { editState } = await import("./state-file.js");
      const [address] = await editState(args, context, (state) =>
        setTainted(state, args.address, name === "taint"),
      );
      if (context.out.json) context.out.object({ type: `${name}ed`, address });
      else context.out.print(`Resource instance ${address} has been ${done}.`);
      return undefined;
    },
  });
