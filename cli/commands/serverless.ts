import { command } from "../shell/command.js";
import { exitWithParent } from "../shell/interrupt.js";

export default command({
  name: "serverless",
  summary: "Receive a serverless pool's webhook and start one single-task agent for each call",
  details:
    "Set the pool's webhook-url to this address. Each call with a new Idempotency-Key starts an agent that joins the " +
    "pool, executes one task and exits; a repeated call starts nothing. Give the pool's token in SCALR_AGENT_TOKEN. " +
    "If SCALR_SERVERLESS_SECRET is set, callers must send `Authorization: Bearer <secret>`; make that a sensitive " +
    "header of the pool.",
  options: {
    port: { type: "number", default: 7900, describe: "Port to listen on; 0 picks a free one" },
    host: { type: "string", default: "127.0.0.1", describe: "Address to listen on" },
    maxAgents: {
      type: "number",
      default: 10,
      describe: "Agents at a time; further calls get 503 and are retried",
    },
    url: { type: "string", describe: "Where Scalr is; by default where the token says", env: "SCALR_URL" },
    caCert: { type: "string", describe: "PEM file of an authority to trust", env: "SCALR_AGENT_CA_CERT" },
    exitWithParent: {
      type: "boolean",
      describe: "Stop when standard input ends, so that it stops with the process that started it",
    },
  },
  examples: [
    ["", "Serve the pool whose token is in SCALR_AGENT_TOKEN, on http://127.0.0.1:7900"],
    ["--port 0 --json", "On a free port; the first line of JSON says which"],
  ],
  async run(args, context) {
    const { serveServerless } = await import("../serverless/serve.js");
    const parentGone = args.exitWithParent ? exitWithParent(context.signal) : undefined;
    return serveServerless(args, context, parentGone);
  },
});
