import { command } from "../command.js";
import { exitWithParent } from "../parent.js";

export default command({
  name: "agent",
  summary: "Start an agent that joins a pool and executes its runs until Ctrl-C",
  details:
    "Everything can be set in the environment, as for scalr.io's own agent; a flag wins. The pool's token carries the " +
    "address of the server, and is better given in the environment, where others on the machine do not see it. Agents " +
    "have exit codes of their own: see docs/reference/exit-codes.md.",
  options: {
    url: { type: "string", describe: "Where Scalr is; by default where the token says", env: "SCALR_URL" },
    token: { type: "string", describe: "Token of the pool to join", env: "SCALR_AGENT_TOKEN" },
    name: { type: "string", describe: "Name, unique in its pool (R16)", env: "SCALR_AGENT_NAME" },
    concurrency: {
      type: "number",
      describe: "Runs at a time, 1 to 5 (R8; default 5)",
      env: "SCALR_AGENT_CONCURRENCY",
    },
    dataDir: {
      type: "string",
      describe: "Folder of the scratch folders of running tasks",
      env: "SCALR_AGENT_DATA_DIR",
    },
    caCert: { type: "string", describe: "PEM file of an authority to trust", env: "SCALR_AGENT_CA_CERT" },
    onStop: {
      type: "string",
      choices: ["drain", "grace-shutdown", "force-shutdown"],
      describe: "What becomes of running tasks when it is stopped (default drain)",
      env: "SCALR_AGENT_WORKER_ON_STOP_ACTION",
    },
    singleTask: {
      type: "boolean",
      describe: "Leave the pool after one task, as an agent of a serverless pool does",
      env: "SCALR_AGENT_SINGLE_TASK",
    },
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
    const { runAgent } = await import("../agent.js");
    const parentGone = args.exitWithParent ? exitWithParent(context.signal) : undefined;
    return runAgent(args, context, parentGone);
  },
});
