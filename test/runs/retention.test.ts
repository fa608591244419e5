import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { RETENTION } from "../../simulator/runs/retention/table.js";
import { ProtocolAgent, place, readyWorkspace } from "../dispatch/protocol-agent.js";
import { useSandbox } from "../support/sandbox.js";

const box = useSandbox();
const STATE = { version: 4, lineage: "l", outputs: {}, resources: [] };

/** A run from its plan to its apply, with log, plan file and state. */
async function applied(token: string, workspace: string, serial: number) {
  const agent = await ProtocolAgent.join(box.sandbox, token, { name: `worker-${serial}` });
  const run = await box.sandbox.run(workspace, undefined, { "auto-apply": true });
  const plan = await agent.work();
  await plan.log(0, "planned");
  await plan.put("plan", "a plan file");
  await plan.finish();
  const apply = await agent.work();
  await apply.put("state", JSON.stringify({ ...STATE, serial }));
  await apply.finish();
  return run;
}

it("old runs are deleted with their files; current and needed ones stay", async () => {
  const { sandbox } = box;
  const { store } = sandbox.simulator;
  const where = await place(sandbox);
  const workspace = await readyWorkspace(sandbox, where);
  const first = await applied(where.token, workspace, 1);
  await sandbox.advance("10d");
  const version = await sandbox.upload(workspace, { "main.tf": "# two" });
  const second = await applied(where.token, workspace, 2);
  const open = await sandbox.run(workspace);
  const old = first.relationships["configuration-version"]!.data.id;
  const [oldState] = (await sandbox.read("runs", first.id)).relationships["state-versions"]!.data;
  const [newState] = (await sandbox.read("runs", second.id)).relationships["state-versions"]!.data;

  await sandbox.advance("20d");
  expect((await sandbox.get(`runs/${first.id}`)).status).toBe(404);
  expect((await sandbox.get(`plans/${first.relationships.plan!.data.id}/output`)).status).toBe(404);
  expect((await sandbox.get(`configuration-versions/${old}`)).status).toBe(404);
  expect((await sandbox.get(`state-versions/${oldState.id}`)).status).toBe(404);
  expect((await sandbox.read("runs", second.id)).attributes.status).toBe("applied");

  await sandbox.advance("40d");
  expect((await sandbox.get(`runs/${second.id}`)).status).toBe(404);
  const current = await sandbox.read("state-versions", newState.id);
  expect(current.relationships.run!.data).toBeNull();
  expect((await sandbox.read("configuration-versions", version)).attributes.status).toBe("uploaded");
  const { relationships } = await sandbox.read("workspaces", workspace);
  expect(relationships["latest-run"]!.data.id).toBe(open.id);
  expect(store.count("tasks", "run", second.id)).toBe(0);
  for (const [kind, left] of Object.entries({ logs: 0, plans: 0, configurations: 1, states: 1 }))
    await expect.poll(() => store.blobs.list(kind)).toHaveLength(left);
});

it("is what its page says", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/reference/retention.md"), "utf8");
  for (const { what, except } of Object.values(RETENTION))
    for (const text of [what, except]) expect(page).toContain(text);
});
