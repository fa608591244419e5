import { connect, connectionOptions } from "../client/connection.js";
import { sandboxApi } from "../client/sandbox-api.js";
import { command } from "../shell/command.js";

export default command({
  name: "fault clear",
  summary: "Clear one injected fault, or all",
  positionals: { fault: { describe: "Id of the fault (default: all)", optional: true } },
  options: connectionOptions,
  examples: [
    ["", "All is well again"],
    ["fault-2", "This one no more"],
  ],
  async run({ fault, dataDir }, context) {
    const client = connect(context, dataDir);
    const path = fault === undefined ? "faults" : `faults/${encodeURIComponent(fault)}`;
    const answer = await client.json<{ cleared: number }>("DELETE", `${sandboxApi}/${path}`);
    if (context.out.json) context.out.object(answer);
    else context.out.print(`${answer.cleared} ${answer.cleared === 1 ? "fault is" : "faults are"} cleared.`);
    return undefined;
  },
});
