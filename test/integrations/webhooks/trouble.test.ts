/** Webhooks that fail, hang, never end, or lead where they may not. */
import type { ServerResponse } from "node:http";
import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { expectRefusal } from "../../api/support.js";
import { useSandbox } from "../../support/sandbox.js";
import {
  attempted,
  canceledRun,
  change,
  deliveriesOf,
  delivery,
  ended,
  integration,
  tryIntegration,
  webhook,
  workspaceIn,
} from "./hooks.js";
import { isSignedWith, Receiver, statuses } from "./receiver.js";

const box = useSandbox();

describe("a call that is not accepted", () => {
  it("is made again with growing pauses of the sandbox's time, and signed anew", async () => {
    const { sandbox } = box;
    const receiver = await Receiver.open(statuses(500, 503, 200));
    const { workspace, environment } = await workspaceIn(sandbox);
    const hook = await webhook(sandbox, receiver.url, { "secret-key": "the-key" }, [environment]);
    await canceledRun(sandbox, workspace);
    const first = await delivery(sandbox, hook.id, attempted(1));
    const { clock } = sandbox.simulator;
    expect(first).toMatchObject({
      status: "pending",
      responseCode: 500,
      errorMessage: "The webhook answered 500.",
      nextAttemptAt: clock.now() + 2_000,
    });
    await sandbox.advance("1900ms");
    expect(receiver.calls).toHaveLength(1);
    await sandbox.advance("100ms");
    expect(await delivery(sandbox, hook.id, attempted(2))).toMatchObject({
      status: "pending",
      responseCode: 503,
      nextAttemptAt: clock.now() + 4_000,
    });
    await sandbox.advance("4s");
    const last = await delivery(sandbox, hook.id, attempted(3));
    expect(last).toMatchObject({ status: "delivered", attempts: 3, errorMessage: null, nextAttemptAt: null });
    const ids = receiver.calls.map(({ headers }) => headers["x-scalr-delivery-id"]);
    expect(ids).toEqual([last.id, last.id, last.id]);
    expect(new Set(receiver.calls.map(({ headers }) => headers.date)).size).toBe(3);
    expect(receiver.calls.every((call) => isSignedWith("the-key", call))).toBe(true);
    expect(new Set(receiver.calls.map(({ text }) => text)).size).toBe(1);
  });

  it("ends as failed after the attempts that the webhook has; one advance of the clock finds them all", async () => {
    const { sandbox } = box;
    const receiver = await Receiver.open(statuses(404));
    const { workspace, environment } = await workspaceIn(sandbox);
    const hook = await webhook(sandbox, receiver.url, { "max-attempts": 4 }, [environment]);
    await canceledRun(sandbox, workspace);
    await delivery(sandbox, hook.id, attempted(1));
    await sandbox.advance("1h");
    const failed = await delivery(sandbox, hook.id, ended);
    expect(failed).toMatchObject({
      status: "failed",
      attempts: 4,
      errorMessage: "The webhook answered 404.",
    });
    expect(receiver.calls).toHaveLength(4);
    const [shown] = (await sandbox.sandbox("GET", "webhooks")).webhooks.filter(
      ({ id }: { id: string }) => id === hook.id,
    );
    expect(shown).toMatchObject({
      kind: "webhook",
      failing: true,
      failed: 1,
      lastError: { call: failed.id, message: "The webhook answered 404." },
    });
    const { failingWebhooks } = await sandbox.sandbox("GET", "status");
    expect(failingWebhooks.map(({ id }: { id: string }) => id)).toContain(hook.id);
    const { statistics } = (await sandbox.read("integrations/webhooks", hook.id)).attributes;
    expect(statistics["last-day"]).toMatchObject({ total: 1, failed: 1 });
    // A call that is accepted makes it good again.
    await change(sandbox, "webhook-integrations", hook.id, { url: (await Receiver.open()).url });
    await canceledRun(sandbox, workspace);
    await delivery(sandbox, hook.id, ended);
    const after = (await sandbox.sandbox("GET", "status")).failingWebhooks;
    expect(after.map(({ id }: { id: string }) => id)).not.toContain(hook.id);
  });

  it("ends when its webhook is turned off meanwhile", async () => {
    const { sandbox } = box;
    const receiver = await Receiver.open(statuses(500));
    const { workspace, environment } = await workspaceIn(sandbox);
    const hook = await webhook(sandbox, receiver.url, {}, [environment]);
    await canceledRun(sandbox, workspace);
    await delivery(sandbox, hook.id, attempted(1));
    await change(sandbox, "webhook-integrations", hook.id, { enabled: false });
    await sandbox.advance("1m");
    expect((await delivery(sandbox, hook.id, ended)).status).toBe("canceled");
    expect(receiver.calls).toHaveLength(1);
  });
});

