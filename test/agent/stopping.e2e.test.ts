import { readdirSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { temporaryFolder } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { AgentProcess, joinedAgent } from "./agent-process.js";
import { Gate, gone, killedForGood, logOf, reached, workshop, workspaceWith } from "./workshop.js";

const box = useSandbox({ clock: "real" });

/** An agent whose apply waits at a gate. */
async function working(env: Readonly<Record<string, string>> = {}) {
  const where = await workshop(box.sandbox, env);
  const gate = new Gate();
  const workspace = await workspaceWith(box.sandbox, where, gate.configuration("work"));
  const run = await box.sandbox.run(workspace);
  await gate.until(() => gate.begun("work"));
  return { where, gate, workspace, run };
}

/** The agent's log of its last line, for exit messages. */
const lastWords = (agent: AgentProcess) => String(agent.lines.at(-1)?.message);

describe("canceling a run that executes", () => {
  it("stops its work at once and keeps what was done", async () => {
    const { run, workspace } = await working();
    await box.sandbox.send("POST", `runs/${run.id}/actions/cancel`);
    expect(await reached(box.sandbox, run)).toMatchObject({ status: "canceled" });
    const { body } = await box.sandbox.get(`workspaces/${workspace}/current-state-version`);
    expect(body.data.attributes.resources).toMatchObject([{ address: "null_resource.gated" }]);
  });

  it("kills what does not listen when it is asked for twice", async () => {
    const where = await workshop(box.sandbox);
    const gate = new Gate();
    const stubborn = `trap '' TERM; ${gate.command("work")}`;
    const workspace = await workspaceWith(
      box.sandbox,
      where,
      `resource "null_resource" "a" {\n provisioner "local-exec" {\n command = "${stubborn}"\n }\n}`,
    );
    const run = await box.sandbox.run(workspace);
    await gate.until(() => gate.begun("work"));
    await box.sandbox.send("POST", `runs/${run.id}/actions/cancel`);
    await where.agent.logged("stopping a task (soft)");
    await box.sandbox.send("POST", `runs/${run.id}/actions/cancel`);
    expect(await reached(box.sandbox, run)).toMatchObject({ status: "canceled" });
    await where.agent.logged("stopping a task (force)");
  });
});

describe("an agent that is asked to stop", () => {
  it("finishes what runs, takes nothing new, leaves its pool and exits with 0 (drain)", async () => {
    const { where, gate, run } = await working();
    const ended = where.agent.kill("SIGTERM");
    await where.agent.logged("stopping (drain)");
    const later = await box.sandbox.run(await workspaceWith(box.sandbox, where, ""));
    gate.open();
    expect(await ended).toEqual({ code: 0, signal: null });
    expect((await reached(box.sandbox, run)).status).toBe("applied");
    expect((await box.sandbox.get(`agents/${where.agentId}`)).status).toBe(404);
    expect((await box.sandbox.read("runs", later.id)).attributes.status).toBe("plan_queued");
  });

  it("stops what runs and reports it (grace-shutdown)", async () => {
    const { where, run } = await working({ SCALR_AGENT_WORKER_ON_STOP_ACTION: "grace-shutdown" });
    expect(await where.agent.kill("SIGTERM")).toEqual({ code: 0, signal: null });
    const end = await reached(box.sandbox, run);
    expect(end.status).toBe("errored");
    expect(end.errorMessage).toMatch(/^Agent 'agent-\d+' \(agent-\w+\) was stopped during the run\.$/);
  });

  it("kills what does not end within the grace, and reports it all the same", async () => {
    const where = await workshop(box.sandbox, {
      SCALR_AGENT_WORKER_ON_STOP_ACTION: "grace-shutdown",
      SCALR_AGENT_WORKER_GRACE_SHUTDOWN_TIMEOUT: "0",
    });
    const gate = new Gate();
    const workspace = await workspaceWith(
      box.sandbox,
      where,
      `resource "terraform_data" "made" { input = "x" }
       resource "null_resource" "stubborn" {
         depends_on = [terraform_data.made]
         provisioner "local-exec" { command = "trap '' TERM INT; ${gate.command("work")}" }
       }`,
    );
    const run = await box.sandbox.run(workspace);
    await gate.until(() => gate.begun("work"));
    expect(await where.agent.kill("SIGTERM")).toEqual({ code: 0, signal: null });
    expect((await reached(box.sandbox, run)).errorMessage).toContain("was stopped during the run");
    const { body } = await box.sandbox.get(`workspaces/${workspace}/current-state-version`);
    expect(JSON.stringify(body.data.attributes.resources)).toContain("terraform_data.made");
  });

  it("drains for as long as it was told, then kills what still runs", async () => {
    const { where, run } = await working({ SCALR_AGENT_WORKER_DRAIN_TIMEOUT: "1" });
    expect(await where.agent.kill("SIGTERM")).toEqual({ code: 0, signal: null });
    expect((await reached(box.sandbox, run)).errorMessage).toContain(
      "was lost during the apply: it was stopped",
    );
  });

  it("kills what runs when it may not wait (force-shutdown), or is asked twice", async () => {
    for (const action of ["force-shutdown", "drain"]) {
      const { where, run } = await working({ SCALR_AGENT_WORKER_ON_STOP_ACTION: action });
      const ended = where.agent.kill("SIGTERM");
      if (action === "drain") {
        await where.agent.logged("stopping (drain)");
        where.agent.kill("SIGTERM");
      }
      expect(await ended).toEqual({ code: 0, signal: null });
      expect(await reached(box.sandbox, run)).toMatchObject({
        status: "errored",
        errorMessage: expect.stringContaining("was lost during the apply: it was stopped"),
      });
    }
  });

  it("leaves no file of a task behind", async () => {
    const folder = temporaryFolder();
    const { where, gate, run } = await working({ SCALR_AGENT_DATA_DIR: folder });
    expect(readdirSync(folder).filter((name) => name.startsWith("tasks-"))).toHaveLength(1);
    gate.open();
    await reached(box.sandbox, run);
    await where.agent.kill("SIGTERM");
    expect(readdirSync(folder)).toEqual([".gitignore"]);
  });
});

describe("an agent that is killed", () => {
  it("takes its tasks with it; its run ends errored and its workspace moves on", async () => {
    const { where, gate, workspace, run } = await working();
    const { store } = box.sandbox.simulator;
    const behind = await box.sandbox.run(workspace);
    await killedForGood(box.sandbox, where);
    await box.sandbox.advance("1s");
    expect(store.get("runs", run.id)!.status).toBe("applying");
    await box.sandbox.advance("5m");
    expect(await reached(box.sandbox, run)).toMatchObject({
      status: "errored",
      errorMessage: `Agent '${store.get("agents", where.agentId)!.name}' (${where.agentId}) was lost during the apply: no contact for 5 minutes.`,
    });
    expect((await box.sandbox.read("agents", where.agentId)).attributes.status).toBe("offline");
    const other = await joinedAgent("successor", where.token);
    gate.open();
    expect((await reached(box.sandbox, behind)).status).toMatch(/^(applied|planned_and_finished)$/);
    await other.kill("SIGTERM");
    expect((await box.sandbox.delete("agents", where.agentId)).status).toBe(204);
  });

  it("ends its tasks' processes, and what those had started", async () => {
    const where = await workshop(box.sandbox);
    const gate = new Gate();
    const workspace = await workspaceWith(
      box.sandbox,
      where,
      `resource "null_resource" "a" {\n provisioner "local-exec" {\n command = "echo pids $PPID $$; ${gate.command("work")}"\n }\n}`,
    );
    const run = await box.sandbox.run(workspace);
    await gate.until(async () => (await logOf(box.sandbox, run, "apply")).includes("): pids "));
    const log = await logOf(box.sandbox, run, "apply");
    const pids = /\): pids (\d+) (\d+)/.exec(log)!.slice(1).map(Number);
    expect(pids.map(gone)).toEqual([false, false]);
    await where.agent.kill("SIGKILL");
    await gate.until(() => pids.every(gone));
  });
});

