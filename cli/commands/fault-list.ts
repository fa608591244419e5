import { connect, connectionOptions } from "../client/connection.js";
import { type Fault, faultHeadings, faultRow, sandboxApi } from "../client/sandbox-api.js";
import { command } from "../shell/command.js";

export default command({
  name: "fault list",
  summary: "List injected faults, and how often each was applied",
  options: connectionOptions,
  examples: [["", "What goes wrong on purpose"]],
  async run({ dataDir }, context) {
    const client = connect(context, dataDir);
    const answer = await client.json<{ faults: readonly Fault[] }>("GET", `${sandboxApi}/faults`);
    if (context.out.json) context.out.object(answer);
    else if (answer.faults.length === 0) context.out.print("No fault is injected.");
    else context.out.table(faultHeadings, answer.faults.map(faultRow));
    return undefined;
  },
});
