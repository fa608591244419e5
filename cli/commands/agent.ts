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
    "Every setting is also an environment variable, as for scalr.io's own agent; a flag overrides it. The pool's " +
    "token contains the server's address. Give it in the environment, where other users of the machine do not see it." +
    " Agents have exit codes of their own; with several agents, the command exits with the worst one: see " +
    "docs/reference/exit-codes.md.",
  options: {
    ...agentOptions,
    pool: {
      type: "string",
      describe:
        "Id or name of a pool of the sandbox that runs from this folder. The command makes a token for it, and deletes it at its end",
    },
    count: {
      type: "number",
      default: 1,
      describe: "Agents to start. With more than one, a number is added to each name",
    },
    exitWithParent: {
      type: "boolean",
      describe: "Stop when standard input ends, so that it stops with the process that started it",
    },
  },
  examples: [
    ["--pool build", "Join the pool 'build' of the sandbox that runs from this folder"],
    ["--name build-1", "Join the pool whose token is in SCALR_AGENT_TOKEN"],
    ["--name build --count 5", "Five agents, build-1 to build-5; one Ctrl-C stops them all"],
    ["--concurrency 2 --on-stop force-shutdown", "Two runs at a time; stop them at once on Ctrl-C"],
  ],
  async run(args, context) {
    const { runAgents } = await import("../serve/agent.js");
    const parentGone = args.exitWithParent ? exitWithParent(context.signal) : undefined;
    return runAgents(args, context, parentGone);
  },
});
