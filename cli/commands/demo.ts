import { command } from "../command.js";
import { exitCodes } from "../exit-codes.js";

export default command({
  name: "demo",
  summary: "Show the whole system at work, and prove its rules by what is observed",
  details:
    "Starts a simulator of its own in a temporary folder, applies examples/quickstart, starts agents, executes real runs, " +
    "loses an agent, deletes a pool, and ends with a table of rules and evidence. Nothing outlives it.",
  options: {
    keep: { type: "boolean", describe: "Keep the temporary folder, to look at it" },
  },
  examples: [
    ["", "About a minute, with live progress"],
    ["--json", "The last line is the result as JSON"],
  ],
  async run(args, context) {
    const { runDemo } = await import("../demo/demo.js");
    const result = await runDemo(args.keep, context);
    return result.ok ? exitCodes.ok.code : exitCodes.failure.code;
  },
});
