/** Deliveries survive: events of runs are delivered at least once, whatever happens to the server. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Api, document, unique } from "../../api/support.js";
import {
  issueToken,
  ProtocolAgent,
  place,
  readyWorkspace,
  runnersPool,
} from "../../dispatch/protocol-agent.js";
import { temporaryFolder, up } from "../../support/process.js";
import { startSandbox } from "../../support/sandbox.js";
import { attempted, canceledRun, delivery, EVENTS, ended, webhook, workspaceIn } from "./hooks.js";
import { isSignedWith, Receiver, statuses } from "./receiver.js";

describe("a server that is killed", () => {
  it("while a call is under way makes it again when it is back", async () => {
    const dataDir = join(temporaryFolder("webhooks-"), "data");
    let hang = true;
    const receiver = await Receiver.open((response) => void (hang || response.writeHead(200).end()));
    const first = await up("--data-dir", dataDir);
    const api = new Api(first.url, first.token, first.accountId);
    const environment = await api.create("environments", { name: unique("env") });
    const workspace = await api.create("workspaces", { name: "ws" }, { environment: environment.id });
    const hook = document(
      "webhook-integrations",
      { name: "hook", url: receiver.url, "is-shared": true, "secret-key": "the-key", "max-attempts": 1 },
      { events: EVENTS },
    );
    expect((await api.send("POST", "integrations/webhooks", hook)).status).toBe(201);
    const version = await api.create("configuration-versions", {}, { workspace: workspace.id });
    const run = await api.create(
      "runs",
      {},
      { workspace: workspace.id, "configuration-version": version.id },
    );
    expect((await api.send("POST", `runs/${run.id}/actions/cancel`)).status).toBe(200);
    const cut = await receiver.called(1);
    await first.kill("SIGKILL");
    hang = false;
    const second = await up("--data-dir", dataDir);
    const again = await receiver.called(2);
    expect(again.body).toEqual(cut.body);
    expect(again.headers["x-scalr-delivery-id"]).toBe(cut.headers["x-scalr-delivery-id"]);
    expect(isSignedWith("the-key", again)).toBe(true);
    const back = new Api(second.url, second.token, second.accountId);
    await expect
      .poll(async () => {
        const [made] = await back.list("integrations/webhook-deliveries");
        return [made!.attributes.status, made!.attributes.attempts];
      })
      .toEqual(["delivered", 1]);
    await second.kill("SIGTERM");
    expect(receiver.calls).toHaveLength(2);
  });

  it("continues with the attempts that were due, at their time of the sandbox's clock", async () => {
    const dataDir = join(temporaryFolder("webhooks-"), "data");
    const receiver = await Receiver.open(statuses(500, 500, 200));
    const first = await startSandbox({ dataDir });
    const { workspace } = await workspaceIn(first);
    const hook = await webhook(first, receiver.url);
    await canceledRun(first, workspace);
    const before = await delivery(first, hook.id, attempted(1));
    await first.close();
    const second = await startSandbox({ dataDir });
    try {
      const kept = await delivery(second, hook.id, () => true);
      expect(kept).toEqual(before);
      await second.advance("1m");
      expect(await delivery(second, hook.id, ended)).toMatchObject({ status: "delivered", attempts: 3 });
    } finally {
      await second.close();
    }
  });
});

describe("a server that starts", () => {
  it("tells of the runs that ended with the Scalr runners of its earlier life", async () => {
    const dataDir = join(temporaryFolder("webhooks-"), "data");
    const receiver = await Receiver.open(statuses(200));
    const first = await startSandbox({ dataDir });
    const { workspace } = await workspaceIn(first);
    await webhook(first, receiver.url);
    const run = await first.run(workspace);
    const runner = await ProtocolAgent.join(first, issueToken(first, runnersPool(first)));
    await runner.work();
    await first.close();
    const second = await startSandbox({ dataDir, runners: true });
    try {
      const ended = await second.read("runs", run.id);
      expect(ended.attributes["error-message"]).toContain("the simulator was stopped");
      expect((await receiver.called(1)).body).toMatchObject({
        event_name: "run:errored",
        run: { id: run.id, url: `${second.simulator.url}/runs/${run.id}` },
      });
    } finally {
      await second.close();
    }
  });

  it("links events of deadlines that passed while it was stopped to its own address", async () => {
    const dataDir = join(temporaryFolder("webhooks-"), "data");
    const receiver = await Receiver.open(statuses(200));
    const first = await startSandbox({ dataDir, now: Date.now() - 2 * 3_600_000 });
    const where = await place(first);
    const workspace = await readyWorkspace(first, where);
    await webhook(first, receiver.url);
    const run = await first.run(workspace);
    const agent = await ProtocolAgent.join(first, where.token);
    await agent.work();
    await first.close();
    const second = await startSandbox({ dataDir, clock: "real", host: "localhost" });
    try {
      expect((await receiver.called(1)).body).toMatchObject({
        event_name: "run:errored",
        run: { id: run.id, url: `${second.simulator.url}/runs/${run.id}` },
      });
    } finally {
      await second.close();
    }
  });
});

describe("a snapshot that is restored", () => {
  it("tells nobody of the runs that it brings back, and calls what was pending in it", async () => {
    const sandbox = await startSandbox();
    try {
      const receiver = await Receiver.open(statuses(500));
      const { workspace } = await workspaceIn(sandbox);
      const hook = await webhook(sandbox, receiver.url);
      await canceledRun(sandbox, workspace);
      await delivery(sandbox, hook.id, attempted(1));
      await sandbox.run(workspace);
      await sandbox.sandbox("POST", "snapshots", { name: "before" });
      await sandbox.advance("1h");
      expect((await delivery(sandbox, hook.id, ended)).status).toBe("failed");
      expect(receiver.calls).toHaveLength(3);
      await sandbox.sandbox("POST", "snapshots/before/restore");
      expect((await delivery(sandbox, hook.id, () => true)).attempts).toBe(1);
      await sandbox.advance("1h");
      expect((await delivery(sandbox, hook.id, ended)).status).toBe("failed");
      expect(receiver.calls).toHaveLength(5);
      const deliveries = [...sandbox.simulator.store.all("webhook-integration-deliveries")];
      expect(deliveries).toHaveLength(1);
    } finally {
      await sandbox.close();
    }
  });
});