describe("a receiver that misbehaves", () => {
  it("hangs: four calls wait for it at once, and neither other webhooks nor runs", async () => {
    const { sandbox } = box;
    const held: ServerResponse[] = [];
    const hanging = await Receiver.open((response) => void held.push(response));
    const quick = await Receiver.open();
    const { workspace, environment } = await workspaceIn(sandbox);
    await webhook(sandbox, hanging.url, { timeout: 120, "max-attempts": 1 }, [environment]);
    const well = await webhook(sandbox, quick.url, {}, [environment]);
    for (let i = 0; i < 8; i++) await canceledRun(sandbox, workspace);
    await quick.called(8);
    await hanging.called(4);
    expect(hanging.calls).toHaveLength(4);
    expect((await deliveriesOf(sandbox, well.id)).length).toBe(8);
    for (let answered = 0; answered < 8; answered++) {
      await hanging.called(answered + 1);
      held[answered]!.writeHead(200).end();
    }
  });

  it("hangs: its call times out, also while the clock is moved", async () => {
    const { sandbox } = box;
    const hanging = await Receiver.open(() => {});
    const { workspace, environment } = await workspaceIn(sandbox);
    const stuck = await webhook(sandbox, hanging.url, { timeout: 1, "max-attempts": 1 }, [environment]);
    await canceledRun(sandbox, workspace);
    await sandbox.advance("1s");
    const last = await delivery(sandbox, stuck.id, ended);
    expect(last.errorMessage).toBe("The webhook did not answer within 1 seconds.");
    expect(last.responseCode).toBeNull();
  });

  it("answers endlessly: what is kept is bounded, and its status counts", async () => {
    const { sandbox } = box;
    const receiver = await Receiver.open((response) => {
      response.writeHead(200, { "X-Long": "y".repeat(5_000) });
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(64 * 1024)));
      };
      response.on("drain", more);
      more();
    });
    const { workspace, environment } = await workspaceIn(sandbox);
    const hook = await webhook(sandbox, receiver.url, {}, [environment]);
    await canceledRun(sandbox, workspace);
    const { status, responseBody, responseHeaders } = await delivery(sandbox, hook.id, ended);
    expect(status).toBe("delivered");
    expect(responseBody).toBe("x".repeat(2_000));
    expect(responseHeaders["x-long"]).toBe("y".repeat(300));
  });

  it("drips: the time-out is for the whole answer", async () => {
    const { sandbox } = box;
    const receiver = await Receiver.open((response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(drip));
    });
    const { workspace, environment } = await workspaceIn(sandbox);
    const hook = await webhook(sandbox, receiver.url, { timeout: 1, "max-attempts": 1 }, [environment]);
    await canceledRun(sandbox, workspace);
    const failed = await delivery(sandbox, hook.id, ended);
    expect(failed).toMatchObject({ status: "failed" });
    expect(failed.errorMessage).toContain("within 1 seconds");
  });

  it("is not an HTTP server, or is not there", async () => {
    const { sandbox } = box;
    const server = createServer((socket) => socket.end("SSH-2.0-nothing\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    const { workspace, environment } = await workspaceIn(sandbox);
    const odd = await webhook(sandbox, `http://127.0.0.1:${port}/`, { "max-attempts": 1 }, [environment]);
    const gone = await webhook(sandbox, "http://127.0.0.1:9/", { "max-attempts": 1 }, [environment]);
    await canceledRun(sandbox, workspace);
    expect((await delivery(sandbox, odd.id, ended)).errorMessage).toContain("could not be called: HPE_");
    expect((await delivery(sandbox, gone.id, ended)).errorMessage).toBe(
      "The webhook could not be called: ECONNREFUSED.",
    );
  });

  it("redirects: nobody follows, wherever it leads", async () => {
    const { sandbox } = box;
    const target = await Receiver.open();
    const receiver = await Receiver.open((response) =>
      response.writeHead(307, { Location: target.url }).end(),
    );
    const { workspace, environment } = await workspaceIn(sandbox);
    const hook = await webhook(sandbox, receiver.url, { "max-attempts": 1 }, [environment]);
    await canceledRun(sandbox, workspace);
    expect(await delivery(sandbox, hook.id, ended)).toMatchObject({
      status: "failed",
      responseCode: 307,
      errorMessage: "The webhook answered 307; redirects are not followed.",
    });
    expect(target.calls).toHaveLength(0);
  });
});

