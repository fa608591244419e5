import { connect, connectionOptions } from "../client/connection.js";
import { type EventCall, sandboxApi } from "../client/sandbox-api.js";
import { command } from "../shell/command.js";

const answered = ({ status, error, response }: EventCall): string => {
  if (status === "not-sent") return "would have been sent";
  return error ?? (response === null ? "-" : String(response.status));
};

export default command({
  name: "webhooks calls",
  summary: "Show what webhooks, Slack and EventBridge were told about runs, the newest first",
  details:
    "One row for each event that an integration hears. A call is pending until it is accepted or its last attempt " +
    "fails. With --json, each has its request and the answer, without secrets. Times are the sandbox's.",
  options: {
    ...connectionOptions,
    integration: { type: "string", describe: "Only those of the integration with this id" },
  },
  examples: [
    ["", "All of them"],
    ["--integration wh-4k2m --json", "Those of one webhook, for a program"],
  ],
  async run({ dataDir, integration }, context) {
    const client = connect(context, dataDir);
    const query = integration === undefined ? "" : `?integration=${encodeURIComponent(integration)}`;
    const answer = await client.json<{ calls: readonly EventCall[] }>(
      "GET",
      `${sandboxApi}/event-calls${query}`,
    );
    if (context.out.json) context.out.object(answer);
    else if (answer.calls.length === 0) context.out.print("Nobody was told of an event.");
    else
      context.out.table(
        ["CALL", "TO", "EVENT", "RUN", "STATUS", "ATTEMPTS", "NEXT", "ANSWER"],
        answer.calls.map((call) => [
          call.id,
          call.integration.name ?? call.integration.id,
          call.event ?? "-",
          call.run ?? "-",
          call.status,
          String(call.attempts),
          call.nextAttemptAt ?? "-",
          answered(call),
        ]),
      );
    return undefined;
  },
});
