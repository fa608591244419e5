import { connect, connectionOptions } from "../client/connection.js";
import { deadlineHeadings, deadlineRow, sandboxApi, type UpcomingClock } from "../client/sandbox-api.js";
import { command } from "../shell/command.js";

export default command({
  name: "clock show",
  summary: "Show the sandbox's time, and what falls due next",
  options: connectionOptions,
  examples: [["", "What time it is for the simulator"]],
  async run({ dataDir }, context) {
    const client = connect(context, dataDir);
    const clock = await client.json<UpcomingClock>("GET", `${sandboxApi}/clock`);
    const { out } = context;
    if (out.json) {
      out.object(clock);
      return undefined;
    }
    out.print(`${clock.now}  (${clock.mode} clock${ahead(clock.offset)})`);
    if (clock.upcoming.length === 0) return undefined;
    out.print();
    out.table(deadlineHeadings, clock.upcoming.map(deadlineRow));
    return undefined;
  },
});

function ahead(offset: number): string {
  return offset === 0 ? "" : `, ${offset / 1000} s ahead of this machine`;
}
