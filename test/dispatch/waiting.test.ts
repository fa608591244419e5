import { expect, it } from "vitest";
import { useSandbox } from "../support/sandbox.js";
import { ProtocolAgent, place, readyWorkspace } from "./protocol-agent.js";

const box = useSandbox();
const waiting = (run: string) => box.sandbox.waitingFor(run);
const queue = async () => (await box.sandbox.list("runs-queue?page[size]=100")).map(({ id }) => id);

it("says of every queued run what it waits for (R12), and where it stands", async () => {
  const where = await place(box.sandbox);
  const [one, other] = [await readyWorkspace(box.sandbox, where), await readyWorkspace(box.sandbox, where)];
  const first = await box.sandbox.run(one);
  const behind = await box.sandbox.run(one);
  const next = await box.sandbox.run(other);

  const poolName = (await box.sandbox.read("agent-pools", where.pool)).attributes.name;
  expect(await waiting(first.id)).toEqual({
    kind: "agent",
    message: `An agent: none in pool '${poolName}' (${where.pool}) is online. It is next.`,
  });
  expect(await waiting(next.id)).toMatchObject({
    kind: "agent",
    message: expect.stringMatching(/1 before it/),
  });
  expect(await waiting(behind.id)).toMatchObject({
    kind: "earlier-run",
    message: expect.stringContaining(`The earlier run ${first.id} of workspace`),
  });
  expect(await queue()).toEqual([first.id, behind.id, next.id]);
  const place1 = async (run: string) => (await box.sandbox.read("runs", run)).attributes["position-in-queue"];
  expect([await place1(first.id), await place1(behind.id), await place1(next.id)]).toEqual([1, 1, 2]);

  const agent = await ProtocolAgent.join(box.sandbox, where.token, { concurrency: 1 });
  expect(await waiting(first.id)).toMatchObject({ message: expect.stringContaining("to ask for work") });
  const plan = await agent.work(1);
  expect(await waiting(first.id)).toBeNull();
  expect(await waiting(next.id)).toMatchObject({
    kind: "slot",
    message: expect.stringContaining("all 1 of its one agent are taken"),
  });
  await plan.finish();
  expect(await waiting(first.id)).toMatchObject({ kind: "confirmation" });
  expect(await waiting(behind.id)).toMatchObject({
    message: expect.stringContaining("which waits for a confirmation"),
  });
  expect(await queue()).toEqual([behind.id, next.id]);
  const over = await agent.work(1);
  await over.finish({ hasChanges: false });
  expect(await waiting(next.id)).toBeNull();
});

it("follows the workspace to another pool while it waits (R2)", async () => {
  const [from, to] = [await place(box.sandbox), await place(box.sandbox)];
  const workspace = await readyWorkspace(box.sandbox, from);
  const run = await box.sandbox.run(workspace);
  const agent = await ProtocolAgent.join(box.sandbox, to.token);
  const offered = agent.offered();
  await box.sandbox.update("workspaces", workspace, {}, { "agent-pool": to.pool });
  expect((await offered).run).toBe(run.id);
});

it("follows the workspace to another environment while it waits (R2)", async () => {
  const [from, to] = [await place(box.sandbox), await place(box.sandbox)];
  for (const { environment, pool } of [from, to])
    await box.sandbox.update("environments", environment, {}, { "default-workspace-agent-pool": pool });
  const workspace = (await box.sandbox.workspace("moving", from.environment)).id;
  await box.sandbox.upload(workspace, { "main.tf": "" });
  const moved = await box.sandbox.run(workspace);
  const agent = await ProtocolAgent.join(box.sandbox, to.token);
  const offered = agent.offered();
  await box.sandbox.update("workspaces", workspace, {}, { environment: to.environment });
  expect((await offered).run).toBe(moved.id);
});

it("ends errored, saying why, when its pool is withdrawn from its environment (R3)", async () => {
  const where = await place(box.sandbox);
  const elsewhere = await box.sandbox.environment("elsewhere");
  const workspace = await readyWorkspace(box.sandbox, where);
  const run = await box.sandbox.run(workspace);
  await box.sandbox.update("agent-pools", where.pool, {}, { environments: [elsewhere.id] });
  expect((await box.sandbox.read("runs", run.id)).attributes).toMatchObject({
    status: "errored",
    "error-message": expect.stringContaining("which is not available in environment"),
  });
});
