import { connect, connectionOptions } from "../client/connection.js";
import { type Fault, faultHeadings, faultRow, sandboxApi } from "../client/sandbox-api.js";
import { command } from "../shell/command.js";

export default command({
  name: "fault add",
  summary: "Make requests go wrong: a status, a delay, or a connection that is cut",
  details:
    "Requests of the scalr.io API and of agents that fit are struck from now on, those of the sandbox's own API never. A " +
    "path without a slash at its start is below /api/iacp/v3/; * stands for one segment, ** for any number.",
  options: {
    ...connectionOptions,
    method: { type: "string", describe: "Only requests of this method" },
    path: {
      type: "string",
      describe: "Only requests of this path, such as 'workspaces/*' or '/api/agents/**'",
    },
    status: { type: "number", describe: "Answer with this status, 400 to 599, and do nothing" },
    retryAfter: { type: "number", describe: "Seconds, for the header Retry-After of that answer" },
    delay: { type: "string", describe: "Wait first, such as 500ms or 2s (real time)" },
    drop: {
      type: "string",
      choices: ["request", "answer"],
      describe: "Cut the connection before anything is done, or after everything is",
    },
    probability: { type: "number", describe: "How likely it strikes, above 0 and up to 1 (default 1)" },
    seed: { type: "number", describe: "Make the strikes of a probability the same each time" },
    count: { type: "number", describe: "How often it strikes in all (default: always)" },
  },
  examples: [
    ["--status 503 --path 'workspaces/*' --count 2", "The next two requests about one workspace fail"],
    ["--drop answer --method POST --probability 0.1", "One creation in ten takes effect without saying so"],
    ["--delay 2s --path '/api/agents/**'", "A slow network for agents"],
  ],
  async run({ dataDir, ...fault }, context) {
    const client = connect(context, dataDir);
    const given = Object.fromEntries(Object.entries(fault).filter(([, value]) => value !== undefined));
    const added = await client.json<Fault>("POST", `${sandboxApi}/faults`, given as never);
    if (context.out.json) context.out.object(added);
    else context.out.table(faultHeadings, [faultRow(added)]);
    return undefined;
  },
});
