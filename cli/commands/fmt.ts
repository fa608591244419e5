import { command } from "../shell/command.js";
import { CliError } from "../shell/errors.js";

export default command({
  name: "fmt",
  summary: "Write the files of a configuration in the usual layout, as tofu does",
  details:
    "Formats .tf, .tofu, .tfvars, .tftest.hcl and .tofutest.hcl files and prints the names of those that it changes. JSON files stay as they are.",
  positionals: { target: { default: ".", describe: "A folder, or a file" } },
  options: {
    check: { type: "boolean", describe: "Change nothing; fail when a file is laid out otherwise" },
    recursive: { type: "boolean", describe: "Also the folders below" },
  },
  examples: [
    ["infra", "Every file of that folder"],
    ["--check --recursive", "For scripts: whether everything here and below is in the usual layout"],
  ],
  async run(args, context) {
    const { formatFiles } = await import("../stacks/format-files.js");
    const changed = await formatFiles(args, context);
    if (args.check && changed > 0) {
      const files = changed === 1 ? "1 file is" : `${changed} files are`;
      throw new CliError(
        "failure",
        `${files} not in the usual layout. Run scalr-sandbox fmt to change that.`,
      );
    }
    return undefined;
  },
});
