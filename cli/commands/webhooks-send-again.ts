import { connect, connectionOptions } from "../client/connection.js";
import { type EventCall, sandboxApi } from "../client/sandbox-api.js";
import { command } from "../shell/command.js";

export default command({
  name: "webhooks send-again",
  summary: "Send what an integration was told once more, as a new call",
  positionals: { call: { describe: "Id of the call, as `webhooks calls` shows it" } },
  options: connectionOptions,
  examples: [["wd-4k2m", "The same payload, with a new id and signature"]],
  async run({ dataDir, call }, context) {
    const client = connect(context, dataDir);
    const path = `${sandboxApi}/event-calls/${encodeURIComponent(call)}/send-again`;
    const sent = await client.json<EventCall>("POST", path, {});
    if (context.out.json) context.out.object(sent);
    else if (sent.status === "not-sent")
      context.out.print(`${sent.id}: would have been sent to ${sent.integration.name} once more.`);
    else context.out.print(`${sent.id}: ${sent.integration.name} is told of ${sent.event} once more.`);
    return undefined;
  },
});
