import { command } from "../shell/command.js";
import { folderPositional, stackOptions, variableOptions } from "../stacks/options.js";

export default command({
  name: "console",
  summary: "Evaluate expressions against the configuration and its state",
  details:
    "Reads one expression per line from the terminal or from standard input. `exit` or Ctrl-D ends it.",
  positionals: folderPositional,
  options: { ...stackOptions, ...variableOptions },
  examples: [
    ["examples/quickstart", "Ask interactively"],
    ["< expressions.txt", "Evaluate every line of a file"],
  ],
  async run(args, context) {
    const { openConsole } = await import("../stacks/console.js");
    return openConsole(args, context);
  },
});
