import { expect, it } from "vitest";
import { Api } from "../api/support.js";
import { type RunningSimulator, temporaryFolder, up } from "../support/process.js";
import { archive } from "../support/sandbox.js";
import { AgentProcess, joinedAgent } from "./agent-process.js";
import { Gate } from "./workshop.js";

/** What a test needs of a simulator in another process. */
async function prepared(simulator: RunningSimulator, gate: Gate) {
  const api = new Api(simulator.url, simulator.token, simulator.accountId);
  const environment = await api.create("environments", { name: "env" });
  const pool = await api.create("agent-pools", { name: "pool" });
  const token = await api.create(`agent-pools/${pool.id}/access-tokens`);
  const workspace = await api.create(
    "workspaces",
    { name: "ws", "auto-apply": true },
    { environment: environment.id, "agent-pool": pool.id },
  );
  const version = await api.create(
    "configuration-versions",
    { "auto-queue-runs": false },
    { workspace: workspace.id },
  );
  const configuration = `${gate.configuration("work")}
    resource "null_resource" "after" {
      depends_on = [null_resource.gated]
      provisioner "local-exec" { command = "echo continued" }
    }`;
  await fetch(version.links.upload!, {
    method: "PUT",
    body: (await archive({ "main.tf": configuration })) as never,
  });
  return { api, pool, token: token.attributes.token as string, workspace };
}

it.each(["SIGKILL", "SIGTERM"] as const)(
  "an agent keeps its running tasks through a restart of the simulator (%s) and reports when it is back",
  async (signal) => {
    const folder = temporaryFolder();
    const gate = new Gate();
    const first = await up("--data-dir", folder);
    const { api, token, workspace } = await prepared(first, gate);
    const agent = await joinedAgent("survivor", token);
    const run = await api.create("runs", {}, { workspace: workspace.id });
    await gate.until(() => gate.begun("work"));

    await first.kill(signal);
    gate.open();
    const second = await up("--data-dir", folder, "--port", String(new URL(first.url).port));
    expect(second.url).toBe(first.url);
    const again = new Api(second.url, second.token, second.accountId);
    await gate.until(async () => {
      const { attributes } = await again.read("runs", run.id);
      if (attributes.status === "errored") throw new Error(attributes["error-message"]);
      return attributes.status === "applied";
    });
    const { body: log } = await again.get(`applies/${run.relationships.apply!.data.id}/output`);
    expect(log).toContain("null_resource.after (local-exec): continued");
    expect(log.match(/null_resource.gated: Creating\.\.\./g)).toHaveLength(1);
    expect(log).toContain("Apply complete! Resources: 2 added");
    expect(await agent.kill("SIGTERM")).toEqual({ code: 0, signal: null });
  },
);

it("an agent waits for a simulator that is not there yet", async () => {
  const folder = temporaryFolder();
  const first = await up("--data-dir", folder);
  const { token } = await prepared(first, new Gate());
  await first.kill("SIGTERM");
  const agent = new AgentProcess({ SCALR_AGENT_TOKEN: token, SCALR_AGENT_NAME: "early" });
  await agent.logged("cannot be reached, trying again");
  const second = await up("--data-dir", folder, "--port", String(new URL(first.url).port));
  await agent.logged("joined pool");
  const api = new Api(second.url, second.token, second.accountId);
  expect((await api.list("agents")).map(({ attributes }) => attributes.name)).toEqual(["early"]);
});

it("an agent says when SCALR_URL confuses HTTP and HTTPS, and continues to try", async () => {
  const simulator = await up("--data-dir", temporaryFolder());
  const { token } = await prepared(simulator, new Gate());
  const { host } = new URL(simulator.url);
  const agent = new AgentProcess({ SCALR_AGENT_TOKEN: token, SCALR_AGENT_NAME: "bare", SCALR_URL: host });
  await agent.logged(
    `https://${host} cannot be reached, trying again: The port does not speak HTTPS. A SCALR_URL without a scheme means HTTPS: write http://`,
  );
  expect(await agent.kill("SIGTERM")).toMatchObject({ code: 0 });
});
