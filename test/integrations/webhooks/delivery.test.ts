/** Events of runs are delivered to webhooks, as documented. */
import { describe, expect, it } from "vitest";
import { ProtocolAgent, place, readyWorkspace } from "../../dispatch/protocol-agent.js";
import { useSandbox } from "../../support/sandbox.js";
import { canceledRun, change, deliveriesOf, delivery, ended, webhook, workspaceIn } from "./hooks.js";
import { isSignedWith, Receiver } from "./receiver.js";

const box = useSandbox();
const KEY = "the-key-of-the-webhook";

describe("a delivery", () => {
  it("has headers of any name", async () => {
    const { sandbox } = box;
    const receiver = await Receiver.open();
    const { workspace, environment } = await workspaceIn(sandbox);
    const headers = [{ name: "constructor", value: "one" }];
    await webhook(sandbox, receiver.url, { headers }, [environment]);
    await canceledRun(sandbox, workspace);
    expect(Object.entries((await receiver.called(1)).headers)).toContainEqual(["constructor", "one"]);
  });

  it("has the documented payload and headers, and a signature of body and date", async () => {
    const { sandbox } = box;
    const receiver = await Receiver.open();
    const { workspace, environment } = await workspaceIn(sandbox);
    await sandbox.create("vars", { key: "region", value: "eu", category: "terraform" }, { workspace });
    await sandbox.create(
      "vars",
      { key: "password", value: "hush", category: "terraform", sensitive: true },
      { workspace },
    );
    await sandbox.create("vars", { key: "HOME", value: "/root", category: "shell" }, { workspace });
    const hook = await webhook(
      sandbox,
      receiver.url,
      {
        "secret-key": KEY,
        headers: [
          { name: "X-Team", value: "platform" },
          { name: "X-Signature", value: "forged" },
          { name: "Host", value: "elsewhere.example" },
        ],
      },
      [environment],
    );
    const run = await canceledRun(sandbox, workspace);
    const received = await receiver.called(1);
    const now = new Date(sandbox.simulator.clock.now()).toISOString().slice(0, 19);
    const names = await Promise.all([
      sandbox.read("workspaces", workspace),
      sandbox.read("environments", environment),
    ]);
    expect(received.body).toEqual({
      payload_version: 1,
      event_name: "run:errored",
      run: {
        id: run.id,
        message: "to be canceled",
        status: "canceled",
        source: run.attributes.source,
        url: `${sandbox.url}/runs/${run.id}`,
        created_at: now,
        updated_at: now,
        created_by: expect.objectContaining({ email: expect.stringContaining("@") }),
      },
      webhook: { id: hook.id, name: hook.attributes.name },
      workspace: {
        id: workspace,
        name: names[0].attributes.name,
        url: `${sandbox.url}/workspaces/${workspace}`,
      },
      environment: {
        id: environment,
        name: names[1].attributes.name,
        url: `${sandbox.url}/environments/${environment}`,
      },
      variables: { region: "eu" },
    });
    const [made] = await deliveriesOf(sandbox, hook.id);
    expect(received.headers).toMatchObject({
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(received.text)),
      "x-scalr-delivery-id": made!.id,
      "x-team": "platform",
      date: `${now}+0000`,
      host: new URL(receiver.url).host,
    });
    expect(isSignedWith(KEY, received)).toBe(true);
    expect(isSignedWith("another-key", received)).toBe(false);
  });

  it("is listed with its request and the answer, and the webhook shows when it was triggered", async () => {
    const { sandbox } = box;
    const receiver = await Receiver.open((response) =>
      response.writeHead(201, { "X-Answer": "yes" }).end("thank you"),
    );
    const { workspace, environment } = await workspaceIn(sandbox);
    const hook = await webhook(sandbox, receiver.url, {}, [environment]);
    expect(hook.attributes["last-triggered-at"]).toBeNull();
    const run = await canceledRun(sandbox, workspace);
    await delivery(sandbox, hook.id, ended);
    const [made] = await deliveriesOf(sandbox, hook.id);
    const now = new Date(sandbox.simulator.clock.now()).toISOString();
    expect(made).toMatchObject({
      type: "webhook-integration-deliveries",
      attributes: {
        attempts: 1,
        "error-message": null,
        "last-handle-attempt-at": now,
        "request-body": { event_name: "run:errored" },
        "request-headers": { "X-Scalr-Delivery-Id": made!.id },
        // A number, by the contract.
        "response-body": null,
        "response-code": 201,
        "response-headers": { "x-answer": "yes" },
        status: "delivered",
        "triggered-at": now,
      },
      relationships: {
        event: { data: { type: "event-definitions", id: "run:errored" } },
        run: { data: { type: "runs", id: run.id } },
        webhook: { data: { type: "webhook-integrations", id: hook.id } },
        workspace: { data: { type: "workspaces", id: workspace } },
        environment: { data: { type: "environments", id: environment } },
      },
    });
    expect(made!.attributes["request-headers"]).not.toHaveProperty("X-Signature");
    const { calls } = await sandbox.sandbox("GET", `event-calls?integration=${hook.id}`);
    expect(calls).toMatchObject([{ id: made!.id, response: { status: 201, body: "thank you" } }]);
    const shown = await sandbox.read("integrations/webhooks", hook.id);
    expect(shown.attributes).toMatchObject({
      "last-triggered-at": now,
      statistics: { "last-hour": { total: 1, delivered: 1, failed: 0, pending: 0 } },
    });
    const [one] = await sandbox.list(
      `integrations/webhook-deliveries?filter[webhook]=${hook.id}&include=run`,
    );
    expect(one!.id).toBe(made!.id);
    expect((await sandbox.read("integrations/webhook-deliveries", made!.id)).id).toBe(made!.id);
  });

  it("is made for the webhook's events, in its environments, while it is enabled", async () => {
    const { sandbox } = box;
    const receiver = await Receiver.open();
    const [here, there] = [await workspaceIn(sandbox), await workspaceIn(sandbox)];
    const shared = await webhook(sandbox, receiver.url);
    const own = await webhook(sandbox, receiver.url, {}, [here.environment]);
    const other = await webhook(sandbox, receiver.url, {}, [there.environment]);
    const deaf = await webhook(sandbox, receiver.url, {}, [here.environment], ["run:completed"]);
    const off = await webhook(sandbox, receiver.url, { enabled: false }, [here.environment]);
    await canceledRun(sandbox, here.workspace);
    await delivery(sandbox, own.id, ended);
    await delivery(sandbox, shared.id, ended);
    const counts = async () =>
      Promise.all(
        [shared, own, other, deaf, off].map(async ({ id }) => (await deliveriesOf(sandbox, id)).length),
      );
    expect(await counts()).toEqual([1, 1, 0, 0, 0]);
    await change(sandbox, "webhook-integrations", off.id, { enabled: true });
    await change(sandbox, "webhook-integrations", shared.id, { enabled: false });
    await canceledRun(sandbox, here.workspace);
    await delivery(sandbox, off.id, ended);
    expect(await counts()).toEqual([1, 2, 0, 0, 1]);
  });

  it("tells of a plan that waits, of one that was applied, and of one that changes nothing", async () => {
    const { sandbox } = box;
    const receiver = await Receiver.open();
    const where = await place(sandbox);
    await webhook(sandbox, receiver.url, {}, [where.environment]);
    const agent = await ProtocolAgent.join(sandbox, where.token);
    const workspace = await readyWorkspace(sandbox, where);
    const told = async (times: number) => {
      const { body } = await receiver.called(times);
      return `${body.event_name} ${body.run.status}`;
    };
    const run = await sandbox.run(workspace);
    await (await agent.work()).finish();
    expect(await told(1)).toBe("run:needs_attention planned");
    await sandbox.send("POST", `runs/${run.id}/actions/apply`);
    await (await agent.work()).finish();
    expect(await told(2)).toBe("run:completed applied");
    await sandbox.run(workspace, undefined, { "is-dry": true });
    await (await agent.work()).finish();
    expect(await told(3)).toBe("run:completed planned_and_finished");
    await sandbox.run(workspace, undefined, { "auto-apply": true });
    await (await agent.work()).finish({ outcome: "errored", error: "It failed." });
    expect(await told(4)).toBe("run:errored errored");
    // Nobody has to look at a plan that is applied by itself.
    await sandbox.run(workspace, undefined, { "auto-apply": true });
    await (await agent.work()).finish();
    await (await agent.work()).finish();
    expect(await told(5)).toBe("run:completed applied");
    const discarded = await sandbox.run(workspace);
    await (await agent.work()).finish();
    expect(await told(6)).toBe("run:needs_attention planned");
    await sandbox.send("POST", `runs/${discarded.id}/actions/discard`);
    expect(receiver.calls).toHaveLength(6);
  });

  it("keeps what it was when its run is deleted, and goes with its webhook", async () => {
    const { sandbox } = box;
    const receiver = await Receiver.open();
    const { workspace, environment } = await workspaceIn(sandbox);
    const hook = await webhook(sandbox, receiver.url, {}, [environment]);
    await canceledRun(sandbox, workspace);
    await delivery(sandbox, hook.id, ended);
    await sandbox.delete("workspaces", workspace);
    const [left] = await deliveriesOf(sandbox, hook.id);
    expect(left).toMatchObject({
      attributes: { status: "delivered" },
      relationships: { run: { data: null }, workspace: { data: null } },
    });
    expect((await sandbox.delete("integrations/webhooks", hook.id)).status).toBe(204);
    expect((await sandbox.get(`integrations/webhook-deliveries/${left!.id}`)).status).toBe(404);
  });
});
