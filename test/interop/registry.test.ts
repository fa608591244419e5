/** What tofu and terraform install from the sandbox's registries: modules of a private Git server, and the Scalr provider. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { scalrProviderRelease } from "../../provider/plugin/release.js";
import { callerWith } from "../access/people.js";
import { logOf, reached, type Workshop, workshop, workspaceWith } from "../agent/workshop.js";
import { createModule, publishGreeting, settledVersion } from "../modules/stage.js";
import { afterSuite } from "../support/process.js";
import { describeWithEach } from "../support/programs.js";
import { useSandbox } from "../support/sandbox.js";
import { folder } from "../vcs/git-server.js";
import { block, Terminal } from "./terminal.js";

const box = useSandbox({ clock: "real", httpsPort: 0, provider: scalrProviderRelease() });
const root = folder();
let count = 0;

/** The source of the module, without its host, and its id. */
let source: string | undefined;
let module: string;

describeWithEach(
  ({ name }) => `what ${name} installs from the registries`,
  (program) => {
    let where: Workshop;
    const atEnd = afterSuite();

    const calling = (host: string, version: string) => `
      module "greeting" {
        source  = "${host}/${source}"
        version = "${version}"
        name    = "${program.name}"
      }
      output "greeting" { value = module.greeting.greeting }`;

    /** A terminal whose workspace executes on the workshop's agent. */
    async function open(): Promise<{ terminal: Terminal; id: string }> {
      const name = `registry-${++count}`;
      const { sandbox } = box;
      const { id } = await sandbox.workspace(
        name,
        where.environment,
        { "terraform-version": "auto" },
        where.pool,
      );
      const terminal = new Terminal(sandbox, program);
      const { name: of } = sandbox.simulator.store.get("environments", where.environment)!;
      terminal.write("backend.tf", block("cloud", terminal.host, of, { name }));
      return { terminal, id };
    }

    const hostOf = () => new URL(box.sandbox.simulator.httpsUrl!).host;

    /** A run of a configuration that nobody has initialized before, at its end. */
    async function runOf(configuration: string, variables: Readonly<Record<string, string>> = {}) {
      const { sandbox } = box;
      const id = await workspaceWith(sandbox, where, configuration, { "terraform-version": "auto" });
      for (const [key, value] of Object.entries(variables))
        await sandbox.create("vars", { key, value, category: "shell" }, { workspace: id });
      const queued = await sandbox.run(id);
      const run = await reached(sandbox, queued);
      const apply = run.status === "applied" ? await logOf(sandbox, queued, "apply") : "";
      const log = (await logOf(sandbox, queued, "plan")) + apply;
      return { run, log: log.replace(/[\s│╷╵]+/g, " ") };
    }

    beforeAll(async () => {
      where = await workshop(box.sandbox, { SCALR_AGENT_EXECUTOR: program.path! }, atEnd);
    });

    // Not before all tests: the Git server goes away with the test that it was made in.
    beforeEach(async () => {
      if (source === undefined) ({ source, id: module } = await publishGreeting(box.sandbox, root));
    });

    it("a private module, by the init of a run on an agent", async () => {
      const { store } = box.sandbox.simulator;
      const { run, log } = await runOf(calling(hostOf(), "~> 1.0.0"));
      expect(run.status, log).toBe("applied");
      expect(log).toContain(`Downloading ${hostOf()}/${source} 1.0.0 for greeting`);
      expect(log).toContain(`Hello, ${program.name}`);
      const [task] = [...store.all("tasks")].filter((each) => each.run === run.id);
      expect(task!.agent).toBe(where.agentId);
    });

    it("a private module, by a terminal whose workspace executes on an agent", async () => {
      const { terminal, id } = await open();
      terminal.write("main.tf", calling(terminal.host, "~> 1.0.0"));
      expect(await terminal.run("init")).toContain(`Downloading ${terminal.host}/${source} 1.0.0`);
      const shown = await terminal.run("apply", "-auto-approve");
      expect(shown).toContain(`greeting = "Hello, ${program.name}"`);
      const [run] = box.sandbox.simulator.store.find("runs", "workspace", id);
      expect(run).toMatchObject({ status: "applied", source: "cli" });
    });

    it("a private module, in a terminal that works on its own", async () => {
      const terminal = new Terminal(box.sandbox, program);
      terminal.write("main.tf", calling(terminal.host, ">= 1.0.0"));
      const shown = await terminal.run("init");
      expect(shown).toContain(`Downloading ${terminal.host}/${source} 1.1.0 for greeting`);
      expect(await terminal.run("apply", "-auto-approve")).toContain(
        `greeting = "Good day, ${program.name}"`,
      );
      const installed = readFileSync(join(terminal.folder, ".terraform/modules/modules.json"), "utf8");
      expect(JSON.parse(installed).Modules).toContainEqual(
        expect.objectContaining({ Key: "greeting", Version: "1.1.0", Source: `${terminal.host}/${source}` }),
      );
    });

    it("nothing of a module that is not there, is not the caller's to use, or has no such version", async () => {
      const { sandbox } = box;
      const unknown = new Terminal(sandbox, program);
      unknown.write("main.tf", calling(unknown.host, "1.0.0").replace("/greeting/null", "/nothing/null"));
      expect(await unknown.fails("init")).toMatch(/cannot be found|not found/i);

      const none = new Terminal(sandbox, program);
      none.write("main.tf", calling(none.host, "~> 7.0"));
      expect(await none.fails("init")).toMatch(/no available version|no version|does not match|matching/i);

      const { token } = await callerWith(sandbox, ["runs:read"]);
      const stranger = new Terminal(sandbox, program, token);
      stranger.write("main.tf", calling(stranger.host, "1.0.0"));
      expect(await stranger.fails("init")).toMatch(/cannot be found|not found/i);

      const outside = new Terminal(sandbox, program, null);
      outside.write("main.tf", calling(outside.host, "1.0.0"));
      expect(await outside.fails("init")).toMatch(/401|not authorized|unauthorized|login/i);
    });

    it("a module of an environment or a namespace, only in runs of the environments that may use it", async () => {
      const { sandbox } = box;
      const provider = sandbox.simulator.store.get("modules", module)!.vcsProvider as string;
      const other = await sandbox.environment(`elsewhere-${++count}`);
      const team = `team-${++count}`;
      const namespace = await sandbox.create(
        "module-namespaces",
        { name: team },
        { environments: [other.id] },
      );
      const made = await createModule(
        sandbox,
        provider,
        { identifier: "acme/terraform-null-greeting" },
        { namespace: namespace.id },
      );
      // Published before: the archives are those of the other module.
      const published = await settledVersion(sandbox, module, "1.0.0");
      const { blobs } = sandbox.simulator.store;
      const copy = `modver-copied${count}`;
      await blobs.put(`modules/${copy}`, await blobs.read(`modules/${published.id}`));
      sandbox.simulator.store.transact((tx) =>
        tx.insert<"module-versions">({ ...published, id: copy, module: made.id } as never),
      );
      const configuration = calling(hostOf(), "1.0.0").replace(source!, `${team}/greeting/null`);
      const refused = await runOf(configuration);
      expect(refused.run.status).toBe("errored");
      expect(refused.log).toMatch(/cannot be found/);
      await sandbox.send("PATCH", `module-namespaces/${namespace.id}`, {
        data: {
          type: "module-namespaces",
          id: namespace.id,
          relationships: { environments: { data: [{ type: "environments", id: where.environment }] } },
        },
      });
      const { run, log } = await runOf(configuration);
      expect(run.status, log).toBe("applied");
    });

    it("the Scalr provider, whose checksums and signature they verify", async () => {
      const { sandbox } = box;
      const terminal = new Terminal(sandbox, program);
      terminal.env.SCALR_HOSTNAME = sandbox.simulator.url;
      terminal.env.SCALR_TOKEN = sandbox.simulator.token;
      const name = `installed-${++count}`;
      terminal.write(
        "main.tf",
        `terraform {
           required_providers { scalr = { source = "${terminal.host}/scalr/scalr" } }
         }
         resource "scalr_tag" "it" { name = "${name}" }`,
      );
      const shown = await terminal.run("init");
      expect(shown).toMatch(new RegExp(`Installed ${terminal.host}/scalr/scalr v\\S+ \\((self-)?signed`));
      await terminal.run("apply", "-auto-approve");
      expect(sandbox.simulator.store.find("tags", "name", name)).toHaveLength(1);
      const lock = readFileSync(join(terminal.folder, ".terraform.lock.hcl"), "utf8");
      expect(lock.match(/zh:[0-9a-f]{64}/g)).toHaveLength(1);
      expect(lock).toContain("h1:");
    });

    it("the Scalr provider, by the init of a run on an agent", async () => {
      const { simulator } = box.sandbox;
      const name = `by-a-run-${++count}`;
      const { run, log } = await runOf(
        `terraform {
           required_providers { scalr = { source = "${hostOf()}/scalr/scalr" } }
         }
         resource "scalr_tag" "it" { name = "${name}" }`,
        { SCALR_HOSTNAME: simulator.url, SCALR_TOKEN: simulator.token },
      );
      expect(run.status, log).toBe("applied");
      expect(log).toMatch(new RegExp(`Installed ${hostOf()}/scalr/scalr v\\S+ \\((self-)?signed`));
      expect(simulator.store.find("tags", "name", name)).toHaveLength(1);
    });
  },
);
