import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/process.js";
import { startSandbox } from "../support/sandbox.js";

it("a reset leaves the account, its users, and the Scalr runners", async () => {
  const dataDir = temporaryFolder();
  const sandbox = await startSandbox({ dataDir, runnerQuota: 3 });
  const { id: runners } = (await sandbox.list("agent-pools"))[0]!;
  const pool = await sandbox.pool("pool");
  const secret = await sandbox.poolToken(pool.id);
  const environment = await sandbox.environment("env");
  const workspace = await sandbox.workspace("ws", environment.id, {}, pool.id);
  await sandbox.run(workspace.id, await sandbox.upload(workspace.id, { "main.tf": "" }));
  await sandbox.update("accounts", sandbox.accountId, { quotas: { "max-concurrent-runs": 9 } });
  await sandbox.update("agent-pools", pool.id, { default: true });
  expect(readdirSync(join(dataDir, "blobs", "configurations"))).toHaveLength(1);

  const { seq } = sandbox.simulator.store;
  expect(await sandbox.sandbox("POST", "reset", {})).toEqual({
    status: "ok",
    now: expect.stringMatching(/Z$/),
  });
  expect(sandbox.simulator.store.seq).toBe(seq + 1);

  expect((await sandbox.list("agent-pools")).map(({ id }) => id)).toEqual([runners]);
  for (const type of ["environments", "workspaces", "runs", "configuration-versions?filter[workspace]=x"])
    expect(await sandbox.list(type), type).toEqual([]);
  expect((await sandbox.read("accounts", sandbox.accountId)).attributes.quotas).toEqual({
    "max-concurrent-runs": 3,
  });
  expect((await sandbox.sandbox("GET", "status")).queue).toEqual([]);
  expect((await sandbox.as(secret).send("POST", "/api/agents/v1/register", {})).status).toBe(401);
  await sandbox.close();
  expect(readdirSync(join(dataDir, "blobs", "configurations"))).toEqual([]);

  const again = await startSandbox({ dataDir });
  expect((await again.list("agent-pools")).map(({ id }) => id)).toEqual([runners]);
  await again.environment("env");
  await again.close();
});
