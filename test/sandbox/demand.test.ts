import { expect, it } from "vitest";
import { callerWith } from "../access/people.js";
import { ProtocolAgent, place, readyWorkspace } from "../dispatch/protocol-agent.js";
import { useSandbox } from "../support/sandbox.js";

const box = useSandbox();

const demand = async (pool: string) => {
  const { pool: _named, ...numbers } = await box.sandbox.sandbox("GET", `agent-pools/${pool}/demand`);
  return numbers;
};

it("tells how many tasks need an agent now: dry runs do, a run that waits for a confirmation or its turn does not", async () => {
  const { sandbox } = box;
  const where = await place(sandbox);
  const none = { tasks: 0, queued: 0, running: 0, unserved: 0, slots: 0 };
  expect(await demand(where.pool)).toEqual(none);

  const workspace = await readyWorkspace(sandbox, where);
  await sandbox.run(workspace);
  await sandbox.run(workspace);
  for (let i = 0; i < 2; i++) await sandbox.run(workspace, undefined, { "is-dry": true });
  // One plan and two dry ones; the second run waits for its turn.
  expect(await demand(where.pool)).toEqual({ ...none, tasks: 3, queued: 3, unserved: 3 });

  const agent = await ProtocolAgent.join(sandbox, where.token, { name: "one", concurrency: 2 });
  expect(await demand(where.pool)).toEqual({ ...none, tasks: 3, queued: 3, unserved: 1, slots: 2 });
  const plan = await agent.work(1);
  expect(await demand(where.pool)).toEqual({ tasks: 3, queued: 2, running: 1, unserved: 1, slots: 2 });
  await plan.put("plan", "p");
  await plan.finish();
  // It waits for a confirmation, and needs nobody; the dry ones still do.
  expect(await demand(where.pool)).toMatchObject({ tasks: 2, queued: 2, running: 0, unserved: 0 });
  await sandbox.send("POST", `runs/${plan.offer.run}/actions/apply`);
  expect(await demand(where.pool)).toMatchObject({ tasks: 3, queued: 3 });
});

it("is told to whoever may read the pool, and only to them", async () => {
  const { sandbox } = box;
  const where = await place(sandbox);
  const path = `/api/sandbox/v1/agent-pools/${where.pool}/demand`;
  expect((await (await callerWith(sandbox, [])).send("GET", path)).status).toBe(404);
  const autoscaler = await callerWith(sandbox, ["agent-pools:read"]);
  const { status, body } = await autoscaler.send("GET", path);
  expect({ status, tasks: body.tasks }).toEqual({ status: 200, tasks: 0 });
  expect((await sandbox.send("GET", "/api/sandbox/v1/agent-pools/apool-nowhere/demand")).status).toBe(404);
});
