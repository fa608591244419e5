import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { expectRefusal } from "../api/support.js";
import { ProtocolAgent } from "../dispatch/protocol-agent.js";
import { type Sandbox, useSandbox } from "../support/sandbox.js";

const used = useSandbox();
let sandbox: Sandbox;
beforeAll(() => {
  sandbox = used.sandbox;
});

/** An agent of the pool, with the token by which it joined. */
const join = async (pool: string, name: string) => {
  const token = await sandbox.create(`agent-pools/${pool}/access-tokens`);
  const agent = await ProtocolAgent.join(sandbox, token.attributes.token, { name });
  return { agent, tokenId: token.id, secret: token.attributes.token as string };
};

/** R18: what still links to a pool keeps it. */
describe("R18: a pool that is linked cannot be deleted", () => {
  it("names each kind of link, and lets go when the last one is gone", async () => {
    const pool = await sandbox.pool("kinds");
    const environment = await sandbox.environment("kinds-env", { "default-workspace-agent-pool": pool.id });
    const workspace = await sandbox.workspace("kinds-ws", environment.id, {}, pool.id);
    await sandbox.update("agent-pools", pool.id, { default: true });
    expectRefusal(await sandbox.delete("agent-pools", pool.id), {
      status: 409,
      title: "Conflict",
      detail:
        `Agent pool 'kinds' (${pool.id}) is in use and can't be deleted. It is linked to the account (as its default), ` +
        `workspace 'kinds-ws' (${workspace.id}), environment (as its default) 'kinds-env' (${environment.id}). ` +
        "Unlink it first.",
    });
    await sandbox.update("agent-pools", pool.id, { default: false });
    await sandbox.update("workspaces", workspace.id, {}, { "agent-pool": null });
    expectRefusal(await sandbox.delete("agent-pools", pool.id), { status: 409, detail: /'kinds-env'/ });
    await sandbox.update("environments", environment.id, {}, { "default-workspace-agent-pool": null });
    expect((await sandbox.delete("agent-pools", pool.id)).status).toBe(204);
    expectRefusal(await sandbox.get(`agent-pools/${pool.id}`), {
      status: 404,
      detail: `AgentPool with ID '${pool.id}' not found or user unauthorized.`,
    });
  });

  it("keeps the pool of a VCS provider", async () => {
    const pool = await sandbox.create("agent-pools", { name: "for-vcs", "vcs-enabled": true });
    const attributes = { name: "ghe", "vcs-type": "github_enterprise", token: "t", url: "https://git.test" };
    const provider = await sandbox.create("vcs-providers", attributes, { "agent-pool": pool.id });
    expectRefusal(await sandbox.delete("agent-pools", pool.id), {
      status: 409,
      detail: new RegExp(`linked to VCS provider 'ghe' \\(${provider.id}\\)\\.`),
    });
    expect((await sandbox.delete("vcs-providers", provider.id)).status).toBe(204);
    expect((await sandbox.delete("agent-pools", pool.id)).status).toBe(204);
  });

  it("names five at most, then counts", async () => {
    const pool = await sandbox.pool("popular");
    const environment = await sandbox.environment("popular-env");
    for (let i = 1; i <= 8; i++) await sandbox.workspace(`popular-${i}`, environment.id, {}, pool.id);
    const { body } = await sandbox.delete("agent-pools", pool.id);
    const { detail } = body.errors[0];
    expect(detail.match(/workspace 'popular-\d'/g)).toHaveLength(5);
    expect(detail).toMatch(/'popular-5' \(ws-\w+\) and 3 more\. Unlink it first\.$/);
  });
});

/** R19: deleting a pool ends all that came through it. */
describe("R19: deleting a pool", () => {
  it("revokes its tokens, and its agents with their sessions", async () => {
    const pool = await sandbox.pool("doomed");
    const other = await sandbox.pool("spared");
    const [first, second, spared] = [
      await join(pool.id, "a"),
      await join(pool.id, "b"),
      await join(other.id, "a"),
    ];
    expect(await sandbox.list(`agents?filter[agent-pool]=${pool.id}`)).toHaveLength(2);
    expect((await sandbox.delete("agent-pools", pool.id)).status).toBe(204);
    for (const { agent, tokenId, secret } of [first, second]) {
      expectRefusal(await sandbox.get(`agents/${agent.id}`), {
        status: 404,
        detail: `Agent with ID '${agent.id}' not found or user unauthorized.`,
      });
      expectRefusal(await sandbox.get(`access-tokens/${tokenId}`), { status: 404 });
      expect((await agent.heartbeat()).status).toBe(401);
      await expect(ProtocolAgent.join(sandbox, secret, { name: "late" })).rejects.toThrow(/401/);
    }
    expect((await spared.agent.heartbeat()).status).toBe(200);
    await sandbox.read("access-tokens", spared.tokenId);
  });
});

