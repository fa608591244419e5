/** Stacks of cdktf whose state and runs are in the sandbox. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { linkDependencies } from "../../cli/demo/stage/package-links.js";
import { type Workshop, workshop } from "../agent/workshop.js";
import { cleanEnvironment, ranOf } from "../cli/support.js";
import { afterSuite } from "../support/process.js";
import { OPENTOFU } from "../support/programs.js";
import { useSandbox } from "../support/sandbox.js";
import { describeWithTofu } from "../support/tofu.js";
import { Command, Terminal } from "./terminal.js";

const box = useSandbox({ clock: "real", httpsPort: 0 });
const cdktf = join(import.meta.dirname, "tools/cdktf/node_modules/cdktf-cli/bundle/bin/cdktf");

const BACKENDS = {
  RemoteBackend: "{ name }",
  CloudBackend: "new NamedCloudWorkspace(name)",
};

describeWithTofu("a cdktf stack with its state in the sandbox", () => {
  let where: Workshop;
  let organization: string;
  const atEnd = afterSuite();

  beforeAll(async () => {
    where = await workshop(box.sandbox, { SCALR_AGENT_EXECUTOR: OPENTOFU.path! }, atEnd);
    organization = box.sandbox.simulator.store.get("environments", where.environment)!.name;
  });

  describe.each(Object.entries(BACKENDS))("by a %s", (backend, workspaces) => {
    /** An app in a folder of its own, synthesized. */
    async function app(name: string): Promise<Terminal> {
      await box.sandbox.workspace(name, where.environment, { "terraform-version": "auto" }, where.pool);
      const terminal = new Terminal(box.sandbox, OPENTOFU);
      linkDependencies(terminal.folder);
      terminal.write("cdktf.json", JSON.stringify({ language: "typescript", app: "node main.mjs" }));
      terminal.write(
        "main.mjs",
        `import { App, CloudBackend, NamedCloudWorkspace, RemoteBackend, TerraformOutput, TerraformResource, TerraformStack } from "cdktf";
         const name = ${JSON.stringify(name)};
         const app = new App();
         const stack = new TerraformStack(app, "stack");
         new ${backend}(stack, { hostname: ${JSON.stringify(terminal.host)}, organization: ${JSON.stringify(organization)}, workspaces: ${workspaces} });
         const made = new TerraformResource(stack, "a", { terraformResourceType: "terraform_data" });
         made.addOverride("input", "from cdktf");
         new TerraformOutput(stack, "told", { value: made.getStringAttribute("output") });
         app.synth();`,
      );
      return terminal;
    }

    const stateOf = (name: string) => {
      const { store } = box.sandbox.simulator;
      const workspace = store.find("workspaces", "name", name)[0]!;
      const runs = store.find("runs", "workspace", workspace.id);
      const state = store.get("state-versions", workspace.currentStateVersion ?? "");
      return {
        runs: runs.map(({ source, status }) => `${source} ${status}`),
        agents: runs.flatMap(({ id }) => store.find("tasks", "run", id).map(({ agent }) => agent)),
        resources: state?.summary.resources.map(({ address }) => address),
      };
    };

    it("is applied by tofu, on an agent", async () => {
      const name = `tofu-${backend.toLowerCase()}`;
      const terminal = await app(name);
      const env = { ...cleanEnvironment(), ...terminal.env };
      const synthesized = await ranOf(
        spawn(process.execPath, ["main.mjs"], {
          cwd: terminal.folder,
          env,
          stdio: ["ignore", "pipe", "pipe"],
        }),
      );
      expect(synthesized.code, synthesized.stderr).toBe(0);
      const stack = "cdktf.out/stacks/stack";
      expect((await terminal.start(["init"], stack).ended).code).toBe(0);
      const apply = terminal.start(["apply", "-auto-approve"], stack);
      expect((await apply.ended).code, apply.shown).toBe(0);
      expect(apply.shown).toContain('told = "from cdktf"');
      expect(stateOf(name)).toEqual({
        runs: ["cli applied"],
        agents: [where.agentId, where.agentId],
        resources: ["terraform_data.a"],
      });
    });

    it.skipIf(!existsSync(cdktf))("is deployed by cdktf's own program, on an agent", async () => {
      const name = `cdktf-${backend.toLowerCase()}`;
      const terminal = await app(name);
      const env = { ...cleanEnvironment(), ...terminal.env, TERRAFORM_BINARY_NAME: OPENTOFU.path!, CI: "1" };
      const args = [cdktf, "deploy", "--auto-approve", "--skip-provider-lock"];
      const deploy = new Command(
        spawn(process.execPath, args, { cwd: terminal.folder, env, stdio: ["pipe", "pipe", "pipe"] }),
      );
      expect((await deploy.ended).code, deploy.shown).toBe(0);
      const { runs, resources } = stateOf(name);
      expect(runs.at(-1)).toBe("cli applied");
      expect(resources).toEqual(["terraform_data.a"]);
    });
  });
});
