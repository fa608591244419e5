import { describe, expect, it } from "vitest";
import { expectRefusal } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";

const used = useSandbox();
const CONFIGURATION = { "main.tf": 'resource "terraform_data" "a" {}\n' };

/** R3: who may use a pool, when it is linked and when a run resolves it. */
describe("R3: access", () => {
  const world = async (name: string) => {
    const { sandbox } = used;
    const mine = await sandbox.environment(`${name}-mine`);
    const theirs = await sandbox.environment(`${name}-theirs`);
    const pool = await sandbox.pool(`${name}-pool`, [mine.id]);
    return { sandbox, mine, theirs, pool };
  };

  it("refuses a link from either side, naming both", async () => {
    const { sandbox, theirs, pool } = await world("link");
    const workspace = await sandbox.workspace("link-ws", theirs.id);
    const detail =
      `Agent pool 'link-pool' (${pool.id}) is not available in environment 'link-theirs' (${theirs.id}), so it cannot ` +
      "be linked to workspace 'link-ws'. Assign the pool to that environment, or share it with all.";
    const fromWorkspace = await sandbox.tryUpdate("workspaces", workspace.id, {}, { "agent-pool": pool.id });
    expectRefusal(fromWorkspace, {
      status: 422,
      title: "Invalid Relationship",
      pointer: "/data/relationships/agent-pool",
      detail,
    });
    const fromPool = await sandbox.tryUpdate("agent-pools", pool.id, {}, { workspaces: [workspace.id] });
    expectRefusal(fromPool, { status: 422, pointer: "/data/relationships/workspaces", detail });
    const atCreation = await sandbox.tryCreate(
      "workspaces",
      { name: "link-ws-2" },
      { environment: theirs.id, "agent-pool": pool.id },
    );
    expectRefusal(atCreation, { status: 422, pointer: "/data/relationships/agent-pool" });
    expect(await sandbox.list("workspaces?filter[name]=link-ws-2")).toEqual([]);
  });

  it("refuses it as an environment's default, and lets the others have it", async () => {
    const { sandbox, mine, theirs, pool } = await world("default");
    const links = { "default-workspace-agent-pool": pool.id };
    expectRefusal(await sandbox.tryUpdate("environments", theirs.id, {}, links), {
      status: 422,
      pointer: "/data/relationships/default-workspace-agent-pool",
      detail: /'default-pool' .* not available in environment 'default-theirs' .* as its default/,
    });
    await sandbox.update("environments", mine.id, {}, links);
    await sandbox.workspace("default-ws", mine.id, {}, pool.id);
  });

  it("is decided by the pool as the same request leaves it", async () => {
    const { sandbox, theirs, pool } = await world("same");
    const workspace = await sandbox.workspace("same-ws", theirs.id);
    const links = { environments: [theirs.id], workspaces: [workspace.id] };
    const changed = await sandbox.update("agent-pools", pool.id, {}, links);
    expect(changed.relationships.workspaces!.data).toHaveLength(1);
  });

  it("does not let a linked workspace move where its pool may not be used", async () => {
    const { sandbox, mine, theirs, pool } = await world("move");
    const workspace = await sandbox.workspace("move-ws", mine.id, {}, pool.id);
    expectRefusal(await sandbox.tryUpdate("workspaces", workspace.id, {}, { environment: theirs.id }), {
      status: 422,
      pointer: "/data/relationships/environment",
      detail: /not available in environment 'move-theirs'/,
    });
    const moved = { environment: theirs.id, "agent-pool": null };
    expect((await sandbox.update("workspaces", workspace.id, {}, moved)).relationships).toMatchObject({
      environment: { data: { id: theirs.id } },
      "agent-pool": { data: null },
    });
  });

  it.each([
    ["an explicit link", "agent-pool"],
    ["an environment's default", "default-workspace-agent-pool"],
  ])("withdrawn later fails closed for %s: the run ends errored and says why", async (what, relationship) => {
    const { sandbox, mine, theirs, pool } = await world(relationship);
    const workspace = await sandbox.workspace(`${relationship}-ws`, mine.id);
    const [type, id] =
      relationship === "agent-pool" ? ["workspaces", workspace.id] : ["environments", mine.id];
    await sandbox.update(type!, id!, {}, { [relationship]: pool.id });
    await sandbox.update("agent-pools", pool.id, {}, { environments: [theirs.id] });

    const { pool: found, error, candidates } = await sandbox.explain(workspace.id);
    expect(found, what).toBeNull();
    const refused = candidates.find(({ outcome }: { outcome: string }) => outcome === "refused");
    expect(error).toBe(refused.reason);
    expect(error).toMatch(
      new RegExp(`'${relationship}-pool' .* not available in environment '${relationship}-mine'`),
    );

    const version = await sandbox.upload(workspace.id, CONFIGURATION);
    const run = await sandbox.run(workspace.id, version);
    const ended = await sandbox.until("runs", run.id, (current) => current?.status === "errored");
    expect(ended.errorMessage).toBe(error);
    expect((await sandbox.read("runs", run.id)).attributes).toMatchObject({
      status: "errored",
      "error-message": error,
    });
  });
});
