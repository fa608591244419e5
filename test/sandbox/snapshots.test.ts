import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { expectRefusal, unique } from "../api/support.js";
import { issueToken, ProtocolAgent, place, readyWorkspace, runnersPool } from "../dispatch/protocol-agent.js";
import { temporaryFolder } from "../support/process.js";
import { type Sandbox, startSandbox, useSandbox } from "../support/sandbox.js";

const box = useSandbox();
const SNAPSHOTS = "/api/sandbox/v1/snapshots";

const save = (name: string, more: object = {}) => box.sandbox.sandbox("POST", "snapshots", { name, ...more });
const restore = (name: string) => box.sandbox.sandbox("POST", `snapshots/${name}/restore`, {});

/** What a client sees, types in order. */
async function world(sandbox: Sandbox = box.sandbox) {
  const types = ["accounts", "environments", "workspaces", "agent-pools", "vars", "runs", "tags"];
  return Promise.all(types.map((type) => sandbox.list(`${type}?page[size]=100`)));
}

describe("a snapshot", () => {
  it("brings everything back as it was, with its files", async () => {
    const { sandbox } = box;
    const where = await place(sandbox);
    const workspace = await readyWorkspace(sandbox, where);
    const agent = await ProtocolAgent.join(sandbox, where.token, { name: unique("agent") });
    const run = await sandbox.run(workspace);
    const task = await agent.work();
    await task.log(0, "what was done\n");
    await task.finish({ hasChanges: false });
    agent.disconnect();
    const output = `plans/${run.relationships.plan!.data.id}/output`;
    const before = await world();
    const taken = await save("before", { description: "all is well" });
    expect(taken).toMatchObject({ name: "before", description: "all is well", size: expect.any(Number) });

    await sandbox.advance("1m");
    await sandbox.delete("workspaces", workspace);
    await sandbox.create("environments", { name: unique("later") });
    expect((await sandbox.get(output)).status).toBe(404);

    expect(await restore("before")).toMatchObject({ restored: "before", at: taken.at });
    expect(await world()).toEqual(before);
    expect((await sandbox.get(output)).body).toContain("what was done");
    expect((await sandbox.sandbox("GET", "snapshots")).snapshots).toEqual([taken]);
    expect(await sandbox.sandbox("DELETE", "snapshots/before")).toEqual({ deleted: "before" });
    expect((await sandbox.sandbox("GET", "snapshots")).snapshots).toEqual([]);
  });

  it("executes nothing: what was queued is queued again, what was running ends errored (R17)", async () => {
    const { sandbox } = box;
    const where = await place(sandbox);
    const [first, second] = [await readyWorkspace(sandbox, where), await readyWorkspace(sandbox, where)];
    const agent = await ProtocolAgent.join(sandbox, where.token, { name: "worker", concurrency: 1 });
    const running = await sandbox.run(first);
    const task = await agent.work(1);
    const queued = await sandbox.run(second);
    await save("under-way", { replace: true });
    await restore("under-way");

    const ended = (await sandbox.read("runs", running.id)).attributes;
    expect([ended.status, ended["error-message"]]).toEqual([
      "errored",
      expect.stringMatching(/worker.*the sandbox's state was replaced/),
    ]);
    expect((await task.log(0, "too late")).status).toBe(410);
    // The agent's session came back with the state, and so it is given what waits.
    expect((await agent.offered(1)).run).toBe(queued.id);
    // R10: what is queued from now on comes after what the state had queued.
    const later = await sandbox.run(first);
    const sequence = (id: string) => sandbox.simulator.store.get("runs", id)!.sequence;
    expect(sequence(later.id)).toBeGreaterThan(sequence(queued.id));
    agent.disconnect();
  });

  it("sends away agents that it does not know", async () => {
    const { sandbox } = box;
    const where = await place(sandbox);
    await save("empty-pool", { replace: true });
    const agent = await ProtocolAgent.join(sandbox, where.token, { name: "newcomer" });
    const { answer } = await agent.opened();
    await restore("empty-pool");
    expect(await answer).toMatchObject({ stop: expect.anything() });
    expect((await agent.heartbeat()).status).toBe(401);
  });

  it("leaves this process its own tokens and runners", async () => {
    const { sandbox } = box;
    await save("runners", { replace: true });
    const runner = await ProtocolAgent.join(sandbox, issueToken(sandbox, runnersPool(sandbox)), {
      name: "runner",
    });
    await restore("runners");
    expect((await runner.heartbeat()).status).toBe(200);
    expect((await sandbox.get("environments")).status).toBe(200);
  });

  it("is where a reset goes to on demand, without the faults that were injected", async () => {
    const { sandbox } = box;
    const tag = await sandbox.create("tags", { name: unique("tag") });
    await save("lesson", { replace: true });
    await sandbox.delete("tags", tag.id);
    await sandbox.sandbox("POST", "faults", { status: 500, path: "tags/*" });
    await sandbox.sandbox("POST", "reset", { snapshot: "lesson" });
    expect((await sandbox.read("tags", tag.id)).id).toBe(tag.id);
    await sandbox.sandbox("POST", "reset", {});
    expectRefusal(await sandbox.get(`tags/${tag.id}`), { status: 404 });
    // A reset empties the sandbox and not the shelf.
    await restore("lesson");
    expect((await sandbox.read("tags", tag.id)).id).toBe(tag.id);
  });

  it.each([
    [{}, 422, "/name"],
    [{ name: "../x" }, 422, "/name"],
    [{ name: ".x" }, 422, "/name"],
    [{ name: "x".repeat(65) }, 422, "/name"],
    [{ name: "x", description: 1 }, 422, "/description"],
    [{ name: "x", replace: 1 }, 422, "/replace"],
    ["[]", 400, ""],
  ])("is refused as %j", async (body, status, pointer) => {
    expectRefusal(await box.sandbox.send("POST", SNAPSHOTS, body), { status, pointer });
  });

  it("is not overwritten by accident, and one that is not there is named with those that are", async () => {
    await save("kept", { replace: true });
    expectRefusal(await box.sandbox.send("POST", SNAPSHOTS, { name: "kept" }), {
      status: 409,
      detail: /'kept'/,
    });
    for (const [method, path] of [
      ["POST", `${SNAPSHOTS}/none/restore`],
      ["DELETE", `${SNAPSHOTS}/none`],
      ["POST", `${SNAPSHOTS}/..%2Fx/restore`],
    ] as const)
      expectRefusal(await box.sandbox.send(method, path), { status: 404, detail: /There are: .*'kept'/ });
    const reply = await box.sandbox.send("POST", "/api/sandbox/v1/reset", { snapshot: "none" });
    expectRefusal(reply, { status: 404, detail: /no snapshot 'none'/ });
  });
});

it("keeps snapshots in the data folder", async () => {
  const dataDir = temporaryFolder();
  const first = await startSandbox({ dataDir });
  const tag = await first.create("tags", { name: "kept" });
  await first.sandbox("POST", "snapshots", { name: "one" });
  await first.delete("tags", tag.id);
  await first.close();
  expect(readdirSync(join(dataDir, "blobs", "snapshots"))).toEqual(["one"]);
  const second = await startSandbox({ dataDir });
  onTestFinished(() => second.close());
  await second.sandbox("POST", "snapshots/one/restore", {});
  expect((await second.read("tags", tag.id)).attributes.name).toBe("kept");
  expect(existsSync(join(dataDir, "blobs", "imports"))).toBe(false);
});
