import { describe, expect, it } from "vitest";
import { useSandbox } from "../support/sandbox.js";
import { ProtocolAgent, place, readyWorkspace } from "./protocol-agent.js";

const box = useSandbox();

async function joined(name = "worker") {
  const where = await place(box.sandbox);
  return { where, agent: await ProtocolAgent.join(box.sandbox, where.token, { name }) };
}

const status = async (agent: string) => (await box.sandbox.read("agents", agent)).attributes.status;

describe("an agent's status (R13)", () => {
  it("is busy while it holds a task, idle otherwise", async () => {
    const { where, agent } = await joined();
    const workspace = await readyWorkspace(box.sandbox, where);
    expect(await status(agent.id)).toBe("idle");
    await box.sandbox.run(workspace);
    const task = await agent.work();
    expect(await status(agent.id)).toBe("busy");
    await task.finish({ hasChanges: false });
    expect(await status(agent.id)).toBe("idle");
  });

  it("is offline after 5 minutes without contact, not before; it is removed 4 hours after it was last seen", async () => {
    const { agent } = await joined();
    await agent.lose(box.sandbox);
    const lastSeen = Date.parse((await box.sandbox.read("agents", agent.id)).attributes["last-seen-at"]);
    const until = (ms: number) => box.sandbox.advance(lastSeen + ms - box.sandbox.simulator.clock.now());
    await until(5 * 60_000 - 1);
    expect(await status(agent.id)).toBe("idle");
    await until(5 * 60_000);
    expect(await status(agent.id)).toBe("offline");
    await until(4 * 3_600_000 - 1);
    expect(await status(agent.id)).toBe("offline");
    await until(4 * 3_600_000);
    expect((await box.sandbox.get(`agents/${agent.id}`)).status).toBe(404);
    expect((await agent.heartbeat()).status).toBe(401);
  });

  it("stays what it is through a jump of 4 hours while the agent is connected; one that is not is removed", async () => {
    const [live, dead] = [await joined("live"), await joined("dead")];
    live.agent.stayConnected();
    await dead.agent.lose(box.sandbox);
    await box.sandbox.advance("4h");
    expect(await status(live.agent.id)).toBe("idle");
    expect((await box.sandbox.get(`agents/${dead.agent.id}`)).status).toBe(404);
    expect((await live.agent.heartbeat()).status).toBe(200);
  });

  it("is online again as soon as an offline agent calls", async () => {
    const { agent } = await joined();
    await agent.lose(box.sandbox);
    await box.sandbox.advance("5m");
    expect(await status(agent.id)).toBe("offline");
    expect((await agent.heartbeat()).status).toBe(200);
    expect(await status(agent.id)).toBe("idle");
  });
});

describe("deleting an agent (R14)", () => {
  it("is refused while it is idle or busy, and possible when it is offline", async () => {
    const { where, agent } = await joined();
    const idle = await box.sandbox.delete("agents", agent.id);
    expect(idle.status).toBe(409);
    expect(idle.body.errors[0].detail).toMatch(/idle/);
    await box.sandbox.run(await readyWorkspace(box.sandbox, where));
    await agent.work();
    const busy = await box.sandbox.delete("agents", agent.id);
    expect(busy.status).toBe(409);
    expect(busy.body.errors[0].detail).toBe("The agent is busy and can't be deleted.");
    await agent.lose(box.sandbox);
    await box.sandbox.advance("5m");
    expect((await box.sandbox.delete("agents", agent.id)).status).toBe(204);
    expect((await agent.heartbeat()).status).toBe(401);
  });

  it("is possible when it is errored; its open poll tells it to stop", async () => {
    const { agent } = await joined();
    const poll = await agent.opened(0, { status: "errored", errorMessage: "no space left" });
    expect((await box.sandbox.delete("agents", agent.id)).status).toBe(204);
    expect((await poll.answer).stop).toMatchObject({ reason: "agent-deleted" });
  });
});

describe("deleting a pool (R19)", () => {
  it("revokes its tokens, stops its agents and ends what they were running", async () => {
    const { where, agent } = await joined();
    const workspace = await readyWorkspace(box.sandbox, where);
    const run = await box.sandbox.run(workspace);
    const task = await agent.work();
    expect((await box.sandbox.delete("agent-pools", where.pool)).status).toBe(409);
    await box.sandbox.update("workspaces", workspace, {}, { "agent-pool": null });
    const poll = await agent.opened(4);
    const name = (await box.sandbox.read("agent-pools", where.pool)).attributes.name;
    expect((await box.sandbox.delete("agent-pools", where.pool)).status).toBe(204);
    expect((await poll.answer).stop).toMatchObject({ reason: "pool-deleted" });
    expect((await box.sandbox.read("runs", run.id)).attributes).toMatchObject({
      status: "errored",
      "error-message": expect.stringContaining(`its pool '${name}' (${where.pool}) was deleted`),
    });
    expect((await agent.heartbeat()).status).toBe(401);
    expect((await task.log(0, "x")).status).toBe(410);
    await expect(ProtocolAgent.join(box.sandbox, where.token)).rejects.toThrow();
    expect(box.sandbox.simulator.store.find("access-tokens", "owner", where.pool)).toEqual([]);
    expect(box.sandbox.simulator.store.find("access-tokens", "owner", agent.id)).toEqual([]);
  });
});

describe("the time that a phase may take (run-operation-timeout)", () => {
  it("is 60 minutes unless the workspace says otherwise; the run then ends errored and its agent stops it", async () => {
    const { where, agent } = await joined();
    const usual = await box.sandbox.run(await readyWorkspace(box.sandbox, where));
    const short = await box.sandbox.run(
      await readyWorkspace(box.sandbox, where, { "run-operation-timeout": 10 }),
    );
    const tasks = [await agent.work(), await agent.work()];
    agent.stayConnected();
    const of = async (run: string) => (await box.sandbox.read("runs", run)).attributes;
    await box.sandbox.advance("9m59s");
    expect((await of(short.id)).status).toBe("planning");
    await box.sandbox.advance("1s");
    expect(await of(short.id)).toMatchObject({
      status: "errored",
      "error-message": expect.stringMatching(/longer than the 10 minutes that workspace 'ws-\d+'/),
    });
    const refs = tasks.map(({ offer: { id, attempt } }) => ({ id, attempt }));
    expect((await agent.heartbeat({ tasks: refs })).body.drop).toEqual([refs[1]]);
    await box.sandbox.advance("49m59s");
    expect((await of(usual.id)).status).toBe("planning");
    await box.sandbox.advance("1s");
    expect((await of(usual.id)).status).toBe("errored");
  });
});
