import { connect, connectionOptions } from "../client/connection.js";
import { sandboxApi, type WebhookStatus } from "../client/sandbox-api.js";
import { command } from "../shell/command.js";

const health = ({ enabled, failing, address, kind, lastError }: WebhookStatus): string => {
  if (!enabled) return "turned off";
  if (failing) return `failing: ${lastError?.message ?? ""}`;
  return address === null ? `only shown: start the sandbox with ${FLAGS[kind]}` : "-";
};

const FLAGS: Readonly<Record<WebhookStatus["kind"], string>> = {
  webhook: "",
  slack: "--slack-endpoint",
  "event-bridge": "--eventbridge-endpoint",
};

export default command({
  name: "webhooks list",
  summary: "Show webhooks, Slack and EventBridge integrations, and whether their calls are accepted",
  options: connectionOptions,
  examples: [["", "All of them"]],
  async run({ dataDir }, context) {
    const client = connect(context, dataDir);
    const answer = await client.json<{ webhooks: readonly WebhookStatus[] }>("GET", `${sandboxApi}/webhooks`);
    if (context.out.json) context.out.object(answer);
    else if (answer.webhooks.length === 0) context.out.print("Nobody is told of events of runs.");
    else
      context.out.table(
        ["NAME", "KIND", "DELIVERED", "PENDING", "FAILED", "NOT SENT", "ID", "HEALTH"],
        answer.webhooks.map((each) => [
          each.name,
          each.kind,
          String(each.delivered),
          String(each.pending),
          String(each.failed),
          String(each.notSent),
          each.id,
          health(each),
        ]),
      );
    return undefined;
  },
});
