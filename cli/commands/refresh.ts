import { command } from "../shell/command.js";
import { folderPositional, planOptions } from "../stacks/options.js";

const { refreshOnly: _, ...options } = planOptions;

export default command({
  name: "refresh",
  summary: "Update the state from the real objects, without asking",
  details:
    "The same as apply --refresh-only --auto-approve. To see the changes first, use plan --refresh-only.",
  positionals: folderPositional,
  options,
  examples: [["examples/quickstart", "After something was changed by hand"]],
  async run(args, context) {
    const { changeStacks } = await import("../stacks/change-stacks.js");
    const fixed = { refreshOnly: true, autoApprove: true, suppressForgetErrors: false };
    const quiet = { moves: false, failIfMoves: [], host: [] };
    await changeStacks({ ...args, ...fixed, ...quiet }, "refresh-only", context);
    return undefined;
  },
});
