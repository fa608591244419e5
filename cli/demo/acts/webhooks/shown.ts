import { type EventCall, sandboxApi } from "../../../client/sandbox-api.js";
import type { Stage } from "../../stage/stage.js";
import { cancelOne } from "./receiver.js";

/** Slack and EventBridge have no endpoint here: what they would have been told is shown. */
export async function tellNobody(stage: Stage, environment: string, workspace: string): Promise<void> {
  const { client, ledger, progress } = stage;
  const slack = await client.create("integrations/slack", {
    type: "slack-integrations",
    attributes: { name: "team-channel", "channel-id": "C0123456789", events: ["run_errored"] },
    relationships: { environments: { data: [{ type: "environments", id: environment }] } },
  });
  const bridge = await client.create("integrations/aws-event-bridge", {
    type: "aws-event-bridge-integrations",
    attributes: { name: "bus", "aws-account-id": "123456789012", region: "eu-west-1" },
  });
  const run = await cancelOne(stage, workspace);
  const callOf = async (id: string) =>
    (await client.json<{ calls: readonly EventCall[] }>("GET", `${sandboxApi}/event-calls?integration=${id}`))
      .calls[0];
  const message = await callOf(slack.data.id);
  const entry = await callOf(bridge.data.id);
  const text = (message?.request.body as { text?: string } | undefined)?.text;
  ledger.observe(
    "shown",
    message?.status === "not-sent" &&
      entry?.status === "not-sent" &&
      message.run === run &&
      entry.run === run,
    `Slack would have been told "${text}", and EventBridge of ${entry?.event} of run ${entry?.run}`,
  );
  progress.keep(`  Slack, not sent: ${text}`);
}
