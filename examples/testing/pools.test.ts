import { join } from "node:path";
import { type Sandbox, startSandbox } from "scalr-sandbox/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Pools } from "./pools.js";

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
  await sandbox.apply((app) => new Pools(app, "pools"));
});
afterAll(() => sandbox.close());

test("production's pool is for production alone", () => {
  expect(sandbox.pool("private").environments).toEqual(["production"]);
  expect(sandbox.pool("shared").environments).toBeNull(); // all of them
});

test("each workspace's runs go where they should", async () => {
  expect(await sandbox.poolOf("production/api")).toBe("private");
  expect(await sandbox.poolOf("staging/api")).toBe("shared");

  const { candidates } = await sandbox.explain("production/api");
  expect(candidates.map(({ level, outcome }) => `${level}: ${outcome}`)).toEqual([
    "workspace: won",
    "environment: not-set",
    "account: overridden",
    "scalr-runners: overridden",
  ]);
});

test("applied twice, it changes nothing", async () => {
  expect(await sandbox.plan((app) => new Pools(app, "pools"))).toEqual([]);
});

test("opening the private pool to all is one change in place", async () => {
  const changes = await sandbox.plan((app) => new Pools(app, "pools", { openPrivatePool: true }));
  expect(changes).toEqual([{ stack: "pools", address: "scalr_agent_pool.private", action: "update" }]);
});

test("a run waits for an agent of its pool, and executes on it", async () => {
  const run = await sandbox.run({
    workspace: "production/api",
    folder: join(import.meta.dirname, "workload"),
    variables: { greeting: "hello" },
  });
  expect((await run.waitingFor())?.message).toContain("private");

  const agent = await sandbox.startAgent({ pool: "private" });
  expect(await run.end()).toBe("applied");
  expect(run.phases.map(({ phase, agent }) => `${phase} on ${agent}`)).toEqual([
    `plan on ${agent.name}`,
    `apply on ${agent.name}`,
  ]);
  expect(await run.log()).toContain("hello from the run");
});

test("an agent that dies is offline after five minutes, and gone after four hours", async () => {
  const agent = await sandbox.startAgent({ pool: "shared" });
  await agent.kill();
  expect(agent.status).toBe("idle"); // Nobody knows yet.
  await sandbox.advance("5m");
  expect(agent.status).toBe("offline");
  await sandbox.advance("4h");
  expect(agent.status).toBe("gone");
});
