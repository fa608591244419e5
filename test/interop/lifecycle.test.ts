import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWithEach } from "../support/programs.js";
import { useSandbox } from "../support/sandbox.js";
import { configuration, type Others, otherStacks, rows } from "./stack.js";
import { succeed, Workdir } from "./workdir.js";

const NOTHING = "no-op";

/** Each test continues where the one before ended, as the life of a stack does. `examples.test.ts` has one of each type. */
describeWithEach(
  ({ name }) => `what agent pools serve, through ${name}`,
  (program) => {
    const used = useSandbox();
    let others: Others;
    let table: ReturnType<typeof rows>;
    let work: Workdir;

    beforeAll(async () => {
      others = await otherStacks(used.sandbox);
      table = rows(others);
      work = new Workdir(used.sandbox, program);
      work.write("main.tf", configuration(table, "first"));
    });
    afterAll(() => work.remove());

    const expected = (effect: (row: (typeof table)[number]) => string) =>
      Object.fromEntries(table.map((row) => [row.address, effect(row)]));

    it("initialises from the filesystem mirror, and is valid", async () => {
      const { stdout } = await work.init("--as-version", "3.1.4");
      expect(stdout).toContain("Installed registry.scalr.io/scalr/scalr v3.1.4");
      await succeed(work.run("validate", "-no-color"));
    });

    it("plans and applies, and the next plan is empty", async () => {
      expect(await work.plan()).toEqual(expected(() => "create"));
      const { stdout } = await work.apply();
      expect(stdout).toContain(`${table.length} added, 0 changed, 0 destroyed`);
      expect(stdout).toMatch(/"env-\w+",\s+"apool-\w+",\s+"ws-\w+",/);
      expect(await work.plan()).toEqual(expected(() => NOTHING));
    });

    it("updates in place what can be, replaces what cannot (R5), and the next plan is empty", async () => {
      work.write("main.tf", configuration(table, "changed"));
      expect(await work.plan()).toEqual(expected(({ effect }) => effect ?? NOTHING));
      await work.apply();
      expect(await work.plan()).toEqual(expected(() => NOTHING));
      const { id } = (await work.state())["scalr_agent_pool.kind"]!;
      expect((await used.sandbox.read("agent-pools", String(id))).attributes["vcs-enabled"]).toBe(true);
    });

    it("repairs what was changed or removed outside", async () => {
      const state = await work.state();
      const id = (address: string) => String(state[address]!.id);
      const { sandbox } = used;
      await sandbox.update("environments", id("scalr_environment.app"), { name: "renamed" });
      await sandbox.update("agent-pools", id("scalr_agent_pool.shared"), { name: "renamed", default: false });
      await sandbox.update("agent-pools", id("scalr_agent_pool.run"), { name: "renamed too" });
      await sandbox.update("agent-pools", id("scalr_agent_pool.vcs"), { name: "renamed as well" });
      await sandbox.delete("agent-pools", id("scalr_agent_pool.kind"));
      await sandbox.update("vcs-providers", id("scalr_vcs_provider.ghe"), { name: "renamed" });
      await sandbox.update("workspaces", id("scalr_workspace.app"), {}, { "agent-pool": null });
      await sandbox.update("workspaces", others.workspace, {}, { "agent-pool": null });
      await sandbox.update("environments", others.environment, {}, { "default-workspace-agent-pool": null });
      await sandbox.update("vcs-providers", others.vcsProvider, {}, { "agent-pool": null });
      await sandbox.update("agent-pools", others.pool, { "is-shared": true });
      await sandbox.delete("access-tokens", id("scalr_agent_pool_token.join"));
      const repairs: Record<string, string> = {
        "scalr_environment.app": "update",
        "scalr_agent_pool.shared": "update",
        "scalr_agent_pool.run": "update",
        "scalr_agent_pool.vcs": "update",
        "scalr_agent_pool.kind": "create",
        "scalr_vcs_provider.ghe": "update",
        "scalr_workspace.app": "update",
        "scalr_agent_pool_token.join": "create",
        "scalr_account_agent_pool_default.this": "create",
        "scalr_workspace_agent_pool.other": "create",
        "scalr_environment_agent_pool_default.other": "create",
        "scalr_vcs_provider_agent_pool.other": "create",
        "scalr_agent_pool_environment_access.app": "create",
      };
      expect(Object.keys(repairs).sort()).toEqual(table.map(({ address }) => address).sort());
      expect(await work.plan()).toEqual(repairs);
      await work.apply();
      expect(await work.plan()).toEqual(expected(() => NOTHING));
      const workspace = await sandbox.read("workspaces", others.workspace);
      expect(workspace.relationships["agent-pool"]!.data?.id).toBe(id("scalr_agent_pool.shared"));
    });

    it("hands its state to the embedded engine and takes it back, with nothing to do for either", async () => {
      const embedded = await work.cli("plan", "--detailed-exitcode");
      expect(embedded.code, embedded.stdout + embedded.stderr).toBe(0);
      work.write("main.tf", configuration(table, "first"));
      await succeed(work.cli("apply", "--auto-approve"));
      const again = await work.run("plan", "-no-color", "-detailed-exitcode");
      expect(again.code, again.stdout + again.stderr).toBe(0);
    });

    it("imports all of it into an empty state", async () => {
      const state = await work.state();
      const imports = table.map(({ address, importId }) => {
        const values = state[address]!;
        return `import {\n  to = ${address}\n  id = ${JSON.stringify(importId?.(values) ?? values.id)}\n}\n`;
      });
      work.write("imports.tf", imports.join("\n"));
      work.write("terraform.tfstate", "");
      const found = await work.plan();
      expect(found).toEqual(expected(({ secret }) => (secret ? "update" : NOTHING)));
      const { stdout } = await work.apply();
      expect(stdout).toContain(`${table.length} imported`);
      work.write("imports.tf", "");
      expect(await work.plan()).toEqual(expected(() => NOTHING));
    });

    it("destroys it, and finds nothing that is left", async () => {
      const before = await work.state();
      expect(await work.plan("-destroy")).toEqual(expected(() => "delete"));
      await work.apply();
      expect(await work.state()).toEqual({});
      const { status } = await used.sandbox.send(
        "GET",
        `/api/iacp/v3/environments/${before["scalr_environment.app"]!.id}`,
      );
      expect(status).toBe(404);
      const workspace = await used.sandbox.read("workspaces", others.workspace);
      expect(workspace.relationships["agent-pool"]!.data).toBeNull();
    });

    it("takes over what the embedded engine made from nothing, and destroys it", async () => {
      await succeed(work.cli("apply", "--auto-approve"));
      expect(await work.plan()).toEqual(expected(() => NOTHING));
      await work.plan("-destroy");
      const { stdout } = await work.apply();
      expect(stdout).toContain(`${table.length} destroyed`);
    });
  },
);
