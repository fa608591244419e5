/** `scalr_what_if` in a `check` block, as the real programs read it. */

import { afterAll, expect, it } from "vitest";
import { withWorkspace } from "../fleet/one-workspace.js";
import { describeWithEach } from "../support/programs.js";
import { useSandbox } from "../support/sandbox.js";
import { succeed, Workdir } from "./workdir.js";

const BASE = withWorkspace("api");

const CHECKED = `${BASE}
check "production_stays" {
  data "scalr_what_if" "default" {
    account_default = scalr_agent_pool.private.id
  }
  assert {
    condition = alltrue([
      for move in data.scalr_what_if.default.moves : !startswith(move.workspace, "production/")
    ])
    error_message = "Would move: \${join(", ", [
      for move in data.scalr_what_if.default.moves : "\${move.workspace} from \${move.from} to \${move.to}"
    ])}."
  }
}
check "pool_can_go" {
  data "scalr_what_if" "deletion" {
    deleted_pools = [scalr_agent_pool.private.id]
  }
  assert {
    condition     = length(data.scalr_what_if.deletion.refused) == 0
    error_message = "Refused: \${join(" ", data.scalr_what_if.deletion.refused[*].message)}"
  }
}
`;

const APPLIED = `${CHECKED}
resource "scalr_account_agent_pool_default" "default" {
  agent_pool_id = scalr_agent_pool.private.id
}
`;

describeWithEach(
  ({ title }) => `scalr_what_if in a check block of ${title}`,
  (program) => {
    const used = useSandbox();
    let work: Workdir;
    afterAll(() => work.remove());

    it("warns of moves before they happen, and of refusals once they would be", {
      timeout: 120_000,
    }, async () => {
      work = new Workdir(used.sandbox, program);
      work.write("main.tf", BASE);
      await work.init();
      await work.plan();
      await work.apply();

      work.write("main.tf", CHECKED);
      const said = async (...args: string[]) => {
        const { stdout, stderr } = await succeed(work.run(...args, "-no-color", "-input=false"));
        return `${stdout}${stderr}`.replaceAll(/\n[│ ]*/g, " ").replaceAll(/\s+/g, " ");
      };
      const before = await said("plan");
      expect(before).toContain("Warning: Check block assertion failed");
      expect(before).toContain("Would move: production/api from scalr-runners to private.");
      expect(before).not.toContain("Refused:");
      // Nothing was made by asking.
      const { workspaces } = await used.sandbox.sandbox("GET", "resolutions");
      expect(workspaces.map(({ pool }: { pool: { name: string } }) => pool.name)).toEqual(["scalr-runners"]);

      work.write("main.tf", APPLIED);
      expect(await said("apply", "-auto-approve")).toContain("Apply complete!");
      const after = await said("plan");
      expect(after).not.toContain("Would move");
      expect(after).toContain("Refused: Agent pool 'private'");
      await succeed(work.run("destroy", "-auto-approve", "-no-color"));
    });
  },
);
