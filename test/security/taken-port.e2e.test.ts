import { chmodSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { AgentProcess, joinedAgent } from "../agent/agent-process.js";
import { Gate } from "../agent/workshop.js";
import { Api } from "../api/support.js";
import { cli } from "../cli/support.js";
import { takePort } from "../support/port-taker.js";
import { temporaryFolder, up } from "../support/process.js";
import { archive } from "../support/sandbox.js";
import { canSwitchUser } from "../support/second-user.js";

/** Anything that a token of a sandbox could be in. */
const TOKEN = /authorization|bearer|eyJ[\w-]+\.[\w-]+/i;

/** A sandbox in a folder of its own, with a pool, its token and a workspace that waits at a gate. */
async function prepared(...args: string[]) {
  const folder = temporaryFolder("taken-");
  const dataDir = join(folder, ".scalr-sandbox");
  const sandbox = await up("--data-dir", dataDir, ...args);
  const api = new Api(sandbox.url, sandbox.token, sandbox.accountId);
  const environment = await api.create("environments", { name: "env" });
  const pool = await api.create("agent-pools", { name: "pool" });
  const { attributes } = await api.create(`agent-pools/${pool.id}/access-tokens`);
  const workspace = await api.create(
    "workspaces",
    { name: "ws", "auto-apply": true },
    { environment: environment.id, "agent-pool": pool.id },
  );
  return { folder, dataDir, sandbox, api, token: String(attributes.token), workspace: workspace.id };
}

/** Queues a run that waits at the gate. */
async function queued(api: Api, workspace: string, gate: Gate): Promise<string> {
  const version = await api.create("configuration-versions", { "auto-queue-runs": false }, { workspace });
  const body = await archive({ "main.tf": gate.configuration("work") });
  await fetch(version.links.upload!, { method: "PUT", body: body as never });
  return (await api.create("runs", {}, { workspace })).id;
}

const who = canSwitchUser ? "a second user" : "another program (without root, of the same user)";

describe(`${who} who takes the port of a killed sandbox`, () => {
  it.each([
    ["HTTP", ["--no-https"]],
    ["HTTPS", ["--https-port", "0"]],
  ])(
    "gets no token from a running agent that used %s, which continues when the sandbox is back",
    async (_, flags) => {
      const { dataDir, sandbox, api, token, workspace } = await prepared(...flags);
      const gate = new Gate();
      const agent = await joinedAgent("survivor", token);
      const run = await queued(api, workspace, gate);
      await gate.until(() => gate.begun("work"));
      await sandbox.kill("SIGKILL");
      const takers = await Promise.all(
        [sandbox.url, sandbox.httpsUrl].flatMap((url) => (url === undefined ? [] : [takePort(url)])),
      );
      gate.open();
      await agent.logged("is not the sandbox that issued the agent's token");
      expect(takers[0]!.received.length).toBeGreaterThan(0);
      for (const taker of takers) {
        expect(taker.received.join()).not.toMatch(TOKEN);
        await taker.stop();
      }
      const ports = ["--port", new URL(sandbox.url).port];
      const https = sandbox.httpsUrl === undefined ? [] : ["--https-port", new URL(sandbox.httpsUrl).port];
      const again = await up("--data-dir", dataDir, ...ports, ...(https.length > 0 ? https : ["--no-https"]));
      const later = new Api(again.url, again.token, again.accountId);
      await gate.until(async () => (await later.read("runs", run)).attributes.status === "applied");
      expect(await agent.kill("SIGTERM")).toMatchObject({ code: 0 });
    },
  );

  it("gets no token from any command, in the folder or by its variables, and each says what happened", async () => {
    const { folder, dataDir, sandbox } = await prepared();
    writeFileSync(join(folder, "main.tf"), 'data "scalr_current_account" "me" {}');
    await sandbox.kill("SIGKILL");
    const taker = await takePort(sandbox.url);
    const named = { SCALR_HOSTNAME: sandbox.url, SCALR_TOKEN: sandbox.token };
    const places = [
      { cwd: folder },
      { cwd: folder, env: named },
      { cwd: temporaryFolder(), env: { ...named, SCALR_SANDBOX_DATA_DIR: dataDir } },
    ];
    const commands = [
      ["status"],
      ["plan", folder],
      ["apply", folder, "--auto-approve"],
      ["run", folder, "--workspace", "env/ws"],
      ["run", "--follow", "run-v0abc"],
      ["open", "--print"],
      ["env"],
      ["snapshot", "export", "backup.json"],
      ["agent", "--pool", "pool"],
      ["pull", "--out", "world.yaml"],
      ["down"],
    ];
    for (const args of commands)
      for (const place of places) {
        const { code, stderr } = await cli(args, place);
        const text = stderr.replace(/[│╷╵\s]+/g, " ");
        expect({ args, place, code, text }).toMatchObject({ code: 5 });
        expect(text).toContain(`The program that answers at ${sandbox.url} is not the sandbox of ${dataDir}`);
        expect(text).toContain("No token was sent to it");
      }
    expect(taker.received.length).toBeGreaterThanOrEqual(commands.length * places.length);
    expect(taker.received.join()).not.toMatch(TOKEN);
    expect(taker.received.join()).not.toContain(sandbox.token);
  }, 120_000);

  it("gets no token of a command by passing everything on to the sandbox, which runs at another port meanwhile", async () => {
    const { folder, dataDir, sandbox } = await prepared();
    const notice = readFileSync(join(dataDir, "server.json"), "utf8");
    await sandbox.kill("SIGKILL");
    const moved = await up("--data-dir", dataDir);
    const relay = await takePort(sandbox.url, moved.url);
    expect((await cli(["status"], { cwd: folder })).code).toBe(0);
    writeFileSync(join(dataDir, "server.json"), notice);
    const { code, stderr } = await cli(["status"], { cwd: folder });
    expect({ code, stderr: stderr.replace(/\s+/g, " ") }).toMatchObject({
      code: 5,
      stderr: expect.stringContaining("its proof is wrong"),
    });
    expect(relay.received.length).toBeGreaterThan(0);
    expect(relay.received.join()).not.toMatch(TOKEN);
  });

  it.each([
    ["others may read it", (key: string) => chmodSync(key, 0o644)],
    [
      "it is a link",
      (key: string) => {
        renameSync(key, `${key}.real`);
        symlinkSync(`${key}.real`, key);
      },
    ],
    ["it is missing", (key: string) => rmSync(key)],
    ["it is cut off", (key: string) => writeFileSync(key, "short\n", { mode: 0o600 })],
  ])(
    "a command uses no secret of the folder where %s (exit code 8), and a restart writes a new one",
    async (_, spoil) => {
      const { folder, dataDir, sandbox } = await prepared();
      spoil(join(dataDir, "proof-key"));
      const { code, stderr } = await cli(["status"], { cwd: folder });
      expect({ code, stderr: stderr.replace(/\s+/g, " ") }).toMatchObject({
        code: 8,
        stderr: expect.stringContaining("Start the sandbox again: it writes a new one"),
      });
      await sandbox.kill("SIGTERM");
      await up("--data-dir", dataDir);
      expect((await cli(["status"], { cwd: folder })).code).toBe(0);
      expect(statSync(join(dataDir, "proof-key")).mode & 0o777).toBe(0o600);
    },
  );

  it("gets no token from an agent that starts, which ends and says so", async () => {
    const { sandbox, token } = await prepared();
    await sandbox.kill("SIGKILL");
    const taker = await takePort(sandbox.url);
    const agent = new AgentProcess({ SCALR_AGENT_TOKEN: token, SCALR_AGENT_NAME: "newcomer" });
    expect(await agent.ended).toMatchObject({ code: 4 });
    expect(JSON.stringify(agent.lines)).toMatch(/not the sandbox that issued .* No token was sent to it/);
    expect(taker.received.length).toBeGreaterThan(0);
    expect(taker.received.join()).not.toMatch(TOKEN);
  });

  it("gets no token by passing everything on to the sandbox, which runs at another port meanwhile", async () => {
    const { dataDir, sandbox, token } = await prepared();
    await sandbox.kill("SIGKILL");
    const moved = await up("--data-dir", dataDir);
    const relay = await takePort(sandbox.url, moved.url);
    const agent = new AgentProcess({ SCALR_AGENT_TOKEN: token, SCALR_AGENT_NAME: "newcomer" });
    expect(await agent.ended).toMatchObject({ code: 4 });
    expect(JSON.stringify(agent.lines)).toContain("its proof is wrong");
    expect(relay.received.join()).not.toMatch(TOKEN);
    // It is the relay that is refused: at its own address the sandbox is recognized.
    const direct = await joinedAgent("direct", token, { SCALR_URL: moved.url });
    expect(await direct.kill("SIGTERM")).toMatchObject({ code: 0 });
  });
});
