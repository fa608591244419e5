import { command } from "../command.js";
import { connect, connectionOptions } from "../connection.js";
import { type SandboxClock, sandboxApi } from "../sandbox-api.js";

export default command({
  name: "clock show",
  summary: "Show the simulator's time",
  options: connectionOptions,
  examples: [["", "What time it is for the simulator"]],
  async run({ dataDir }, context) {
    const client = connect(context, dataDir);
    const clock = await client.json<SandboxClock>("GET", `${sandboxApi}/clock`);
    if (context.out.json) context.out.object(clock);
    else context.out.print(`${clock.now}  (${clock.mode} clock${ahead(clock.offset)})`);
    return undefined;
  },
});

function ahead(offset: number): string {
  return offset === 0 ? "" : `, ${offset / 1000} s ahead of this machine`;
}