describe("an agent that is dismissed", () => {
  it("stops what it runs and exits with 5 when its pool is deleted (R19)", async () => {
    const { where, workspace, run } = await working();
    await box.sandbox.update("workspaces", workspace, {}, { "agent-pool": null });
    expect((await box.sandbox.delete("agent-pools", where.pool)).status).toBe(204);
    expect(await where.agent.ended).toEqual({ code: 5, signal: null });
    expect(lastWords(where.agent)).toContain(`The agent's pool (${where.pool}) was deleted.`);
    expect(await reached(box.sandbox, run)).toMatchObject({
      status: "errored",
      errorMessage: expect.stringMatching(/was lost during the apply: its pool 'pool-\d+' .* was deleted/),
    });
  });

  it("and when the token is revoked by which it joined", async () => {
    const { where, run } = await working();
    const [token] = await box.sandbox.list(`agent-pools/${where.pool}/access-tokens`);
    expect((await box.sandbox.delete("access-tokens", token!.id)).status).toBe(204);
    expect(await where.agent.ended).toEqual({ code: 5, signal: null });
    expect((await reached(box.sandbox, run)).status).toBe("errored");
  });
});

describe("an agent that cannot join", () => {
  const start = (env: Readonly<Record<string, string>>) => new AgentProcess(env);

  it.each([
    ["no token", {}, 2, "SCALR_AGENT_TOKEN is not set. Set it to a token of an agent pool, or name a pool"],
    [
      "more than five tasks (R8)",
      { SCALR_AGENT_TOKEN: "t", SCALR_URL: "http://127.0.0.1:1", SCALR_AGENT_CONCURRENCY: "6" },
      2,
      "at most 5 runs at a time (R8)",
    ],
    ["a token without an address", { SCALR_AGENT_TOKEN: "t" }, 2, "Set SCALR_URL"],
    [
      "a driver that is not there",
      { SCALR_AGENT_TOKEN: "t", SCALR_URL: "http://x", SCALR_AGENT_DRIVER: "docker" },
      2,
      "SCALR_AGENT_DRIVER must be one of local",
    ],
    [
      "a certificate that is not there",
      { SCALR_AGENT_TOKEN: "t", SCALR_URL: "http://x", SCALR_AGENT_CA_CERT: "/nowhere.pem" },
      2,
      "'/nowhere.pem', and there is no such file",
    ],
  ])("says so and exits: %s", async (_what, env, code, says) => {
    const agent = start(env as Record<string, string>);
    expect(await agent.ended).toEqual({ code, signal: null });
    expect(lastWords(agent)).toContain(says);
  });

  it("exits with 4 when its token is unknown", async () => {
    const agent = start({ SCALR_AGENT_TOKEN: "unknown", SCALR_URL: box.sandbox.simulator.url });
    expect((await agent.ended).code).toBe(4);
    expect(lastWords(agent)).toContain("The token is unknown, expired or revoked.");
  });

  it("exits with 3 when its name is taken (R16)", async () => {
    const where = await workshop(box.sandbox);
    const name = (await box.sandbox.read("agents", where.agentId)).attributes.name;
    const twin = start({ SCALR_AGENT_TOKEN: where.token, SCALR_AGENT_NAME: name });
    expect((await twin.ended).code).toBe(3);
    expect(lastWords(twin)).toContain(`An agent named '${name}' is connected to pool`);
  });
});

describe("an agent that is stopped while the server has not answered that a task is started", () => {
  it("does not wait for the answer: it ends, and the task goes back into the queue (R17)", async () => {
    const where = await workshop(box.sandbox, { SCALR_AGENT_WORKER_ON_STOP_ACTION: "force-shutdown" });
    const faults = "/api/sandbox/v1/faults";
    await box.sandbox.send("POST", faults, { path: "/api/agents/v1/tasks/*/start", delay: "5m", count: 1 });
    const run = await box.sandbox.run(await workspaceWith(box.sandbox, where, ""));
    await vi.waitFor(async () => expect((await box.sandbox.get(faults)).body.faults[0].struck).toBe(1), {
      timeout: 100_000,
    });
    expect(await where.agent.kill("SIGTERM")).toEqual({ code: 0, signal: null });
    await box.sandbox.send("DELETE", faults);
    expect((await box.sandbox.read("runs", run.id)).attributes.status).toBe("plan_queued");
  });
});
