/** Hooks of the registry around the phases of runs that the real tofu and the real terraform execute. */
import { beforeAll, expect, it } from "vitest";
import { logOf, reached, workspaceWith } from "../agent/workshop.js";
import { unique } from "../api/support.js";
import {
  createHook,
  environmentWith,
  type HookStage,
  hookStage,
  settled,
} from "../integrations/hooks/stage.js";
import { afterSuite } from "../support/process.js";
import { describeWithEach } from "../support/programs.js";
import { useSandbox } from "../support/sandbox.js";
import { folder } from "../vcs/git-server.js";

const STACK = `
  variable "greeting" { default = "nobody" }
  resource "terraform_data" "a" { input = var.greeting }`;

/** Says when it runs and what is there, and hands a variable of the configuration to what comes after it. */
const SAY = `state=$(ls -d .terraform 2>/dev/null || echo nothing)
echo "[hook] $SCALR_TERRAFORM_OPERATION, code \${SCALR_TERRAFORM_EXIT_CODE:-none}, $state"
echo TF_VAR_greeting=hooked >> "$SCALR_AGENT_ENV"
`;

describeWithEach(
  ({ name }) => `hooks of the registry in runs of the real ${name}`,
  (program) => {
    const atEnd = afterSuite();
    const box = useSandbox({ clock: "real" });
    const root = folder();
    let stage: HookStage;

    beforeAll(async () => {
      const files = { "say.sh": SAY, "fail.sh": "echo it is Friday\nexit 7\n" };
      stage = await hookStage(box.sandbox, root, atEnd, files, { SCALR_AGENT_EXECUTOR: program.path! });
    });

    async function ran(environment: string, attributes: object = {}) {
      const { sandbox } = box;
      const place = { environment, pool: stage.where.pool };
      const workspace = await workspaceWith(sandbox, place, STACK, attributes);
      const run = await sandbox.run(workspace);
      const end = await reached(sandbox, run);
      return {
        end,
        workspace,
        plan: await logOf(sandbox, run, "plan"),
        apply: await logOf(sandbox, run, "apply"),
      };
    }

    it("run before init, around the plan and around the apply, before the workspace's own", async () => {
      const { sandbox } = box;
      const hook = await createHook(stage, "say");
      expect(await settled(stage, hook)).toMatchObject({ status: "active" });
      const all = ["pre-init", "pre-plan", "post-plan", "pre-apply", "post-apply"];
      const environment = await environmentWith(stage, unique("hooked"), [[hook, all]]);
      const { end, plan, apply, workspace } = await ran(environment, {
        hooks: { "pre-plan": 'echo "workspace last, $TF_VAR_greeting"' },
      });
      expect(end, `${plan}${apply}`).toMatchObject({ status: "applied", errorMessage: null });
      const said = (log: string) => log.split("\n").filter((line) => line.startsWith("[hook]"));
      // Before init, there is no folder of the program yet; the apply of the same run may find it.
      expect(said(plan)).toEqual([
        "[hook] plan, code none, nothing",
        "[hook] plan, code none, .terraform",
        "[hook] plan, code 0, .terraform",
      ]);
      expect(said(apply).map((line) => line.replace(/, \S+$/, ""))).toEqual([
        "[hook] apply, code none",
        "[hook] apply, code none",
        "[hook] apply, code 0",
      ]);
      expect(plan.indexOf("workspace last, hooked")).toBeGreaterThan(plan.indexOf("[hook] plan"));
      // What a hook adds reaches the program.
      const { body } = await sandbox.get(`workspaces/${workspace}/current-state-version`);
      const state = (await sandbox.get(`state-versions/${body.data.id}/download`)).body;
      expect(JSON.stringify(state)).toContain('"hooked"');
    });

    it("end the run where they fail, before the program has planned anything", async () => {
      const hook = await createHook(stage, "fail");
      await settled(stage, hook);
      const environment = await environmentWith(stage, unique("failing"), [[hook, ["pre-plan"]]]);
      const { end, plan } = await ran(environment);
      expect(end).toMatchObject({ status: "errored" });
      expect(end!.errorMessage).toMatch(/^Hook 'fail' \(.*\), pre-plan, .* has failed: exit code 7/);
      expect(plan).toContain("it is Friday");
      expect(plan).not.toContain("will be created");
    });
  },
);
