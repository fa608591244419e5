/** `terraform_remote_state` of another workspace: from a terminal, and from a run on an agent in the run's own name. */
import { beforeAll, beforeEach, expect, it } from "vitest";
import { type Workshop, workshop } from "../agent/workshop.js";
import { afterSuite } from "../support/process.js";
import { describeWithEach } from "../support/programs.js";
import { useSandbox } from "../support/sandbox.js";
import { block, Terminal } from "./terminal.js";

const box = useSandbox({ clock: "real", httpsPort: 0 });
let count = 0;

describeWithEach(
  ({ name }) => `states that ${name} reads of other workspaces`,
  (program) => {
    let where: Workshop;
    let organization: string;
    let source: { readonly name: string; readonly id: string };
    const atEnd = afterSuite();

    const update = (type: string, id: string, attributes: object, relationships: object = {}) =>
      box.sandbox.send("PATCH", `${type}/${id}`, { data: { type, id, attributes, relationships } });

    /** A terminal in a new workspace, with a configuration. */
    async function open(configuration: (host: string) => string, environment = where.environment) {
      const name = `state-${++count}`;
      const pool = environment === where.environment ? where.pool : undefined;
      const { id } = await box.sandbox.workspace(name, environment, { "terraform-version": "auto" }, pool);
      const terminal = new Terminal(box.sandbox, program);
      const { name: of } = box.sandbox.simulator.store.get("environments", environment)!;
      terminal.write("backend.tf", block("cloud", terminal.host, of, { name }));
      terminal.write("main.tf", configuration(terminal.host));
      await terminal.run("init");
      return { terminal, name, id };
    }

    const reading = (host: string) => `
      data "terraform_remote_state" "other" {
        backend = "remote"
        config = {
          hostname     = "${host}"
          organization = "${organization}"
          workspaces   = { name = "${source.name}" }
        }
      }
      output "read" { value = data.terraform_remote_state.other.outputs.told }`;

    beforeAll(async () => {
      where = await workshop(box.sandbox, { SCALR_AGENT_EXECUTOR: program.path! }, atEnd);
      const { store } = box.sandbox.simulator;
      organization = store.get("environments", where.environment)!.name;
      await update("agent-pools", where.pool, { "is-shared": true });
    });

    // Not before all tests: a folder goes away with the test that it was made in.
    beforeEach(async () => {
      if (source !== undefined) return;
      const made = await open(() => 'output "told" { value = "from the other" }');
      await made.terminal.run("apply", "-auto-approve");
      source = made;
    });

    it("reads it on the agent, in the run's own name", async () => {
      const { terminal } = await open(reading);
      expect(await terminal.run("apply", "-auto-approve")).toContain('read = "from the other"');
    });

    it("reads it by the embedded engine on an agent, in the run's own name", async () => {
      const other = await workshop(box.sandbox, { SCALR_AGENT_EXECUTOR: "embedded" });
      await update("agent-pools", other.pool, { "is-shared": true });
      const { terminal, id } = await open(reading);
      await update("workspaces", id, {}, { "agent-pool": { data: { type: "agent-pools", id: other.pool } } });
      const shown = await terminal.run("apply", "-auto-approve");
      expect(shown).toContain("Executed by the embedded engine");
      expect(shown).toContain('read = "from the other"');
      await update("workspaces", source.id, { "remote-state-sharing": false });
      expect(await terminal.fails("plan")).toContain("does not share its state");
      await update("workspaces", source.id, { "remote-state-sharing": true });
    });

    it("reads it from the terminal, where the workspace only stores states", async () => {
      const { terminal, id } = await open(reading);
      await update("workspaces", id, { "execution-mode": "local" });
      expect(await terminal.run("apply", "-auto-approve")).toContain('read = "from the other"');
    });

    it("is refused where the state is not shared with the workspace, and let in as a consumer", async () => {
      const { terminal, id, name } = await open(reading);
      await update("workspaces", source.id, { "remote-state-sharing": false });
      const told = await terminal.fails("apply", "-auto-approve");
      expect(told).toContain(`does not share its state with workspace '${name}'`);
      await box.sandbox.send("POST", `workspaces/${source.id}/relationships/remote-state-consumers`, {
        data: [{ type: "workspaces", id }],
      });
      expect(await terminal.run("apply", "-auto-approve")).toContain('read = "from the other"');
      await update("workspaces", source.id, { "remote-state-sharing": true });
    });

    it("reaches another environment only with the runner's role in the whole account", async () => {
      const elsewhere = await box.sandbox.environment(`elsewhere-${++count}`, {
        "default-workspace-agent-pool": where.pool,
      });
      const { terminal } = await open(reading, elsewhere.id);
      expect(await terminal.fails("apply", "-auto-approve")).toContain("SCALR_RUNNER_ROLE");
      const role = await box.sandbox.create("vars", {
        key: "SCALR_RUNNER_ROLE",
        value: "runner-account-access",
        category: "shell",
      });
      expect(await terminal.run("apply", "-auto-approve")).toContain('read = "from the other"');
      await box.sandbox.send("DELETE", `vars/${role.id}`);
    });
  },
);
