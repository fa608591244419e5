import { connect, connectionOptions } from "../client/connection.js";
import { type Fault, faultHeadings, faultRow, sandboxApi } from "../client/sandbox-api.js";
import { command } from "../shell/command.js";

export default command({
  name: "fault add",
  summary: "Inject a fault into requests: a status, a delay, or a cut connection",
  details:
    "Affects matching requests of the scalr.io API and of agents, never those of the sandbox's own API. A path " +
    "without a leading slash is below /api/iacp/v3/. * matches one segment, ** any number.",
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
      describe: "Cut the connection before the request is handled, or after it",
    },
    probability: {
      type: "number",
      describe: "Probability for each request, above 0 and up to 1 (default 1)",
    },
    seed: { type: "number", describe: "Seed that makes the random choices repeatable" },
    count: { type: "number", describe: "How many requests it affects (default: all)" },
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
