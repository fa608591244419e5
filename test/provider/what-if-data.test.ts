import { describe, expect, it, onTestFinished } from "vitest";
import { startSandbox } from "../../cli/testing/index.js";
import { ScalrClient } from "../../provider/client/index.js";
import { whatIfData } from "../../provider/resources/data/what-if.js";
import { oneWorkspace } from "../fleet/one-workspace.js";
import { frontOf } from "../support/front.js";

const DEFAULT = `
check "production_stays" {
  data "scalr_what_if" "example" {
    account_default = scalr_agent_pool.private.id
  }
  assert {
    condition = alltrue([
      for move in data.scalr_what_if.example.moves : !startswith(move.workspace, "production/")
    ])
    error_message = "Would move: \${jsonencode(data.scalr_what_if.example.moves[*].workspace)}"
  }
}
resource "scalr_account_agent_pool_default" "default" {
  agent_pool_id = scalr_agent_pool.private.id
}`;

const EVERYTHING = `
data "scalr_what_if" "all" {
  account_default      = ""
  pool_environments    = { (scalr_agent_pool.private.id) = [scalr_environment.production.id] }
  environment_defaults = { (scalr_environment.production.id) = scalr_agent_pool.private.id }
  workspace_pools      = { (scalr_workspace.api.id) = "" }
  deleted_pools        = [scalr_agent_pool.private.id]
}
output "all" {
  value = data.scalr_what_if.all
}
data "scalr_what_if" "none" {}
output "none" {
  value = data.scalr_what_if.none.moves
}`;

describe("scalr_what_if", () => {
  it("warns in a check block before runs move, and is silent once they have", async () => {
    await using sandbox = await startSandbox({ runners: false });
    await sandbox.apply(oneWorkspace());
    const { diagnostics } = await sandbox.apply(oneWorkspace(DEFAULT));
    const warnings = diagnostics.map(({ severity, detail = "" }) => `${severity}: ${detail}`);
    expect(warnings).toEqual([expect.stringContaining('warning: Would move: ["production/api"]')]);
    expect((await sandbox.apply(oneWorkspace(DEFAULT))).diagnostics).toEqual([]);
  });

  it("asks about every kind of change", async () => {
    await using sandbox = await startSandbox({ runners: false });
    await sandbox.apply(oneWorkspace());
    const { outputs } = await sandbox.apply(oneWorkspace(EVERYTHING));
    expect(outputs.none).toEqual([]);
    expect(outputs.all).toMatchObject({
      moves: [{ workspace: "production/api", from: "scalr-runners", to: "private" }],
      deleted: [],
      refused: [{ change: expect.stringContaining("deleted_pools: apool-") }],
    });
    expect(await sandbox.poolOf("production/api")).toBe("scalr-runners");
  });

  it("explains itself where the host is not a sandbox", async () => {
    await using sandbox = await startSandbox({ runners: false });
    await sandbox.apply(oneWorkspace());
    // What answers 404 there is scalr.io.
    const meddle = (path: string) => (path === "/api/sandbox/v1/what-if" ? { status: 404 } : undefined);
    const front = await frontOf(sandbox.url, meddle, onTestFinished);
    const client = new ScalrClient({ baseUrl: front, token: sandbox.token });
    const { id } = sandbox.pool("private");
    await expect(whatIfData.read({ client } as never, { account_default: id })).rejects.toThrow(
      "is not a sandbox. Only a sandbox can say what changes would do",
    );
  });
});
