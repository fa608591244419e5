import { scenarioList, scenarioNames } from "../demo/scenarios/index.js";
import { command } from "../shell/command.js";
import { exitCodes } from "../shell/exit-codes.js";
import { junitOption } from "../shell/junit.js";

export default command({
  name: "demo",
  summary: "Play a scenario with the whole system, and check its rules",
  details:
    "Starts a simulator in a temporary folder, with real agents and runs, plays a scenario, and ends with a " +
    `table of what holds and the evidence. Nothing outlives it. Scenarios: ${scenarioList()}.`,
  options: {
    scenario: {
      type: "string",
      choices: scenarioNames,
      default: scenarioNames[0],
      describe: "The story to play",
    },
    verbose: { type: "boolean", describe: "Print all evidence instead of one line for each rule" },
    keep: { type: "boolean", describe: "Keep the temporary folder" },
    ...junitOption,
  },
  examples: [
    ["", "The main story, in about a minute, with live progress"],
    ["--scenario lifecycle", "How agents are drained, stopped, lost sight of and removed"],
    ["--json", "The last line is the result as JSON"],
    ["--junit demo.xml", "A report that CI systems show"],
  ],
  async run(args, context) {
    const { runDemo } = await import("../demo/demo.js");
    const result = await runDemo(args.scenario, args, context);
    return result.ok ? exitCodes.ok.code : exitCodes.failure.code;
  },
});
