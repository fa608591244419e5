/** What tofu and terraform show in a terminal of the policies that judge a run, and what they ask. */
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Run, Workspace } from "../../simulator/core/entities.js";
import { callerWith } from "../access/people.js";
import { type Workshop, workshop } from "../agent/workshop.js";
import { PolicyStage, policyFile, rego } from "../integrations/policies/stage.js";
import { afterSuite } from "../support/process.js";
import { describeWith, describeWithEach, OPA } from "../support/programs.js";
import { useSandbox } from "../support/sandbox.js";
import { folder } from "../vcs/git-server.js";
import { block, type Form, Terminal } from "./terminal.js";

const box = useSandbox({ clock: "real", httpsPort: 0 });

describeWith(OPA, "policies in a terminal", () => {
  describeWithEach(
    ({ name }) => name,
    (program) => {
      const root = folder();
      const atEnd = afterSuite();
      let where: Workshop;
      let organization: string;
      let stage: PolicyStage;
      let count = 0;

      beforeAll(async () => {
        const env = { SCALR_AGENT_EXECUTOR: program.path!, SCALR_AGENT_OPA: OPA.path! };
        where = await workshop(box.sandbox, env, atEnd);
        organization = box.sandbox.simulator.store.get("environments", where.environment)!.name;
        await box.sandbox.send("PATCH", `environments/${where.environment}`, {
          data: {
            type: "environments",
            id: where.environment,
            relationships: {
              "default-workspace-agent-pool": { data: { type: "agent-pools", id: where.pool } },
            },
          },
        });
        stage = await PolicyStage.open(box.sandbox, root, atEnd);
        const sha = stage.push({
          "scalr-policy.hcl": policyFile({
            told: "advisory",
            soft: "soft-mandatory",
            hard: "hard-mandatory",
          }),
          "told.rego": rego('input.tfplan.variables.fails.value == "told"', "Just so you know."),
          "soft.rego": rego('input.tfplan.variables.fails.value == "soft"', "Ask somebody first."),
          "hard.rego": rego('input.tfplan.variables.fails.value == "hard"', "Never."),
        });
        const group = await stage.group(`guard-of-${program.name}`, {}, [where.environment]);
        await stage.fetched(group, sha);
      });

      const workspaceOf = (name: string): Workspace =>
        box.sandbox.simulator.store.find("workspaces", "name", name).at(-1)!;
      const lastRun = (name: string): Run =>
        box.sandbox.simulator.store.find("runs", "workspace", workspaceOf(name).id).at(-1)!;

      describe.each<Form>(["remote", "cloud"])("by %s", (form) => {
        let terminal: Terminal;
        let name: string;

        const opened = async (token?: string) => {
          const made = new Terminal(box.sandbox, program, token);
          made.write("backend.tf", block(form, made.host, organization, { name }));
          made.write(
            "main.tf",
            'variable "fails" { default = "" }\nresource "terraform_data" "a" { input = "a" }\n',
          );
          await made.run("init");
          return made;
        };

        /** Has the policy of a level fail from now on. */
        const fail = (fails: string, at = terminal) => at.write("fails.auto.tfvars", `fails = "${fails}"\n`);

        beforeEach(async () => {
          name = `judged-${++count}`;
          terminal = await opened();
        });

        it("shows what passed, and what an advisory policy says", async () => {
          fail("told");
          const shown = await terminal.run("plan");
          expect(shown).toMatch(/Organization Policy Check:/i);
          expect(shown).toContain(`advisory failed: guard-of-${program.name}/told (advisory)`);
          expect(shown).toContain("  Just so you know.");
          // What they say is shown once: in the check, and not in the log of the plan.
          expect(shown.match(/Just so you know\./g)).toHaveLength(1);
          expect(shown).toContain("Policies after the plan (tfrun, tfplan): 1 of 3 failed.");
          expect(shown).toContain(`passed: guard-of-${program.name}/hard (hard-mandatory)`);
          expect(lastRun(name).status).toBe("planned_and_finished");
        });

        it("shows no check of a plan that is judged by none", async () => {
          terminal.write("main.tf", 'variable "fails" { default = "" }\n');
          const shown = await terminal.run("plan");
          expect(shown).toContain("No changes.");
          expect(shown).not.toMatch(/Policy Check/i);
        });

        it.each([
          ["soft", "soft failed", "planned_and_finished"],
          ["hard", "hard failed", "errored"],
        ])("fails a plan whose %s-mandatory policy failed", async (fails, said, status) => {
          fail(fails);
          const plan = terminal.start(["plan"]);
          expect((await plan.ended).code).toBe(1);
          expect(plan.shown).toMatch(new RegExp(`Organization Policy Check ${said}`, "i"));
          expect(plan.shown).toMatch(new RegExp(`${said}: guard-of-\\w+/${fails}`));
          expect(plan.shown.match(/Ask somebody first\.|Never\./g)).toHaveLength(1);
          expect(lastRun(name).status).toBe(status);
        });

        it("asks about an override before it applies, and applies", async () => {
          fail("soft");
          const apply = terminal.start(["apply"]);
          await apply.showing("Do you want to override the soft failed policy check?");
          expect(lastRun(name).status).toBe("policy_override");
          apply.type("override");
          await apply.showing("Do you want to perform these actions");
          apply.type("yes");
          expect((await apply.ended).code).toBe(0);
          expect(apply.shown).toContain("Apply complete! Resources: 1 added, 0 changed, 0 destroyed.");
          const [check] = box.sandbox.simulator.store.find("policy-checks", "run", lastRun(name).id);
          expect(check!.status).toBe("overridden");
        });

        it("discards the run where the answer is another one", async () => {
          fail("soft");
          const apply = terminal.start(["apply"]);
          await apply.showing("Do you want to override the soft failed policy check?");
          apply.type("yes");
          expect((await apply.ended).code).toBe(1);
          expect(lastRun(name).status).toBe("discarded");
        });

        it("overrides without a question where it is told to approve, and nothing that is hard-mandatory", async () => {
          fail("soft");
          const applied = await terminal.run("apply", "-auto-approve");
          expect(applied).toContain("Apply complete!");
          fail("hard");
          const apply = terminal.start(["apply", "-auto-approve", "-replace=terraform_data.a"]);
          expect((await apply.ended).code).toBe(1);
          expect(apply.shown).toMatch(/Policy Check hard failed/i);
          expect(lastRun(name)).toMatchObject({
            status: "errored",
            errorMessage: expect.stringContaining("'hard' of group"),
          });
        });

        it("does not ask who may not override", async () => {
          const { token } = await callerWith(box.sandbox, [
            "*:read",
            "workspaces:*",
            "runs:*",
            "state-versions:*",
          ]);
          const colleague = await opened(token);
          fail("soft", colleague);
          const apply = colleague.start(["apply"]);
          expect((await apply.ended).code).toBe(1);
          expect(apply.shown).toMatch(/Policy Check soft failed/i);
          expect(apply.shown).not.toContain("Do you want to override");
          expect(lastRun(name).status).toBe("policy_override");
        });
      });
    },
  );
});
