import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../support/process.js";
import { type Sandbox, startSandbox } from "../support/sandbox.js";
import { joinedAgent } from "./agent-process.js";
import { Gate, logOf, reached, workshop, workspaceWith } from "./workshop.js";

/** A sandbox on a port, which the test may close before it ends. */
async function sandboxAt(options: { port?: number; dataDir?: string; limits?: object }): Promise<Sandbox> {
  const sandbox = await startSandbox({ clock: "real", ...options } as never);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

const stateOf = async (sandbox: Sandbox, workspace: string): Promise<string[]> => {
  const { body } = await sandbox.get(`workspaces/${workspace}/current-state-version`);
  const resources: { address: string }[] = body.data?.attributes.resources ?? [];
  return resources.map(({ address }) => address);
};

it("a state that was not delivered is for its sandbox alone, wherever that is, and not for another at its address", async () => {
  const [folder, dataDir] = [temporaryFolder(), temporaryFolder()];
  const first = await sandboxAt({ dataDir });
  const gate = new Gate();
  const where = await workshop(first, { SCALR_AGENT_DATA_DIR: folder });
  await first.send("POST", "/api/sandbox/v1/faults", {
    path: "/api/agents/v1/tasks/*/artifacts/state",
    status: 503,
  });
  const workspace = await workspaceWith(
    first,
    where,
    `resource "terraform_data" "made" { input = "made" }
     resource "null_resource" "gated" {
       depends_on = [terraform_data.made]
       provisioner "local-exec" { command = "${gate.command("work")}" }
     }`,
  );
  const run = await first.run(workspace);
  await gate.until(() => gate.begun("work"));
  const isNoted = (name: string) => name.endsWith(".state-record.json");
  await gate.until(() => (readdirSync(folder, { recursive: true }) as string[]).some(isNoted));
  await where.agent.kill("SIGKILL");
  const port = Number(new URL(first.url).port);
  await first.close();

  // Another sandbox at the same address.
  const second = await sandboxAt({ port });
  expect(second.url).toBe(first.url);
  const stranger = await workshop(second, { SCALR_AGENT_DATA_DIR: folder });
  await stranger.agent.logged("left behind by an agent that has ended");
  await stranger.agent.kill("SIGTERM");
  expect(JSON.stringify(stranger.agent.lines)).not.toMatch(new RegExp(`${run.id}|kept|delivered`));
  expect([...second.simulator.store.all("state-versions")]).toEqual([]);
  const [kept] = readdirSync(join(folder, "states"));
  expect(readdirSync(join(folder, "states", kept!))).toHaveLength(1);

  // The first one, at another address.
  const again = await sandboxAt({ dataDir });
  expect(again.url).not.toBe(first.url);
  expect(again.simulator.store.get("sandbox", "sandbox")!.identity).toBe(kept);
  const token = await again.poolToken(where.pool);
  await joinedAgent("later", token, { SCALR_AGENT_DATA_DIR: folder });
  await again.advance("5m");
  await again.until("runs", run.id, (now) => now!.errorMessage?.includes("delivered later") === true);
  expect(await stateOf(again, workspace)).toContain("terraform_data.made");
});

it("what a task leaves is read in its own folder: a link out of it is not followed", async () => {
  const sandbox = await sandboxAt({});
  const elsewhere = temporaryFolder();
  const where = await workshop(sandbox);
  const workspace = await workspaceWith(
    sandbox,
    where,
    `resource "null_resource" "a" {
       provisioner "local-exec" { command = "mv ../out ../moved && ln -s ${elsewhere} ../out" }
     }`,
  );
  const run = await sandbox.run(workspace);
  const { status, errorMessage } = await reached(sandbox, run);
  expect(existsSync(join(elsewhere, "state"))).toBe(true);
  expect(status).toBe("errored");
  expect(errorMessage).toMatch(/out\/state is reached through a link/);
  expect(await logOf(sandbox, run, "apply")).toContain("null_resource.a: Creation complete");
});
