import { command } from "../command.js";
import { connect, connectionOptions } from "../connection.js";
import { type Fault, faultHeadings, faultRow, sandboxApi } from "../sandbox-api.js";

export default command({
  name: "fault list",
  summary: "Show the faults that were injected, and how often each struck",
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
