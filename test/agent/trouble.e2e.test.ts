import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { childrenOf, socketsOf } from "../../cli/demo/stage/system.js";
import type { Run } from "../../simulator/core/entities.js";
import { place } from "../dispatch/protocol-agent.js";
import { temporaryFolder } from "../support/process.js";
import { startSandbox, useSandbox } from "../support/sandbox.js";
import { AgentProcess, joinedAgent } from "./agent-process.js";
import { Gate, killedForGood, logOf, reached, workshop, workspaceWith } from "./workshop.js";

const box = useSandbox({ clock: "real", limits: { state: 8_000, log: 6_000 } });

/** A program whose files can grow to 64 KiB only: to it, the disk is then full. */
const SMALL_FILES = ["bash", "-c", 'ulimit -f 64; exec "$0" "$@"'];

/** A resource that is made before one that waits at a gate: its state is sent while the apply continues. */
const inSteps = (gate: Gate) => `
  resource "terraform_data" "made" { input = "made" }
  resource "null_resource" "gated" {
    depends_on = [terraform_data.made]
    provisioner "local-exec" { command = "${gate.command("work")}" }
  }`;

/** Fails every upload of a state until `restored`. */
async function statesRefused() {
  const faults = "/api/sandbox/v1/faults";
  const path = "/api/agents/v1/tasks/*/artifacts/state";
  const restored = () => box.sandbox.send("DELETE", faults);
  onTestFinished(async () => {
    await restored();
  });
  expect((await box.sandbox.send("POST", faults, { path, status: 503 })).status).toBe(200);
  return { restored };
}

/** Addresses of what the workspace's current state says exists. */
async function made(workspace: string): Promise<string[]> {
  const { body } = await box.sandbox.get(`workspaces/${workspace}/current-state-version`);
  const resources: { address: string }[] = body.data?.attributes.resources ?? [];
  return resources.map(({ address }) => address);
}

describe("the folders of an agent that was killed", () => {
  it("are removed by the next agent that starts there, which delivers the state that was not", async () => {
    const folder = temporaryFolder();
    const gate = new Gate();
    const where = await workshop(box.sandbox, { SCALR_AGENT_DATA_DIR: folder });
    const { restored } = await statesRefused();
    const workspace = await workspaceWith(box.sandbox, where, inSteps(gate));
    const run = await box.sandbox.run(workspace);
    await gate.until(() => gate.begun("work"));
    // The agent hears of the state from the task's process a moment after the state is there.
    const isNoted = (name: string) => name.endsWith("state-record.json");
    await gate.until(() => (readdirSync(folder, { recursive: true }) as string[]).some(isNoted));
    await killedForGood(box.sandbox, where);
    await restored();
    expect(readdirSync(folder).filter((name) => name.startsWith("tasks-"))).toHaveLength(1);
    expect(await made(workspace)).toEqual([]);

    // It takes another name: the first counts as running until it is offline, and the state has to wait for that.
    const next = await joinedAgent("cleaner", where.token, { SCALR_AGENT_DATA_DIR: folder });
    await next.logged("left behind by an agent that has ended");
    expect(readdirSync(folder).filter((name) => name.startsWith("tasks-"))).toHaveLength(1);
    await box.sandbox.advance("5m");
    const isDelivered = (now: Run | undefined) => now!.errorMessage?.includes("delivered later") === true;
    await box.sandbox.until("runs", run.id, isDelivered);
    expect(await made(workspace)).toContain("terraform_data.made");
    await next.logged("delivered the state that");
    await next.kill("SIGTERM");
    expect(readdirSync(folder)).toEqual([".gitignore", "states"]);
    expect(readdirSync(join(folder, "states"))).toEqual([]);
  });

  it("are left alone while their agent lives, and nobody else may look into them", async () => {
    const folder = temporaryFolder();
    const gate = new Gate();
    const where = await workshop(box.sandbox, { SCALR_AGENT_DATA_DIR: folder });
    const run = await box.sandbox.run(await workspaceWith(box.sandbox, where, inSteps(gate)));
    await gate.until(() => gate.begun("work"));
    const own = readdirSync(folder).find((name) => name.startsWith("tasks-"));
    const modes = readdirSync(join(folder, own!), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.parentPath.includes("configuration"))
      .map(({ parentPath, name }) => statSync(join(parentPath, name)).mode & 0o777);
    expect(new Set([...modes, statSync(join(folder, own!)).mode & 0o777])).toEqual(new Set([0o700]));
    const neighbour = await joinedAgent("neighbour", where.token, { SCALR_AGENT_DATA_DIR: folder });
    expect(existsSync(join(folder, own!))).toBe(true);
    gate.open();
    expect((await reached(box.sandbox, run)).status).toBe("applied");
    await neighbour.kill("SIGTERM");
  });
});

