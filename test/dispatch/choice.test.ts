import { describe, expect, it } from "vitest";
import { useSandbox } from "../support/sandbox.js";
import { issueToken, ProtocolAgent, place, readyWorkspace, runnersPool } from "./protocol-agent.js";

const box = useSandbox();

async function agents(token: string, ...concurrency: number[]) {
  const joined = [];
  for (const [i, each] of concurrency.entries())
    joined.push(await ProtocolAgent.join(box.sandbox, token, { name: `agent-${i}`, concurrency: each }));
  return joined;
}

async function queue(where: Awaited<ReturnType<typeof place>>, count: number) {
  const runs = [];
  for (let i = 0; i < count; i++) runs.push(await box.sandbox.run(await readyWorkspace(box.sandbox, where)));
  return runs;
}

const held = (agent: ProtocolAgent) => box.sandbox.simulator.store.count("tasks", "agent", agent.id);

describe("which agent gets a task (R11)", () => {
  it("is the one with most free slots", async () => {
    const where = await place(box.sandbox);
    const [small, large] = await agents(where.token, 2, 4);
    const polls = [small!.poll(2), large!.poll(4)];
    await queue(where, 1);
    expect((await polls[1]!).tasks).toHaveLength(1);
    expect(held(small!)).toBe(0);
  });

  it("counts what an agent holds, not what it says", async () => {
    const where = await place(box.sandbox);
    const [one] = await agents(where.token, 2);
    await queue(where, 4);
    const { tasks } = await one!.poll(5);
    expect(tasks).toHaveLength(2);
  });

  it("is the longest idle one among equals", async () => {
    const where = await place(box.sandbox);
    const [first, second] = await agents(where.token, 1, 1);
    const plans = [];
    await queue(where, 2);
    plans.push(await first!.work(1), await second!.work(1));
    await box.sandbox.advance(1_000);
    await plans[1]!.finish({ hasChanges: false });
    await box.sandbox.advance(1_000);
    await plans[0]!.finish({ hasChanges: false });
    const polls = [first!.poll(1), second!.poll(1)];
    await queue(where, 1);
    expect((await polls[1]!).tasks).toHaveLength(1);
    expect(held(first!)).toBe(0);
    polls[0]!.catch(() => {});
  });

  it("leaves out agents that say they are in trouble", async () => {
    const where = await place(box.sandbox);
    const [ill] = await agents(where.token, 1);
    await ill!.heartbeat({ status: "errored", errorMessage: "the disk is full" });
    expect((await box.sandbox.read("agents", ill!.id)).attributes).toMatchObject({
      status: "errored",
      "error-message": "the disk is full",
    });
    await queue(where, 1);
    expect((await ill!.poll(1, 0)).tasks).toEqual([]);
    const poll = ill!.poll(1);
    await ill!.heartbeat();
    expect((await poll).tasks).toHaveLength(1);
  });
});

describe("how many runs execute at once", () => {
  it("is at most what each agent takes, five at most (R8)", async () => {
    const where = await place(box.sandbox);
    const [one, other] = await agents(where.token, 5, 5);
    await queue(where, 12);
    const first = (await one!.poll(5)).tasks;
    const second = (await other!.poll(5)).tasks;
    for (const offer of first) await one!.start(offer);
    expect((await one!.poll(5, 0)).tasks).toEqual([]);
    expect([first.length, second.length]).toEqual([5, 5]);
  });

  it("is on the Scalr runners at most the quota, whatever their agents could take (R7)", async () => {
    const pool = runnersPool(box.sandbox);
    const where = { ...(await place(box.sandbox)), pool: undefined as never };
    const runners = await agents(issueToken(box.sandbox, pool), 5, 5);
    await queue(where, 7);
    const first = (await runners[0]!.poll(5)).tasks;
    for (const offer of first) await runners[0]!.start(offer);
    expect(first).toHaveLength(5);
    expect((await runners[1]!.poll(5, 0)).tasks).toEqual([]);
    const waiting = (await box.sandbox.list("runs-queue")).at(-1)!;
    expect(await box.sandbox.waitingFor(waiting.id)).toMatchObject({
      kind: "quota",
      message: expect.stringContaining("quota of 5 concurrent runs"),
    });
    const more = runners[1]!.poll(5);
    await box.sandbox.update("accounts", box.sandbox.accountId, { quotas: { "max-concurrent-runs": 6 } });
    expect((await more).tasks).toHaveLength(1);
  });
});
