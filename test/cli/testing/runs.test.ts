import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, SandboxError, startSandbox } from "../../../cli/testing/index.js";

const workload = join(import.meta.dirname, "..", "..", "..", "examples", "testing", "workload");

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ now: Date.UTC(2026, 0, 1) });
  await sandbox.apply({
    files: {
      "main.tf": `
        terraform {
          required_providers {
            scalr = { source = "registry.scalr.io/scalr/scalr" }
          }
        }
        resource "scalr_environment" "dev" { name = "dev" }
        resource "scalr_agent_pool" "run" { name = "run" }
        resource "scalr_workspace" "pooled" {
          name           = "pooled"
          environment_id = scalr_environment.dev.id
          agent_pool_id  = scalr_agent_pool.run.id
        }
        resource "scalr_workspace" "free" {
          name           = "free"
          environment_id = scalr_environment.dev.id
        }`,
    },
  });
});
afterAll(() => sandbox.close());

const queue = (workspace: string, options: object = {}) =>
  sandbox.run({ workspace, folder: workload, variables: { greeting: "hi" }, ...options });

it("waits no longer than it is told for a run, and says what it waited for (R12)", async () => {
  const run = await queue("dev/pooled");
  await expect(run.end(0.05)).rejects.toThrow(
    /^Waited 0.05 s for the run run-\w+ to reach its end; it is plan_queued \(plan on run, no agent\)/,
  );
  await expect(run.end(0.05)).rejects.toBeInstanceOf(SandboxError);
  await run.cancel();
  expect(await run.end()).toBe("canceled");
});

it("fails at once where a run ends without the status that a test waits for", async () => {
  const run = await queue("dev/pooled");
  const waited = expect(run.reaches("planned")).rejects.toThrow(
    `The run ${run.id} can no longer reach planned: it is canceled. It has been pending, plan_queued, canceled.`,
  );
  await run.cancel();
  await waited;
});

it("holds a run for its confirmation, which lets an agent apply it", async () => {
  const agent = await sandbox.startAgent({ pool: "run", name: "one", concurrency: 1 });
  expect(sandbox.pool("run").agents).toEqual([{ id: agent.id, name: "one", status: "idle" }]);
  const run = await queue("dev/pooled", { autoApply: false });
  await run.reaches("planned");
  expect(run.phases).toEqual([{ phase: "plan", pool: "run", agent: "one", status: "finished" }]);
  await run.confirm();
  expect(await run.end()).toBe("applied");
  expect(await run.log()).toContain("hi from the run");
  // It has been planned: there is nothing to wait for, in no time at all.
  expect(await run.reaches("planned", 0)).toBe("planned");
  expect(await run.reaches(["pending", "planned", "planned_and_finished"], 0)).toBe("planned");
  await expect(run.reaches(["discarded", "errored"])).rejects.toThrow(
    `The run ${run.id} can no longer reach discarded or errored: it is applied. It has been pending, `,
  );
  const dry = await queue("dev/pooled", { dry: true, variables: { greeting: "other" } });
  expect(await dry.end()).toBe("planned_and_finished");
  await agent.stop();
  expect(agent.status).toBe("gone");
});

it("executes on the Scalr runners where there is no pool (R1)", { timeout: 60_000 }, async () => {
  expect(await sandbox.poolOf("dev/free")).toBe("scalr-runners");
  const run = await queue("dev/free");
  expect(await run.end()).toBe("applied");
  expect(run.phases.map(({ pool }) => pool)).toEqual(["scalr-runners", "scalr-runners"]);
});

it("loses an agent the moment it is killed, by the clock and nothing else (R13)", async () => {
  const agent = await sandbox.startAgent({ pool: "run" });
  await sandbox.advance("1h");
  expect(agent.status).toBe("idle");
  const before = sandbox.now().getTime();
  await agent.kill();
  await sandbox.advance("4m59s");
  expect(agent.status).toBe("idle");
  const [fired] = await sandbox.advance("1s");
  expect(fired).toMatchObject({ rule: "R13", object: { id: agent.id } });
  expect(agent.status).toBe("offline");
  expect(sandbox.now().getTime() - before).toBe(300_000);
});

it("says why an agent does not join", async () => {
  await expect(sandbox.startAgent({ pool: "none" })).rejects.toThrow('There is no pool "none"');
  await expect(sandbox.startAgent({ pool: "run", concurrency: 9 })).rejects.toThrow(
    /ended with \d+:[\s\S]*R8/,
  );
});

it("starts in milliseconds, and closing ends its agents and may be repeated", async () => {
  const before = process.cpuUsage();
  const other = await startSandbox();
  const { user, system } = process.cpuUsage(before);
  // It is 5 to 20 ms; in processor time, because machines that do other things at the same time take longer.
  expect((user + system) / 1_000).toBeLessThan(1_000);
  await other.apply({
    files: {
      "main.tf": `
        terraform {
          required_providers {
            scalr = { source = "registry.scalr.io/scalr/scalr" }
          }
        }
        resource "scalr_agent_pool" "p" { name = "p" }`,
    },
  });
  const { pid } = await other.startAgent({ pool: "p" });
  await Promise.all([other.close(), other.close()]);
  await other.close();
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  await expect(fetch(`${other.url}/api/sandbox/v1/health`)).rejects.toThrow();
});
