import { describe, expect, it } from "vitest";
import { useSandbox } from "../support/sandbox.js";

const used = useSandbox();

/** R4: a resolution explained, from outside. */
describe("R4: explanations", () => {
  it("name every level in order, what won, and why each other one did not", async () => {
    const { sandbox } = used;
    const accountPool = await sandbox.pool("company");
    const environmentPool = await sandbox.pool("team");
    const workspacePool = await sandbox.pool("special");
    await sandbox.update("agent-pools", accountPool.id, { default: true });
    const environment = await sandbox.environment("prod");
    const workspace = await sandbox.workspace("api", environment.id);

    const outcomes = async () => {
      const { candidates } = await sandbox.explain(workspace.id);
      return candidates.map((c: { level: string; outcome: string }) => `${c.level}: ${c.outcome}`);
    };
    expect(await outcomes()).toEqual([
      "workspace: not-set",
      "environment: not-set",
      "account: won",
      "scalr-runners: overridden",
    ]);

    await sandbox.update(
      "environments",
      environment.id,
      {},
      { "default-workspace-agent-pool": environmentPool.id },
    );
    await sandbox.update("workspaces", workspace.id, {}, { "agent-pool": workspacePool.id });
    const explained = await sandbox.explain(workspace.id);
    expect(explained.pool).toEqual({ id: workspacePool.id, name: "special" });
    expect(explained.candidates).toMatchObject([
      { level: "workspace", outcome: "won", pool: { name: "special" } },
      { level: "environment", outcome: "overridden", pool: { name: "team" } },
      { level: "account", outcome: "overridden", pool: { name: "company" } },
      { level: "scalr-runners", outcome: "overridden" },
    ]);
    for (const { reason } of explained.candidates) expect(reason).toMatch(/\w.*\.$/);
    expect(explained.candidates[0].reason).toBe(
      `Workspace 'api' (${workspace.id}) is linked to pool 'special' (${workspacePool.id}).`,
    );
    expect(explained.candidates[1].reason).toMatch(/'team' .* is overridden: the workspace decides/);
    await sandbox.update("agent-pools", accountPool.id, { default: false });
  });

  it("with no pool set end at the Scalr runners (R1)", async () => {
    const { sandbox } = used;
    const environment = await sandbox.environment("empty");
    const workspace = await sandbox.workspace("lone", environment.id);
    const { pool, candidates } = await sandbox.explain(workspace.id);
    const { attributes } = await sandbox.read("agent-pools", pool.id);
    expect(attributes["is-scalr-managed"]).toBe(true);
    expect(candidates.at(-1)).toMatchObject({ level: "scalr-runners", outcome: "won" });
    expect(candidates[0].reason).toContain(`'lone' (${workspace.id}) is not linked`);
    expect(candidates[1].reason).toContain(`'empty' (${environment.id}) has no default`);
  });

  it("record why an account default was passed over (R3)", async () => {
    const { sandbox } = used;
    const friend = await sandbox.environment("friend");
    const stranger = await sandbox.environment("stranger");
    const workspace = await sandbox.workspace("w", stranger.id);
    const pool = await sandbox.pool("friends only", [friend.id]);
    await sandbox.update("agent-pools", pool.id, { default: true });
    const { candidates, ...explained } = await sandbox.explain(workspace.id);
    expect(explained.pool.id).not.toBe(pool.id);
    expect(candidates[2]).toMatchObject({ level: "account", outcome: "skipped", pool: { id: pool.id } });
    expect(candidates[2].reason).toMatch(/'friends only' .* not available in environment 'stranger'/);
    expect(candidates[3].outcome).toBe("won");
    await sandbox.update("agent-pools", pool.id, { default: false });
  });
});