describe("an address that webhooks may not call", () => {
  it.each([
    "http://169.254.169.254/latest/meta-data",
    "http://10.0.0.1/",
    "http://[::ffff:10.0.0.1]/",
    "http://0x0a000001/",
  ])("%s is refused, with the flag that allows it", async (url) => {
    const { sandbox } = box;
    const { workspace, environment } = await workspaceIn(sandbox);
    const hook = await webhook(sandbox, url, { "max-attempts": 1 }, [environment]);
    await canceledRun(sandbox, workspace);
    const { status, errorMessage, responseCode } = await delivery(sandbox, hook.id, ended);
    expect({ status, responseCode }).toEqual({ status: "failed", responseCode: null });
    expect(errorMessage).toContain("--webhook-host");
  });
});

describe("settings that cannot be", () => {
  it.each([
    ["timeout", 0],
    ["timeout", 121],
    ["timeout", 1.5],
    ["max-attempts", 0],
    ["max-attempts", 51],
  ])("%s %d is refused", async (name, value) => {
    const reply = await tryIntegration(box.sandbox, "webhook-integrations", {
      url: "http://127.0.0.1/",
      [name]: value,
    });
    expectRefusal(reply, { status: 422, pointer: `/data/attributes/${name}` });
  });

  it.each(["", "ftp://127.0.0.1/", "javascript:alert(1)", "not an address"])(
    "url '%s' is refused",
    async (url) => {
      const reply = await tryIntegration(box.sandbox, "webhook-integrations", { url });
      expectRefusal(reply, { status: 422, pointer: "/data/attributes/url" });
    },
  );

  it("an event that does not exist and a header with a line break are refused", async () => {
    const { sandbox } = box;
    const url = "http://127.0.0.1/";
    expectRefusal(
      await tryIntegration(sandbox, "webhook-integrations", { url }, { events: ["run:exploded"] }),
      {
        status: 404,
        pointer: "/data/relationships/events/data/0",
      },
    );
    const headers = [{ name: "X-A", value: "a\r\nX-B: b" }];
    expectRefusal(await tryIntegration(sandbox, "webhook-integrations", { url, headers }), {
      status: 422,
      pointer: "/data/attributes/headers/0/value",
    });
  });
});

describe("deliveries that are kept", () => {
  it("are the newest 200", async () => {
    const { sandbox } = box;
    const receiver = await Receiver.open();
    const { workspace, environment } = await workspaceIn(sandbox);
    const hook = await integration(
      sandbox,
      "webhook-integrations",
      { url: receiver.url },
      { events: ["run:errored"], environments: [environment] },
    );
    for (let i = 0; i < 203; i++) await canceledRun(sandbox, workspace);
    await receiver.called(203);
    const { store } = sandbox.simulator;
    expect(store.count("webhook-integration-deliveries", "webhook", hook.id)).toBe(200);
  });
});
