/** What goes wrong in a terminal, and what the programs then say. */
import { beforeAll, expect, it } from "vitest";
import type { Workspace } from "../../simulator/core/entities.js";
import { callerWith } from "../access/people.js";
import { Gate, type Workshop, workshop } from "../agent/workshop.js";
import { afterSuite } from "../support/process.js";
import { describeWithEach } from "../support/programs.js";
import { useSandbox } from "../support/sandbox.js";
import { block, Terminal } from "./terminal.js";

const box = useSandbox({ clock: "real", httpsPort: 0 });
const ONE = 'resource "terraform_data" "a" { input = 1 }\n';
let count = 0;

describeWithEach(
  ({ name }) => `what ${name} is refused`,
  (program) => {
    let where: Workshop;
    let organization: string;
    const atEnd = afterSuite();

    beforeAll(async () => {
      where = await workshop(box.sandbox, { SCALR_AGENT_EXECUTOR: "embedded" }, atEnd);
      organization = box.sandbox.simulator.store.get("environments", where.environment)!.name;
    });

    const workspaceNamed = (name: string): Workspace =>
      box.sandbox.simulator.store.find("workspaces", "name", name).at(-1)!;

    const update = (type: string, id: string, attributes: object, relationships: object = {}) =>
      box.sandbox.send("PATCH", `${type}/${id}`, { data: { type, id, attributes, relationships } });

    /** A terminal in a new workspace of the place's pool. */
    async function open(token?: string, attributes: object = { "terraform-version": "auto" }) {
      const name = `refused-${++count}`;
      const { id } = await box.sandbox.workspace(name, where.environment, attributes, where.pool);
      const terminal = new Terminal(box.sandbox, program, token);
      terminal.write("backend.tf", block("cloud", terminal.host, organization, { name }));
      terminal.write("main.tf", ONE);
      return { terminal, name, id };
    }

    it("an environment that is not there, and a token that opens nothing", async () => {
      const { terminal } = await open();
      terminal.write("backend.tf", block("cloud", terminal.host, "nowhere", { name: "x" }));
      expect(await terminal.fails("init")).toContain('organization "nowhere" at host');
      const stranger = new Terminal(box.sandbox, program, "no-token-of-anybody");
      stranger.write("backend.tf", block("cloud", stranger.host, organization, { name: "x" }));
      expect(await stranger.fails("init")).toMatch(/unauthorized/i);
    });

    it("what there is no permission for", async () => {
      const reader = await callerWith(box.sandbox, ["*:read"]);
      const { terminal, name } = await open(reader.token);
      await terminal.run("init");
      expect(await terminal.fails("plan")).toContain("Insufficient rights to generate a plan");
      const newcomer = new Terminal(box.sandbox, program, reader.token);
      newcomer.write("backend.tf", block("cloud", newcomer.host, organization, { name: `${name}-new` }));
      const told = await newcomer.fails("init");
      expect(told).toContain("'workspaces:create' is required");
      const planner = await callerWith(box.sandbox, ["*:read", "runs:create"]);
      const other = await open(planner.token);
      await other.terminal.run("init");
      expect(await other.terminal.run("plan")).toContain("1 to add");
      expect(await other.terminal.fails("apply", "-auto-approve")).toContain("Insufficient rights to apply");
    });

    it("an environment and a workspace without a remote backend", async () => {
      const { terminal, id, name } = await open();
      await update("workspaces", id, { "remote-backend": false });
      expect(await terminal.fails("init")).toContain(`Workspace '${name}' (${id}) has no remote backend`);
      const closed = await box.sandbox.create("environments", {
        name: `closed-${++count}`,
        "remote-backend": false,
        "remote-backend-overridable": false,
      });
      terminal.write("backend.tf", block("cloud", terminal.host, closed.attributes.name, { name }));
      expect(await terminal.fails("init")).toContain("has no remote backend");
    });

    it("an apply where a repository drives the workspace, and not a plan", async () => {
      const { terminal, id } = await open();
      const provider = await box.sandbox.create("vcs-providers", {
        name: `git-${++count}`,
        "vcs-type": "github_enterprise",
        "auth-type": "personal_token",
        url: "https://git.example.com",
        token: "x",
      });
      await update(
        "workspaces",
        id,
        { "vcs-repo": { identifier: "team/app", branch: "main" } },
        { "vcs-provider": { data: { type: "vcs-providers", id: provider.id } } },
      );
      await terminal.run("init");
      expect(await terminal.run("plan")).toContain("1 to add");
      expect(await terminal.fails("apply", "-auto-approve")).toContain("VCS");
    });

    it("a state that is older or of another lineage, unless it is forced", async () => {
      const { terminal, id, name } = await open();
      await terminal.run("init");
      await terminal.run("apply", "-auto-approve");
      const state = JSON.parse(await terminal.run("state", "pull"));
      terminal.write("old.json", JSON.stringify({ ...state, serial: 0, resources: [] }));
      expect(await terminal.fails("state", "push", "old.json")).toMatch(/serial/);
      terminal.write("other.json", JSON.stringify({ ...state, lineage: "another", serial: 99 }));
      expect(await terminal.fails("state", "push", "other.json")).toMatch(/lineage/);
      // By a cloud block the programs do not pass the force on, and leave the lock where it is.
      const told = await terminal.fails("state", "push", "-force", "other.json");
      expect(told).toContain("The state has lineage 'another'");
      await terminal.run("force-unlock", "-force", `${organization}/${name}`);
      const forced = new Terminal(box.sandbox, program);
      forced.write("main.tf", block("remote", forced.host, organization, { name }) + ONE);
      forced.write("other.json", JSON.stringify({ ...state, lineage: "another", serial: 99 }));
      await forced.run("init");
      await forced.run("state", "push", "-force", "other.json");
      expect(JSON.parse(await terminal.run("state", "pull")).lineage).toBe("another");
      expect(box.sandbox.simulator.store.get("workspaces", id)!.locked).toBe(false);
    });

    it("to change a state by another version, unless it is told to", async () => {
      const { terminal } = await open(undefined, {
        "terraform-version": "1.2.0",
        "iac-platform": program.platform,
      });
      await terminal.run("init");
      await terminal.run("apply", "-auto-approve");
      const told = await terminal.fails("state", "rm", "terraform_data.a");
      expect(told).toMatch(/1\.[23]\.0/);
      expect(told).toContain("-ignore-remote-version");
      await terminal.run("state", "rm", "-ignore-remote-version", "terraform_data.a");
    });

    it("a state while a run works on it, naming the run", async () => {
      const gate = new Gate();
      const { terminal, name } = await open();
      await terminal.run("init");
      terminal.write(
        "main.tf",
        `resource "terraform_data" "a" {
           provisioner "local-exec" { command = "${gate.command("a")}" }
         }`,
      );
      const apply = terminal.start(["apply", "-auto-approve"]);
      await gate.until(() => gate.begun("a"));
      const run = box.sandbox.simulator.store.find("runs", "workspace", workspaceNamed(name).id).at(-1)!;
      const pushed = JSON.stringify({ version: 4, serial: 1, lineage: "x", outputs: {}, resources: [] });
      terminal.write("pushed.json", pushed);
      const told = await terminal.fails("state", "push", "pushed.json");
      expect(told).toContain(`is locked by Run ${run.id}`);
      expect(told).toContain("applying");
      gate.open();
      expect((await apply.ended).code).toBe(0);
    });

    it("tells what a run waits for, as the sandbox knows it", async () => {
      const { terminal, id } = await open();
      await terminal.run("init");
      const idle = await box.sandbox.pool(`idle-${++count}`);
      await update("workspaces", id, {}, { "agent-pool": { data: { type: "agent-pools", id: idle.id } } });
      const plan = terminal.start(["plan"]);
      await plan.showing("Queued: ");
      await plan.showing(idle.id);
      const run = box.sandbox.simulator.store.find("runs", "workspace", id).at(-1)!;
      expect(plan.shown).toContain((await box.sandbox.waitingFor(run.id)).message);
      await box.sandbox.send("POST", `runs/${run.id}/actions/cancel`);
      await plan.ended;
    });

    it("says why a run ended that no agent could begin", async () => {
      const { terminal, id } = await open();
      await terminal.run("init");
      const elsewhere = await box.sandbox.environment(`elsewhere-${++count}`);
      const pool = box.sandbox.simulator.store.get("workspaces", id)!.agentPool!;
      await update(
        "agent-pools",
        pool,
        { "is-shared": false },
        { environments: { data: [{ type: "environments", id: elsewhere.id }] } },
      );
      const told = await terminal
        .fails("plan")
        .finally(() => update("agent-pools", pool, { "is-shared": true }));
      expect(told).toContain("Error:");
      expect(told).toContain(pool);
    });
  },
);
