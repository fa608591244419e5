import { SETTINGS, type Setting, type SettingName } from "../../agent/settings/settings-table.js";
import { command, type Option } from "../shell/command.js";
import { exitWithParent } from "../shell/interrupt.js";

/** A flag for each setting. No default is given, for the environment comes before it. */
const agentOptions = Object.fromEntries(
  Object.entries<Setting>(SETTINGS)
    .filter(([, { flagOfAll }]) => !flagOfAll)
    .map(([key, { type, meaning, choices, default: value, otherwise, variable }]): [string, Option] => {
      const absent = value ?? otherwise;
      const describe = absent === undefined ? meaning : `${meaning}; by default ${absent}`;
      return [key, { type, describe, env: variable, ...(choices && { choices }) }];
    }),
) as Readonly<Record<Exclude<SettingName, "debug">, Option>>;

export default command({
  name: "agent",
  summary: "Start an agent that joins a pool and executes its runs until Ctrl-C",
  details:
    "Everything can be set in the environment, as for scalr.io's own agent; a flag wins. The pool's token carries the " +
    "address of the server, and is better given in the environment, where others on the machine do not see it. Agents " +
    "have exit codes of their own: see docs/reference/exit-codes.md.",
  options: {
    ...agentOptions,
    exitWithParent: {
      type: "boolean",
      describe: "Stop when standard input ends, so that it never outlives the process that started it",
    },
  },
  examples: [
    ["--name build-1", "Join the pool whose token is in SCALR_AGENT_TOKEN"],
    ["--concurrency 2 --on-stop force-shutdown", "Two runs at a time; stop them at once on Ctrl-C"],
  ],
  async run(args, context) {
    const { runAgent } = await import("../serve/agent.js");
    const parentGone = args.exitWithParent ? exitWithParent(context.signal) : undefined;
    return runAgent(args, context, parentGone);
  },
});