describe("a task whose process is killed from outside", () => {
  it("ends its run errored, saying what that looks like, and keeps what was done", async () => {
    const gate = new Gate();
    const where = await workshop(box.sandbox);
    const workspace = await workspaceWith(box.sandbox, where, inSteps(gate));
    const run = await box.sandbox.run(workspace);
    await gate.until(() => gate.begun("work"));
    const pid = childrenOf(where.agent.pid)!.find((child) => childrenOf(child)!.length > 0)!;
    process.kill(pid, "SIGKILL");
    const { status, errorMessage } = await reached(box.sandbox, run);
    expect(status).toBe("errored");
    expect(errorMessage).toMatch(
      /^The process of the apply was killed \(SIGKILL\), but not by agent 'agent-\d+'\. Its machine may be out of memory/,
    );
    expect(await made(workspace)).toContain("terraform_data.made");
    expect(await logOf(box.sandbox, run, "apply")).toContain(`Error: ${errorMessage}`);
    const next = await box.sandbox.run(await workspaceWith(box.sandbox, where, ""));
    expect((await reached(box.sandbox, next)).status).toBe("planned_and_finished");
  });
});

describe("what is too large", () => {
  it("a state is kept by the agent, and the run says where; a log is cut off and says so", async () => {
    const where = await workshop(box.sandbox);
    const workspace = await workspaceWith(
      box.sandbox,
      where,
      `resource "terraform_data" "a" {
         input = join("", [for n in range(200) : "${"0123456789".repeat(5)}"])
       }`,
    );
    const { status, errorMessage } = await reached(box.sandbox, await box.sandbox.run(workspace));
    expect(status).toBe("errored");
    const path =
      /^The apply made its changes, but the server rejected the state: The state of task 'task-\w+' has \d+ bytes; the limit is 8000\. It is kept at (\S+) on the machine of agent 'agent-\d+'\.$/.exec(
        errorMessage!,
      )?.[1];
    expect(path, errorMessage!).toBeDefined();
    expect(existsSync(path!)).toBe(true);

    const talks = `resource "null_resource" "talks" {
      provisioner "local-exec" { command = "for i in $(seq 400); do echo line $i of a long log; done" }
    }`;
    const run = await box.sandbox.run(await workspaceWith(box.sandbox, where, talks));
    expect((await reached(box.sandbox, run)).status).toBe("applied");
    const log = await logOf(box.sandbox, run, "apply");
    expect(log).toMatch(/\[The log is longer than the 6000 bytes that are kept: the rest is left out\.\]\n$/);
    expect(Buffer.byteLength(log)).toBe(6_000);
  });
});

describe("an agent whose disk is full", () => {
  it("ends the run errored, saying so and where to make room", async () => {
    const where = await place(box.sandbox);
    const agent = new AgentProcess(
      { SCALR_AGENT_TOKEN: where.token, SCALR_AGENT_NAME: "full-disk" },
      onTestFinished,
      SMALL_FILES,
    );
    await agent.logged("joined pool");
    const files = { "main.tf": "", "large.txt": Array.from({ length: 40_000 }, Math.random).join() };
    const end = await reached(
      box.sandbox,
      await box.sandbox.run(await workspaceWith(box.sandbox, where, files)),
    );
    expect(end.status).toBe("errored");
    expect(end.errorMessage).toMatch(
      /^The disk of agent 'full-disk' is full, so the plan stopped \(.*EFBIG.*\)\. Free space in \S+ and queue/,
    );
  });
});

describe("an agent", () => {
  it.runIf(process.platform === "linux")("listens on nothing, at rest and at work (R15)", async () => {
    const gate = new Gate();
    const where = await workshop(box.sandbox);
    const run = await box.sandbox.run(await workspaceWith(box.sandbox, where, inSteps(gate)));
    await gate.until(() => gate.begun("work"));
    const all = [where.agent.pid, ...childrenOf(where.agent.pid)!];
    expect(all.length).toBeGreaterThan(1);
    const port = Number(new URL(box.sandbox.simulator.url).port);
    for (const pid of all) {
      const { listening, connectedTo } = socketsOf(pid)!;
      expect(listening).toEqual([]);
      expect(connectedTo.filter((remote) => remote !== port)).toEqual([]);
    }
    gate.open();
    await reached(box.sandbox, run);
  });

  it("that is older than what the server works with exits with 7 and says from which version", async () => {
    const strict = await startSandbox({ minAgentVersion: "99.0.0" });
    onTestFinished(() => strict.close());
    const { token } = await place(strict);
    const agent = new AgentProcess({ SCALR_AGENT_TOKEN: token, SCALR_AGENT_NAME: "old" });
    expect((await agent.ended).code).toBe(7);
    expect(agent.lines.at(-1)?.message).toMatch(/version \S+; the oldest version that may join is 99\.0\.0/);
  });
});
