import { ScalrApiError } from "../../provider/client/index.js";
import { connect, connectionOptions } from "../client/connection.js";
import { type Deadline, deadlineHeadings, deadlineRow, sandboxApi } from "../client/sandbox-api.js";
import { command } from "../shell/command.js";
import { usage } from "../shell/errors.js";

export default command({
  name: "clock advance",
  summary: "Advance the sandbox's clock, and show what fell due",
  details:
    "Every deadline on the way happens at its own time and in order: agents go offline and are removed, runs time " +
    "out.",
  positionals: { by: { describe: "How far: 30s, 5m, 4h, 1d, or a number of milliseconds" } },
  options: connectionOptions,
  examples: [
    ["5m", "An agent that has not been heard of for 5 minutes goes offline"],
    ["4h", "It is removed from its pool 4 hours after it was last seen"],
  ],
  async run({ by, dataDir }, context) {
    const { out } = context;
    const client = connect(context, dataDir);
    const result = await client
      .json<{ now: string; fired: readonly Deadline[] }>("POST", `${sandboxApi}/clock/advance`, {
        by: /^\d+$/.test(by) ? Number(by) : by,
      })
      .catch((error: unknown) => {
        // The server alone knows which durations there are.
        if (error instanceof ScalrApiError && (error.status === 400 || error.status === 422))
          throw usage(
            `${JSON.stringify(by)} is not a time to advance by. ${error.errors[0]?.detail ?? error.message}`,
          );
        throw error;
      });
    if (out.json) {
      out.object(result);
      return undefined;
    }
    out.print(`It is now ${result.now}.`);
    if (result.fired.length === 0) out.print("Nothing fell due.");
    else out.table(deadlineHeadings, result.fired.map(deadlineRow));
    return undefined;
  },
});
