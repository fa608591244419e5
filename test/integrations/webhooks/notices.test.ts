/** Slack and EventBridge: told at an endpoint that `up` was given, otherwise shown as what would have been sent. */
import { describe, expect, it } from "vitest";
import type { Notice } from "../../../simulator/core/entities.js";
import { unique } from "../../api/support.js";
import { type Sandbox, startSandbox, useSandbox } from "../../support/sandbox.js";
import { canceledRun, change, integration, workspaceIn } from "./hooks.js";
import { Receiver, statuses } from "./receiver.js";

const box = useSandbox();

const slack = (sandbox: Sandbox, environment: string, attributes: object = {}, workspaces: string[] = []) =>
  integration(
    sandbox,
    "slack-integrations",
    { "channel-id": "C0123", events: ["run_errored", "run_success"], ...attributes },
    { environments: [environment], ...(workspaces.length > 0 && { workspaces }) },
  );

const bridge = (sandbox: Sandbox) =>
  integration(sandbox, "aws-event-bridge-integrations", {
    "aws-account-id": "123456789012",
    region: "eu-west-1",
  });

const noticesOf = ({ simulator }: Sandbox, id: string): readonly Notice[] =>
  simulator.store.find("notices", "integration", id);

const callsOf = async (sandbox: Sandbox, id: string) =>
  (await sandbox.sandbox("GET", `event-calls?integration=${id}`)).calls;

const endedNotice = (sandbox: Sandbox, id: string) =>
  sandbox.until("notices", id, (notice) => notice !== undefined && notice.status !== "pending");

describe("without an endpoint", () => {
  it("what would have been sent is shown, and nobody is called", async () => {
    const { sandbox } = box;
    const { workspace, environment } = await workspaceIn(sandbox);
    const channel = await slack(sandbox, environment);
    const bus = await bridge(sandbox);
    const run = await canceledRun(sandbox, workspace);
    const [message] = await callsOf(sandbox, channel.id);
    expect(message).toMatchObject({
      status: "not-sent",
      attempts: 0,
      event: "run:errored",
      run: run.id,
      integration: { kind: "slack" },
      request: { body: { channel: "C0123", text: expect.stringContaining("ended with an error") } },
    });
    const [event] = await callsOf(sandbox, bus.id);
    const [entry] = event.request.body.Entries;
    expect(event.status).toBe("not-sent");
    expect(entry).toMatchObject({
      Source: bus.attributes["event-source"],
      DetailType: "run:errored",
      Time: Math.floor(sandbox.simulator.clock.now() / 1_000),
    });
    expect(JSON.parse(entry.Detail)).toMatchObject({ event_name: "run:errored", run: { id: run.id } });
    const { webhooks } = await sandbox.sandbox("GET", "webhooks");
    const shown = webhooks.find(({ id }: { id: string }) => id === channel.id);
    expect(shown).toMatchObject({ kind: "slack", address: null, notSent: 1, failing: false });
    await sandbox.delete("integrations/slack", channel.id);
    await sandbox.delete("integrations/aws-event-bridge", bus.id);
    expect(noticesOf(sandbox, channel.id)).toEqual([]);
    expect(noticesOf(sandbox, bus.id)).toEqual([]);
  });

  it("Slack shows a run's message literally, as far as it takes a text", async () => {
    const { sandbox } = box;
    const { workspace, environment } = await workspaceIn(sandbox);
    const channel = await slack(sandbox, environment);
    const messages = ["Merge <!channel> & <@U1>", "<".repeat(60_000)];
    for (const message of messages) {
      const run = await sandbox.run(workspace, undefined, { message });
      await sandbox.send("POST", `runs/${run.id}/actions/cancel`);
    }
    const shown = (await callsOf(sandbox, channel.id)).map(
      ({ request }: { request: { body: { blocks: { elements: { text: string }[] }[] } } }) =>
        request.body.blocks[1]!.elements[2]!.text,
    );
    expect(shown).toContain("Merge &lt;!channel&gt; &amp; &lt;@U1&gt;");
    const long = shown.find((text: string) => text.endsWith("..."));
    expect(long).toMatch(/^(&lt;){700,}\.\.\.$/);
    expect(long.length).toBeLessThanOrEqual(3_000);
  });

  it("Slack hears of its events, environments, workspaces and kinds of runs alone", async () => {
    const { sandbox } = box;
    const here = await workspaceIn(sandbox);
    const beside = await workspaceIn(sandbox, here.environment);
    const there = await workspaceIn(sandbox);
    const all = await slack(sandbox, here.environment);
    const other = await slack(sandbox, there.environment);
    const named = await slack(sandbox, here.environment, {}, [beside.workspace]);
    const dry = await slack(sandbox, here.environment, { "run-mode": "dry" });
    const applies = await slack(sandbox, here.environment, { "run-mode": "apply" });
    const success = await slack(sandbox, here.environment, { events: ["run_success"] });
    const off = await slack(sandbox, here.environment, { status: "disabled" });
    await canceledRun(sandbox, here.workspace);
    const counts = () =>
      [all, other, named, dry, applies, success, off].map(({ id }) => noticesOf(sandbox, id).length);
    expect(counts()).toEqual([1, 0, 0, 0, 1, 0, 0]);
    await canceledRun(sandbox, beside.workspace);
    expect(counts()).toEqual([2, 0, 1, 0, 2, 0, 0]);
    const run = await sandbox.run(here.workspace, undefined, { "is-dry": true });
    await sandbox.send("POST", `runs/${run.id}/actions/cancel`);
    expect(counts()).toEqual([3, 0, 1, 1, 2, 0, 0]);
  });
});

describe("with an endpoint", () => {
  it("both are posted to theirs, retried, and show on themselves when that fails", async () => {
    const channelServer = await Receiver.open(statuses(500, 500, 500, 200));
    const busServer = await Receiver.open();
    const sandbox = await startSandbox({
      slackEndpoint: channelServer.url,
      eventBridgeEndpoint: busServer.url,
    });
    try {
      const { workspace, environment } = await workspaceIn(sandbox);
      const channel = await slack(sandbox, environment);
      const bus = await bridge(sandbox);
      await canceledRun(sandbox, workspace);
      const event = await busServer.called(1);
      expect(event.headers).toMatchObject({
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "AWSEvents.PutPartnerEvents",
      });
      expect(event.body.Entries).toHaveLength(1);
      expect((await endedNotice(sandbox, noticesOf(sandbox, bus.id)[0]!.id)).status).toBe("delivered");
      const message = noticesOf(sandbox, channel.id)[0]!.id;
      await sandbox.until("notices", message, (notice) => notice!.attempts === 1);
      await sandbox.advance("1m");
      expect(await endedNotice(sandbox, message)).toMatchObject({ status: "failed", attempts: 3 });
      const failed = await sandbox.read("integrations/slack", channel.id);
      expect(failed.attributes).toMatchObject({
        status: "failed",
        "err-message": "The webhook answered 500.",
      });
      const again = await sandbox.sandbox("POST", `event-calls/${message}/send-again`, {});
      expect((await endedNotice(sandbox, again.id)).status).toBe("delivered");
      expect(channelServer.calls[3]!.text).toBe(channelServer.calls[0]!.text);
      expect((await sandbox.read("integrations/slack", channel.id)).attributes).toMatchObject({
        status: "active",
        "err-message": null,
      });
      await change(sandbox, "slack-integrations", channel.id, { name: unique("renamed") });
    } finally {
      await sandbox.close();
    }
  });
});
