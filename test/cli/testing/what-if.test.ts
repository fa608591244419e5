import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../../cli/testing/index.js";
import { oneWorkspace } from "../../fleet/one-workspace.js";

describe("what-if in tests", () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ runners: false });
    await sandbox.apply(oneWorkspace());
  });
  afterAll(() => sandbox.close());

  test("tells whose runs a change would move, by names", async () => {
    const effect = await sandbox.whatIf({ links: { "production/api": "private" } });
    expect(effect).toEqual({
      moves: [
        {
          workspace: "production/api",
          from: "scalr-runners",
          to: "private",
          reason: expect.stringContaining("Workspace 'api'"),
        },
      ],
      created: [],
      deleted: [],
      refused: [],
    });
    expect(await sandbox.poolOf("production/api")).toBe("scalr-runners");
  });

  test("takes every kind of change", async () => {
    const { moves, refused } = await sandbox.whatIf({
      share: ["private"],
      access: { private: ["production"] },
      accountDefault: null,
      environmentDefaults: { production: "private" },
      links: { "production/api": null },
      deletePools: ["private"],
    });
    expect(moves.map(({ to }) => to)).toEqual(["private"]);
    expect(refused).toEqual([{ change: "delete-pool private", message: expect.stringContaining("in use") }]);
    const gone = await sandbox.whatIf({ deleteEnvironments: ["production"] });
    expect(gone).toMatchObject({ moves: [], deleted: ["production/api"] });
    expect(await sandbox.whatIf({})).toEqual({ moves: [], created: [], deleted: [], refused: [] });
    await expect(sandbox.whatIf({ deletePools: ["ghost"] })).rejects.toThrow(
      'There is no agent pool "ghost"',
    );
  });

  test("tells whose runs a stack would move, before it is applied", async () => {
    const next = oneWorkspace(`
resource "scalr_account_agent_pool_default" "default" {
  agent_pool_id = scalr_agent_pool.private.id
}`);
    expect(await sandbox.moves(oneWorkspace())).toEqual([]);
    expect(await sandbox.moves(next)).toMatchObject([{ workspace: "production/api", to: "private" }]);
    await sandbox.apply(next);
    expect(await sandbox.poolOf("production/api")).toBe("private");
    expect(await sandbox.moves(next)).toEqual([]);
  });
});
