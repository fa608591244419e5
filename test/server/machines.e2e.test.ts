import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { AgentProcess } from "../agent/agent-process.js";
import { Api, type Resource } from "../api/support.js";
import { hasNetworks, type Machine, Network } from "../support/machines.js";
import { postgres, startPostgres } from "../support/postgres.js";
import { temporaryFolder } from "../support/process.js";
import { archive } from "../support/sandbox.js";
import { SharedSimulator } from "../support/shared-simulator.js";

const PORT = 7878;
const pause = () => new Promise((resolve) => setTimeout(resolve, 50));

/** A pool with an agent on the machine, and a workspace that runs there. */
async function agentOn(machine: Machine, api: Api) {
  const environment = (await api.create("environments", { name: "env" })).id;
  const pool = (await api.create("agent-pools", { name: "pool" })).id;
  const { token } = (await api.create(`agent-pools/${pool}/access-tokens`)).attributes;
  const workspace = (
    await api.create("workspaces", { name: "ws", "auto-apply": true }, { environment, "agent-pool": pool })
  ).id;
  // Nothing but the URL and the token leads it to the simulator.
  const settings = { SCALR_URL: api.url, SCALR_AGENT_TOKEN: token, SCALR_AGENT_NAME: "far-away" };
  const agent = new AgentProcess(settings, undefined, machine.launcher);
  await agent.logged("joined pool");
  return { agent, workspace };
}

/** Runs a command in the workspace; resolves with what the run's log shows of it. */
async function execute(api: Api, workspace: string, command: string): Promise<string> {
  const version = await api.create("configuration-versions", { "auto-queue-runs": false }, { workspace });
  const configuration = `resource "terraform_data" "work" {
    triggers_replace = "${version.id}"
    provisioner "local-exec" {
      command = "${command}"
    }
  }`;
  const upload = new URL(version.links.upload!);
  const body = (await archive({ "main.tf": configuration })) as never;
  expect((await fetch(`${api.url}${upload.pathname}${upload.search}`, { method: "PUT", body })).status).toBe(
    200,
  );
  const run = await api.create("runs", {}, { workspace });
  for (;;) {
    const { attributes, relationships }: Resource = await api.read("runs", run.id);
    if (attributes.status === "errored") throw new Error(attributes["error-message"]);
    if (attributes.status === "applied") {
      const { body: log } = await api.get(`applies/${relationships.apply!.data.id}/output`);
      return log;
    }
    await pause();
  }
}

describe.skipIf(!hasNetworks)(
  `several machines${hasNetworks ? "" : " (skipped: network namespaces need root and iproute2)"}`,
  () => {
    test("an agent on another machine joins and executes by URL and token alone", {
      timeout: 60_000,
    }, async () => {
      const network = new Network();
      const [server, builder] = [network.machine(), network.machine()];
      const simulator = new SharedSimulator(
        undefined,
        ["--memory", "--no-https", "--host", server.address, "--port", String(PORT)],
        server.launcher,
      );
      const { url, token, accountId } = await simulator.active();
      expect(url).toBe(`http://${server.address}:${PORT}`);
      const { workspace } = await agentOn(builder, new Api(url, token, accountId));
      const log = await execute(new Api(url, token, accountId), workspace, "ip -o -4 addr show dev eth0");
      expect(log).toContain(`inet ${builder.address}/24`);
    });

    test.skipIf(!postgres)(
      `when the active process's machine is cut off, another takes over its work${postgres ? "" : " (skipped: PostgreSQL is not installed)"}`,
      { timeout: 120_000 },
      async () => {
        const network = new Network();
        const [one, two, builder, base] = [1, 2, 3, 4].map(() => network.machine()) as [
          Machine,
          Machine,
          Machine,
          Machine,
        ];
        const folder = temporaryFolder();
        const database = await startPostgres(base.address, network.addresses, base.launcher);
        const up = (machine: Machine, name: string) =>
          new SharedSimulator(
            database.url,
            ["--no-https", "--host", "0.0.0.0", "--port", String(PORT), "--data-dir", join(folder, name)],
            machine.launcher,
          );
        const first = up(one, "one");
        const { token, accountId } = await first.active();
        const second = up(two, "two");
        await second.standing();
        // The address that clients know goes to whichever is active, as a load balancer would make sure.
        const address = network.address(100);
        one.take(address);
        const api = new Api(`http://${address}:${PORT}`, token, accountId);
        const { agent, workspace } = await agentOn(builder, api);
        expect(await execute(api, workspace, "echo before")).toContain("before");

        const cut = performance.now();
        one.unplug();
        await second.active();
        // About six seconds by the settings of the connections; the rest is for a busy machine.
        expect(performance.now() - cut).toBeLessThan(60_000);
        two.take(address);
        builder.forget();
        spawnSync("ip", ["neigh", "flush", "to", address]);
        // Connections that were kept are broken off; the client tries again.
        const after = async (): Promise<string> => {
          try {
            return await execute(api, workspace, "echo after");
          } catch (error) {
            const { syscall, cause } = error as NodeJS.ErrnoException;
            if (syscall === undefined && cause === undefined) throw error;
            return after();
          }
        };
        expect(await after()).toContain("after");
        // The one that was cut off knows by itself that it is not the active one any more.
        await first.told("no longer the active one");
        expect(await agent.kill("SIGTERM")).toMatchObject({ code: 0 });
        database.stop();
      },
    );
  },
);