/** R14: which agents can be deleted. */
describe("R14: deleting an agent", () => {
  it("is refused while it is idle, and done once it is offline", async () => {
    const pool = await sandbox.pool("agents");
    const { agent } = await join(pool.id, "steady");
    expectRefusal(await sandbox.delete("agents", agent.id), {
      status: 409,
      detail: "The agent is idle and can't be deleted.",
    });
    await agent.lose(sandbox);
    await sandbox.advance("5m");
    expect((await sandbox.read("agents", agent.id)).attributes.status).toBe("offline");
    expect((await sandbox.delete("agents", agent.id)).status).toBe(204);
    expect((await agent.heartbeat()).status).toBe(401);
  });

  it("is refused while it is busy", async () => {
    const pool = await sandbox.pool("busy-pool");
    const environment = await sandbox.environment("busy-env");
    const workspace = await sandbox.workspace("busy-ws", environment.id, {}, pool.id);
    const { agent } = await join(pool.id, "busy");
    const version = await sandbox.upload(workspace.id, { "main.tf": 'resource "terraform_data" "a" {}\n' });
    await sandbox.run(workspace.id, version);
    await agent.work();
    expectRefusal(await sandbox.delete("agents", agent.id), {
      status: 409,
      detail: "The agent is busy and can't be deleted.",
    });
    expect((await sandbox.read("agents", agent.id)).attributes.status).toBe("busy");
  });

  it("is done for an agent that says it is broken", async () => {
    const pool = await sandbox.pool("broken-pool");
    const { agent } = await join(pool.id, "broken");
    expect((await agent.heartbeat({ status: "errored", errorMessage: "disk full" })).status).toBe(200);
    expect((await sandbox.read("agents", agent.id)).attributes).toMatchObject({
      status: "errored",
      "error-message": "disk full",
    });
    expect((await sandbox.delete("agents", agent.id)).status).toBe(204);
  });
});

describe("deleting an environment", () => {
  const scene = async (name: string) => {
    const pool = await sandbox.pool(`${name}-pool`);
    const environment = await sandbox.environment(`${name}-env`);
    const idle = await sandbox.workspace(`${name}-idle`, environment.id, {}, pool.id);
    const workspace = await sandbox.workspace(`${name}-ws`, environment.id, {}, pool.id);
    const version = await sandbox.upload(workspace.id, { "main.tf": "" });
    await sandbox.run(workspace.id, version);
    return { pool, environment, workspace, idle };
  };

  it("deletes its workspaces with their runs, queued ones too", async () => {
    const { pool, environment, workspace, idle } = await scene("whole");
    const [run] = await sandbox.list(`runs?filter[workspace]=${workspace.id}`);
    expect((await sandbox.delete("environments", environment.id)).status).toBe(204);
    for (const path of [`workspaces/${idle.id}`, `workspaces/${workspace.id}`, `runs/${run!.id}`])
      expectRefusal(await sandbox.get(path), { status: 404 });
    expect((await sandbox.delete("agent-pools", pool.id)).status).toBe(204);
  });

  it("is refused while a run executes in one of them, and nothing has happened", async () => {
    const { pool, environment, workspace, idle } = await scene("active");
    const { agent } = await join(pool.id, "worker");
    const task = await agent.work();
    expectRefusal(await sandbox.delete("environments", environment.id), {
      status: 409,
      title: "Conflict",
      detail: new RegExp(
        `^Environment 'active-env' \\(${environment.id}\\) can't be deleted with all that belongs to it\\. ` +
          `Workspace 'active-ws' \\(${workspace.id}\\) cannot be deleted while its run run-\\w+ is executing\\.`,
      ),
    });
    await sandbox.read("workspaces", idle.id);
    await task.finish({ hasChanges: false });
    expect((await sandbox.delete("environments", environment.id)).status).toBe(204);
  });

  it("is refused while one of them is protected", async () => {
    const environment = await sandbox.environment("guarded-env");
    const workspace = await sandbox.workspace("guarded-ws", environment.id);
    await sandbox.update("workspaces", workspace.id, { "deletion-protection-enabled": true });
    const state = {
      version: 4,
      terraform_version: "1.8.0",
      serial: 1,
      lineage: "l",
      outputs: {},
      resources: [{ mode: "managed", type: "terraform_data", name: "a", provider: "p", instances: [{}] }],
    };
    const text = JSON.stringify(state);
    await sandbox.create(
      "state-versions",
      {
        serial: 1,
        md5: createHash("md5").update(text).digest("hex"),
        lineage: "l",
        state: Buffer.from(text).toString("base64"),
      },
      { workspace: workspace.id },
    );
    expectRefusal(await sandbox.delete("environments", environment.id), {
      status: 409,
      detail: /Workspace 'guarded-ws' .* deletion protection is enabled/,
    });
    await sandbox.update("workspaces", workspace.id, { "deletion-protection-enabled": false });
    expect((await sandbox.delete("environments", environment.id)).status).toBe(204);
  });
});
