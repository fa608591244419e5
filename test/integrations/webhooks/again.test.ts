/** Sending a delivery again, and who may see and do what. */
import { describe, expect, it } from "vitest";
import { callerWith } from "../../access/people.js";
import type { Api } from "../../api/support.js";
import { useSandbox } from "../../support/sandbox.js";
import {
  canceledRun,
  change,
  deliveriesOf,
  delivery,
  ended,
  tryIntegration,
  webhook,
  workspaceIn,
} from "./hooks.js";
import { isSignedWith, Receiver, statuses } from "./receiver.js";

const box = useSandbox();

const sendAgain = (api: Api, id: string) =>
  api.send("POST", `/api/sandbox/v1/event-calls/${id}/send-again`, {});

describe("a delivery that is sent again", () => {
  it("is the same payload in a delivery of its own, with the webhook as it is now", async () => {
    const { sandbox } = box;
    const broken = await Receiver.open(statuses(500));
    const { workspace, environment } = await workspaceIn(sandbox);
    const hook = await webhook(sandbox, broken.url, { "max-attempts": 1 }, [environment]);
    await canceledRun(sandbox, workspace);
    const failed = await delivery(sandbox, hook.id, ended);
    expect(failed.status).toBe("failed");
    const repaired = await Receiver.open();
    await change(sandbox, "webhook-integrations", hook.id, { url: repaired.url, "secret-key": "new-key" });
    const { status, body } = await sendAgain(sandbox, failed.id);
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: "pending", event: "run:errored", integration: { id: hook.id } });
    expect(body.id).not.toBe(failed.id);
    const received = await repaired.called(1);
    expect(received.text).toBe(broken.calls[0]!.text);
    expect(received.headers["x-scalr-delivery-id"]).toBe(body.id);
    expect(isSignedWith("new-key", received)).toBe(true);
    expect((await delivery(sandbox, hook.id, ended)).status).toBe("delivered");
    const all = await deliveriesOf(sandbox, hook.id);
    expect(all.map(({ attributes }) => attributes.status).sort()).toEqual(["delivered", "failed"]);
  });

  it("is refused while the webhook is turned off, and when there is no such delivery", async () => {
    const { sandbox } = box;
    const receiver = await Receiver.open();
    const { workspace, environment } = await workspaceIn(sandbox);
    const hook = await webhook(sandbox, receiver.url, {}, [environment]);
    await canceledRun(sandbox, workspace);
    const { id } = await delivery(sandbox, hook.id, ended);
    await change(sandbox, "webhook-integrations", hook.id, { enabled: false });
    const off = await sendAgain(sandbox, id);
    expect(off.status).toBe(409);
    expect(off.body.errors[0].detail).toContain("is turned off. Enable it");
    expect((await sendAgain(sandbox, "wd-none")).status).toBe(404);
    expect(receiver.calls).toHaveLength(1);
  });
});

describe("permissions", () => {
  it("integrations:read shows deliveries, integrations:update sends again, nothing shows nothing", async () => {
    const { sandbox } = box;
    const receiver = await Receiver.open();
    const { workspace, environment } = await workspaceIn(sandbox);
    const hook = await webhook(sandbox, receiver.url, {}, [environment]);
    await canceledRun(sandbox, workspace);
    const { id } = await delivery(sandbox, hook.id, ended);
    const reader = await callerWith(sandbox, ["integrations:read"]);
    const writer = await callerWith(sandbox, ["integrations:read", "integrations:update"]);
    const stranger = await callerWith(sandbox, ["workspaces:read"]);
    const calls = async (api: Api) =>
      (await api.get(`/api/sandbox/v1/event-calls?integration=${hook.id}`)).body;
    expect((await calls(reader)).calls).toMatchObject([{ id, status: "delivered" }]);
    expect((await calls(stranger)).errors[0].status).toBe("404");
    expect((await stranger.get("/api/sandbox/v1/webhooks")).body).toEqual({ webhooks: [] });
    expect((await stranger.get(`integrations/webhook-deliveries/${id}`)).status).toBe(404);
    expect((await sendAgain(stranger, id)).status).toBe(404);
    const refused = await sendAgain(reader, id);
    expect(refused.status).toBe(403);
    expect(refused.body.errors[0].detail).toContain("integrations:update");
    expect((await sendAgain(writer, id)).status).toBe(200);
    await receiver.called(2);
    expect((await sandbox.as("nonsense").get("/api/sandbox/v1/webhooks")).status).toBe(401);
  });

  it("integrations:create makes webhooks", async () => {
    const { sandbox } = box;
    const reader = await callerWith(sandbox, ["integrations:read"]);
    const asReader = { send: reader.send.bind(reader) } as never;
    const { status } = await tryIntegration(asReader, "webhook-integrations", { url: "http://127.0.0.1/" });
    expect(status).toBe(403);
  });
});
