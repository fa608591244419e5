import { command } from "../shell/command.js";
import { CliError } from "../shell/errors.js";
import { folderOption, stackOptions } from "../stacks/options.js";

export default command({
  name: "output",
  summary: "Show the outputs of the last apply",
  positionals: { name: { optional: true, describe: "Show only this output, also if it is sensitive" } },
  options: {
    ...stackOptions,
    ...folderOption,
    raw: { type: "boolean", describe: "Print the bare text of one output, for scripts" },
  },
  examples: [
    ["--folder examples/quickstart", "Every output of the stack; sensitive ones are not shown"],
    ["token --raw", "One value, nothing else"],
    ["--json", "All of them as tofu's `output -json` has them"],
  ],
  async run(args, context) {
    const { out } = context;
    const { showOutputs } = await import("../stacks/outputs.js");
    if (args.raw && args.name === undefined) throw new CliError("usage", "--raw prints one output: name it.");
    await showOutputs(args, out, context);
    return undefined;
  },
});
