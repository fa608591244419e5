/** What people do with tofu and terraform in a terminal: the run is here, and an agent executes it. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Run, Workspace } from "../../simulator/core/entities.js";
import { Gate, type Workshop, workshop } from "../agent/workshop.js";
import { cleanEnvironment, ranOf } from "../cli/support.js";
import { afterSuite, temporaryFolder, up } from "../support/process.js";
import { describeWithEach } from "../support/programs.js";
import { useSandbox } from "../support/sandbox.js";
import { block, type Form, Terminal } from "./terminal.js";

const box = useSandbox({ clock: "real", httpsPort: 0 });

const TWO = `
variable "who" { default = "nobody" }
resource "terraform_data" "a" { input = "hello \${var.who}" }
resource "terraform_data" "b" { input = "b" }
output "greeting" { value = terraform_data.a.output }
`;

let count = 0;

describeWithEach(
  ({ name }) => `${name} in a terminal`,
  (program) => {
    let where: Workshop;
    let organization: string;
    const atEnd = afterSuite();

    beforeAll(async () => {
      where = await workshop(box.sandbox, { SCALR_AGENT_EXECUTOR: program.path! }, atEnd);
      const { store } = box.sandbox.simulator;
      organization = store.get("environments", where.environment)!.name;
      await box.sandbox.send("PATCH", `environments/${where.environment}`, {
        data: {
          type: "environments",
          id: where.environment,
          relationships: {
            "default-workspace-agent-pool": { data: { type: "agent-pools", id: where.pool } },
          },
        },
      });
    });

    const workspaceOf = (name: string): Workspace =>
      box.sandbox.simulator.store.find("workspaces", "name", name).at(-1)!;
    const runsOf = (name: string): readonly Run[] =>
      box.sandbox.simulator.store.find("runs", "workspace", workspaceOf(name).id);
    const lastRun = (name: string): Run => runsOf(name).at(-1)!;
    const agentsOf = (run: Run) =>
      box.sandbox.simulator.store.find("tasks", "run", run.id).map((task) => [task.phase, task.agent]);
    const addresses = (name: string): string[] => {
      const { store } = box.sandbox.simulator;
      const state = store.get("state-versions", workspaceOf(name).currentStateVersion ?? "");
      return (state?.summary.resources ?? []).map(({ address }) => address).sort();
    };

    describe.each<Form>(["remote", "cloud"])("by %s", (form) => {
      let terminal: Terminal;
      let name: string;

      beforeEach(async () => {
        terminal = new Terminal(box.sandbox, program);
        name = `work-${++count}`;
        terminal.write("backend.tf", block(form, terminal.host, organization, { name }));
        terminal.write("main.tf", TWO);
        await terminal.run("init");
      });

      it("makes the workspace at init, for the program that does", () => {
        expect(workspaceOf(name)).toMatchObject({
          environment: where.environment,
          iacPlatform: program.platform,
          executionMode: "remote",
        });
      });

      it("plans on an agent, and streams the log", async () => {
        const shown = await terminal.run("plan");
        expect(shown).toContain("# terraform_data.a will be created");
        expect(shown).toContain("Plan: 2 to add, 0 to change, 0 to destroy.");
        const run = lastRun(name);
        expect(run).toMatchObject({ source: "cli", isDry: true, status: "planned_and_finished" });
        expect(agentsOf(run)).toEqual([["plan", where.agentId]]);
        expect(shown).toContain(`/app/${organization}/${name}/runs/${run.id}`);
      });

      it("asks before it applies, and applies on the agent", async () => {
        const apply = terminal.start(["apply"]);
        await apply.showing("Enter a value:");
        expect(lastRun(name).status).toBe("planned");
        apply.type("yes");
        expect((await apply.ended).code).toBe(0);
        expect(apply.shown).toContain("Apply complete! Resources: 2 added, 0 changed, 0 destroyed.");
        expect(apply.shown).toContain('greeting = "hello nobody"');
        const run = lastRun(name);
        expect(run).toMatchObject({ source: "cli", isDry: false, status: "applied" });
        expect(agentsOf(run)).toEqual([
          ["plan", where.agentId],
          ["apply", where.agentId],
        ]);
        expect(addresses(name)).toEqual(["terraform_data.a", "terraform_data.b"]);
      });

      it("discards the run when the question is answered by no", async () => {
        const apply = terminal.start(["apply"]);
        await apply.showing("Enter a value:");
        apply.type("no");
        expect((await apply.ended).code).toBe(1);
        expect(lastRun(name).status).toBe("discarded");
        expect(addresses(name)).toEqual([]);
      });

      it("applies without a question, replaces, targets, refreshes and destroys", async () => {
        const applied = await terminal.run("apply", "-auto-approve");
        expect(applied).toContain("2 added");
        const first = await terminal.run("output", "-raw", "greeting");
        expect(first).toBe("hello nobody");

        const replaced = await terminal.run("apply", "-auto-approve", "-replace=terraform_data.b");
        expect(replaced).toContain("terraform_data.b will be replaced, as requested");
        expect(lastRun(name)).toMatchObject({ replaceAddrs: ["terraform_data.b"], status: "applied" });

        const refreshed = await terminal.run("plan", "-refresh-only");
        expect(refreshed).toContain("No changes.");
        expect(lastRun(name)).toMatchObject({ refreshOnly: true, hasChanges: false });

        const targeted = await terminal.run("apply", "-auto-approve", "-destroy", "-target=terraform_data.b");
        expect(targeted).toMatch(/Resources: .*\b1 destroyed\./);
        expect(lastRun(name)).toMatchObject({ isDestroy: true, targetAddrs: ["terraform_data.b"] });
        expect(addresses(name)).toEqual(["terraform_data.a"]);

        const destroyed = await terminal.run("destroy", "-auto-approve");
        expect(destroyed).toContain("1 destroyed");
        expect(addresses(name)).toEqual([]);
      });

      it("takes variables from the workspace, and from the folder", async () => {
        const { id } = workspaceOf(name);
        await box.sandbox.create(
          "vars",
          { key: "who", value: "workspace", category: "terraform" },
          { workspace: id },
        );
        expect(await terminal.run("plan")).toContain('"hello workspace"');
        terminal.write("x.auto.tfvars", 'who = "folder"\n');
        await terminal.run("apply", "-auto-approve");
        expect(lastRun(name).status).toBe("applied");
      });

      it("cancels the run on Ctrl-C, when that is confirmed", async () => {
        const gate = new Gate();
        terminal.write(
          "main.tf",
          `resource "terraform_data" "a" {
             provisioner "local-exec" { command = "${gate.command("a")}" }
           }`,
        );
        const apply = terminal.start(["apply"]);
        await apply.showing("Enter a value:");
        apply.type("yes");
        await gate.until(() => gate.begun("a"));
        apply.interrupt();
        await apply.showing("Do you want to cancel the remote operation?");
        apply.type("yes");
        await apply.showing("The remote operation was successfully cancelled.");
        await apply.ended;
        await box.sandbox.until("runs", lastRun(name).id, (run) => run!.status === "canceled");
        expect(lastRun(name).status).toBe("canceled");
      });

      it("leaves the run to the agent when the terminal is gone", async () => {
        const gate = new Gate();
        terminal.write(
          "main.tf",
          `resource "terraform_data" "a" {
             provisioner "local-exec" { command = "${gate.command("a")}" }
           }`,
        );
        const apply = terminal.start(["apply", "-auto-approve"]);
        await gate.until(() => gate.begun("a"));
        apply.kill();
        gate.open();
        await box.sandbox.until("runs", lastRun(name).id, (run) => run!.status === "applied");
        expect(addresses(name)).toEqual(["terraform_data.a"]);
      });

      it("shows why a run fails, and what the configuration is wrong in", async () => {
        terminal.write("main.tf", 'resource "terraform_data" "a" { input = nothing.here }\n');
        const told = await terminal.fails("apply", "-auto-approve");
        expect(told).toContain("Reference to undeclared resource");
        expect(lastRun(name).status).toBe("errored");
      });

      it("plans within the working directory of the workspace, without what .terraformignore names", async () => {
        await box.sandbox.send("PATCH", `workspaces/${workspaceOf(name).id}`, {
          data: {
            type: "workspaces",
            id: workspaceOf(name).id,
            attributes: { "working-directory": "stacks/api" },
          },
        });
        terminal.write(".terraformignore", "secret/\n");
        terminal.write("secret/key.txt", "secret");
        terminal.write("shared/text.txt", "shared text");
        terminal.write("stacks/api/backend.tf", block(form, terminal.host, organization, { name }));
        terminal.write(
          "stacks/api/main.tf",
          `output "shared" { value = file("\${path.module}/../../shared/text.txt") }
           output "secret" { value = fileexists("\${path.module}/../../secret/key.txt") }`,
        );
        expect((await terminal.start(["init"], "stacks/api").ended).code).toBe(0);
        const plan = terminal.start(["apply", "-auto-approve"], "stacks/api");
        expect((await plan.ended).code, plan.shown).toBe(0);
        expect(plan.shown).toContain('shared = "shared text"');
        expect(plan.shown).toContain("secret = false");
      });

      it("keeps states: list, show, move, remove, pull, push, import, taint and console", async () => {
        await terminal.run("apply", "-auto-approve");
        expect((await terminal.run("state", "list")).split("\n").filter(Boolean)).toEqual([
          "terraform_data.a",
          "terraform_data.b",
        ]);
        expect(await terminal.run("state", "show", "terraform_data.a")).toContain("hello nobody");
        await terminal.run("state", "mv", "terraform_data.b", "terraform_data.c");
        expect(addresses(name)).toEqual(["terraform_data.a", "terraform_data.c"]);
        await terminal.run("state", "rm", "terraform_data.c");
        expect(addresses(name)).toEqual(["terraform_data.a"]);
        await terminal.run("import", "terraform_data.b", "an-id");
        expect(addresses(name)).toEqual(["terraform_data.a", "terraform_data.b"]);
        await terminal.run("taint", "terraform_data.a");
        expect(await terminal.run("plan")).toMatch(/terraform_data.a is tainted, so (it )?must be replaced/);
        const pulled = JSON.parse(await terminal.run("state", "pull"));
        terminal.write("pushed.json", JSON.stringify({ ...pulled, serial: pulled.serial + 7 }));
        await terminal.run("state", "push", "pushed.json");
        expect(JSON.parse(await terminal.run("state", "pull")).serial).toBeGreaterThan(pulled.serial);
        const console = terminal.start(["console"]);
        console.type("terraform_data.a.output");
        console.endInput();
        await console.ended;
        expect(console.shown).toContain("hello nobody");
        expect(workspaceOf(name).locked).toBe(false);
      });

      it("refuses while somebody else holds the lock, names them, and is forced", async () => {
        await terminal.run("apply", "-auto-approve");
        const { id } = workspaceOf(name);
        await box.sandbox.send("POST", `workspaces/${id}/actions/lock`, { reason: "Release on Friday" });
        const refused = await terminal.fails("state", "rm", "terraform_data.b");
        expect(refused).toContain("is locked by User");
        expect(refused).toContain("Release on Friday");
        expect(refused).toContain(`${organization}/${name}`);
        expect(addresses(name)).toHaveLength(2);
        await terminal.run("force-unlock", "-force", `${organization}/${name}`);
        expect(workspaceOf(name).locked).toBe(false);
        await terminal.run("state", "rm", "terraform_data.b");
      });

      it("operates on the caller's machine where the workspace only stores states", async () => {
        const { id } = workspaceOf(name);
        await box.sandbox.send("PATCH", `workspaces/${id}`, {
          data: { type: "workspaces", id, attributes: { "execution-mode": "local" } },
        });
        const shown = await terminal.run("apply", "-auto-approve", "-var", "who=here");
        expect(shown).toContain('greeting = "hello here"');
        expect(runsOf(name)).toEqual([]);
        expect(addresses(name)).toEqual(["terraform_data.a", "terraform_data.b"]);
        expect(workspaceOf(name).locked).toBe(false);
        expect(await terminal.run("output", "-raw", "greeting")).toBe("hello here");
      });

      it("takes a state in from a local one and gives it back", async () => {
        const local = new Terminal(box.sandbox, program);
        local.write("main.tf", TWO);
        await local.run("init");
        await local.run("apply", "-auto-approve");
        const before = JSON.parse(await local.run("state", "pull")).resources;
        const migrated = `migrated-${++count}`;
        local.write("backend.tf", block(form, local.host, organization, { name: migrated }));
        const init = local.start(form === "remote" ? ["init", "-migrate-state", "-force-copy"] : ["init"]);
        init.type("yes");
        expect((await init.ended).code, init.shown).toBe(0);
        expect(JSON.parse(await local.run("state", "pull")).resources).toEqual(before);
        expect(addresses(migrated)).toEqual(["terraform_data.a", "terraform_data.b"]);
        expect(await local.run("plan")).toContain("No changes.");

        // Back from a cloud block is a pull: both programs refuse to migrate from it.
        const pulled = await local.run("state", "pull");
        local.write("backend.tf", "");
        if (form === "remote") await local.run("init", "-migrate-state", "-force-copy");
        const after = form === "remote" ? await local.run("state", "pull") : pulled;
        expect(JSON.parse(after).resources).toEqual(before);
      });
    });

    it("sets variables and saves plans by the cloud block", async () => {
      const terminal = new Terminal(box.sandbox, program);
      const name = `saved-${++count}`;
      terminal.write("backend.tf", block("cloud", terminal.host, organization, { name }));
      terminal.write("main.tf", TWO);
      await terminal.run("init");
      const planned = await terminal.run("plan", "-var", "who=you", "-out=saved.plan");
      expect(planned).toContain('"hello you"');
      expect(lastRun(name)).toMatchObject({ savePlan: true, status: "planned_and_saved" });
      const shown = await terminal.run("show", "saved.plan");
      expect(shown).toContain("# terraform_data.a will be created");
      expect(shown).toMatch(/\+ input\s+= "hello you"/);
      expect(shown).toContain("Plan: 2 to add, 0 to change, 0 to destroy.");
      const applied = await terminal.run("apply", "saved.plan");
      expect(applied).toContain("2 added");
      expect(lastRun(name).status).toBe("applied");
      expect(await terminal.fails("apply", "saved.plan")).toContain("Saved plan is already applied");
    });

    it("has workspaces by prefix, and by tags", async () => {
      const prefixed = new Terminal(box.sandbox, program);
      const prefix = `p${++count}-`;
      prefixed.write("backend.tf", block("remote", prefixed.host, organization, { prefix }));
      prefixed.write("main.tf", TWO);
      const init = prefixed.start(["init"]);
      init.type("one");
      await init.ended;
      if (workspaceOf(`${prefix}one`) === undefined) await prefixed.run("workspace", "new", "one");
      await prefixed.run("workspace", "new", "two");
      expect(await prefixed.run("workspace", "list")).toMatch(/one\n.*\* two/s);
      await prefixed.run("workspace", "select", "one");
      expect((await prefixed.run("workspace", "show")).trim()).toBe("one");
      await prefixed.run("workspace", "delete", "two");
      expect(workspaceOf(`${prefix}two`)).toBeUndefined();

      const tagged = new Terminal(box.sandbox, program);
      const tag = `team-${++count}`;
      tagged.write("backend.tf", block("cloud", tagged.host, organization, { tags: [tag] }));
      tagged.write("main.tf", TWO);
      const started = tagged.start(["init"]);
      started.type(`tagged-${count}`);
      await started.ended;
      await tagged.run("workspace", "new", `more-${count}`);
      const { store } = box.sandbox.simulator;
      const { tags } = workspaceOf(`more-${count}`);
      expect(tags.map((id) => store.get("tags", id)!.name)).toEqual([tag]);
      expect(await tagged.run("workspace", "list")).toContain(`* more-${count}`);
    });
  },
);

describeWithEach(
  ({ name }) => `a shell set up by scalr-sandbox env for ${name}`,
  (program) => {
    it("is all that it takes", async () => {
      const folder = temporaryFolder();
      const { httpsUrl } = await up("--data-dir", join(folder, ".scalr-sandbox"), "--https-port", "0");
      const host = new URL(httpsUrl!).host;
      const script = `set -e
        scalr() { "${process.execPath}" "${join(import.meta.dirname, "../../dist/cli/main.js")}" "$@"; }
        for again in 1 2; do set_up="$(scalr env --shell sh)"; eval "$set_up"; done
        curl -sf --cacert "$SSL_CERT_FILE" -H "Authorization: Bearer $SCALR_TOKEN" \
          -H "Content-Type: application/vnd.api+json" https://$SCALR_HOSTNAME/api/iacp/v3/environments \
          -d '{"data":{"type":"environments","attributes":{"name":"dev"}}}' >/dev/null
        "${program.path}" init && "${program.path}" apply -auto-approve`;
      writeFileSync(join(folder, "main.tf"), `${block("remote", host, "dev", { name: "x" })}${TWO}`);
      const shell = spawn("bash", ["-c", script], { cwd: folder, env: cleanEnvironment() });
      const { code, stdout, stderr } = await ranOf(shell);
      expect(code, stdout + stderr).toBe(0);
      expect(stdout).toContain("2 added");
    });
  },
);
