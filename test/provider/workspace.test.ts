import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";
import { Host, type Instance, idOf, plain, Refused } from "./host.js";

const used = useSandbox();
let host: Host;
let env: string;
beforeAll(async () => {
  env = (await used.sandbox.environment(unique("env"))).id;
});
beforeEach(() => {
  host = new Host(used.sandbox);
});
const TYPE = "scalr_workspace";
const config = (more: Record<string, unknown> = {}) =>
  ({ name: unique("ws"), environment_id: env, ...more }) as Parameters<Host["create"]>[1];
const shown = (instance: Instance) => used.sandbox.read("workspaces", idOf(instance));

describe("scalr_workspace", () => {
  it("has the official defaults, and reads back without a difference", async () => {
    const declared = config();
    const workspace = await host.create(TYPE, declared);
    expect(plain(workspace)).toMatchObject({
      agent_pool_id: null,
      auto_apply: false,
      auto_queue_runs: "skip_first",
      deletion_protection_enabled: true,
      execution_mode: "remote",
      has_resources: false,
      iac_platform: "terraform",
      operations: true,
      run_operation_timeout: null,
      type: "unmapped",
      working_directory: "",
      var_files: [],
      hooks: [],
      vcs_repo: [],
    });
    expect(plain(workspace).terraform_version).toMatch(/^\d+\.\d+\.\d+$/);
    const seen = await host.refresh(workspace);
    expect(plain(seen)).toEqual(plain(workspace));
    expect((await host.plan(TYPE, seen, declared)).action).toBe("none");
  });

  it("sends what is configured, blocks too, and reads it back without a difference", async () => {
    const pool = await used.sandbox.pool(unique("pool"));
    const declared = config({
      agent_pool_id: pool.id,
      auto_apply: true,
      auto_queue_runs: "always",
      run_operation_timeout: 120,
      type: "production",
      working_directory: "infra/network",
      var_files: ["common.tfvars", "prod.tfvars"],
      iac_platform: "opentofu",
      hooks: [{ pre_plan: "make ready", pre_init: null, post_plan: null, pre_apply: null, post_apply: null }],
    });
    const workspace = await host.create(TYPE, declared);
    const { attributes, relationships } = await shown(workspace);
    expect(attributes).toMatchObject({
      "auto-apply": true,
      "auto-queue-runs": "always",
      "run-operation-timeout": 120,
      "environment-type": "production",
      "working-directory": "infra/network",
      "var-files": ["common.tfvars", "prod.tfvars"],
      "iac-platform": "opentofu",
      hooks: { "pre-plan": "make ready" },
    });
    expect(relationships["agent-pool"]!.data).toEqual({ type: "agent-pools", id: pool.id });
    const seen = await host.refresh(workspace);
    expect((await host.plan(TYPE, seen, declared)).action).toBe("none");
    const reset = await host.update(seen!, { name: plain(seen).name!, environment_id: env });
    const after = await shown(reset);
    expect(after.attributes).toMatchObject({
      "auto-apply": false,
      "run-operation-timeout": null,
      "working-directory": "",
      "var-files": [],
      hooks: null,
    });
    expect(after.relationships["agent-pool"]!.data).toBeNull();
    expect(
      (await host.plan(TYPE, await host.refresh(reset), { name: plain(seen).name!, environment_id: env }))
        .action,
    ).toBe("none");
  });

  it("updates only what changed: what others set meanwhile stays", async () => {
    const declared = config();
    const workspace = await host.create(TYPE, declared);
    await used.sandbox.update("workspaces", idOf(workspace), { "auto-apply": true });
    // The state still says false, so the rename does not touch it.
    const renamed = await host.update(workspace, { ...declared, name: unique("renamed") });
    expect((await shown(renamed)).attributes["auto-apply"]).toBe(true);
  });

  it("leaves a link alone that another stack's link resource made (R2)", async () => {
    const pool = await used.sandbox.pool(unique("pool"));
    const declared = config();
    const workspace = await host.create(TYPE, declared);
    await used.sandbox.update("workspaces", idOf(workspace), {}, { "agent-pool": pool.id });
    const seen = await host.refresh(workspace);
    expect(plain(seen).agent_pool_id).toBe(pool.id);
    expect((await host.plan(TYPE, seen, declared)).action).toBe("none");
  });

  it("is replaced when it moves to another environment", async () => {
    const other = await used.sandbox.environment(unique("env"));
    const declared = config();
    const workspace = await host.create(TYPE, declared);
    const planned = await host.plan(TYPE, workspace, { ...declared, environment_id: other.id });
    expect(planned).toMatchObject({ action: "replace", replaces: ["environment_id"] });
  });

  it("keeps execution_mode and operations, its deprecated form, together", async () => {
    const declared = config({ operations: false });
    const workspace = await host.create(TYPE, declared);
    expect(plain(workspace)).toMatchObject({ execution_mode: "local", operations: false });
    const { name } = plain(workspace);
    const remote = await host.update(workspace, {
      name: name!,
      environment_id: env,
      execution_mode: "remote",
    });
    expect(plain(remote)).toMatchObject({ execution_mode: "remote", operations: true });
    await expect(
      host.plan(TYPE, null, config({ operations: true, execution_mode: "local" })),
    ).rejects.toThrow(/Remove operations/);
  });

  it("gets another default version with another platform", async () => {
    const declared = config();
    const workspace = await host.create(TYPE, declared);
    const tofu = await host.update(workspace, { ...declared, iac_platform: "opentofu" });
    expect(plain(tofu).terraform_version).not.toBe(plain(workspace).terraform_version);
  });

  it("is refused a pool its environment may not use, and a VCS pool (R3, R5)", async () => {
    const elsewhere = await used.sandbox.environment(unique("env"));
    const confined = await used.sandbox.pool(unique("confined"), [elsewhere.id]);
    const vcs = await used.sandbox.create("agent-pools", { name: unique("vcs"), "vcs-enabled": true });
    for (const pool of [confined, vcs]) {
      const refused = (await host
        .create(TYPE, config({ agent_pool_id: pool.id }))
        .catch((error: unknown) => error)) as Refused;
      expect(refused).toBeInstanceOf(Refused);
      expect(refused.message).toContain(pool.attributes.name);
      expect(refused.attributes).toEqual(['[{"attribute":"agent_pool_id"}]']);
    }
  });

  it("refuses mistakes before it asks the API", async () => {
    const mistakes: [Record<string, unknown>, RegExp][] = [
      [{ name: "" }, /name must not be empty/],
      [{ auto_queue_runs: "sometimes" }, /must be one of "skip_first"/],
      [{ run_operation_timeout: 5 }, /from 10 to 720/],
      [{ run_operation_timeout: 10.5 }, /whole number/],
      [{ execution_mode: "cloud" }, /"remote", "local"/],
      [{ vcs_repo: [{ identifier: "acme/infra" }] }, /Set vcs_provider_id as well/],
    ];
    for (const [mistake, message] of mistakes) {
      await expect(host.plan(TYPE, null, config(mistake)), JSON.stringify(mistake)).rejects.toThrow(message);
    }
  });

  it("is imported, and is gone from the state when it is gone", async () => {
    const { id, attributes } = await used.sandbox.workspace(unique("outside"), env);
    const workspace = await host.import(TYPE, id);
    const declared = { name: attributes.name, environment_id: env };
    expect((await host.plan(TYPE, workspace, declared)).action).toBe("none");
    await used.sandbox.delete("workspaces", id);
    expect(await host.refresh(workspace)).toBeNull();
    await host.destroy(workspace);
  });

  it("is linked to an SSH key, and unlinked", async () => {
    const key = await host.create("scalr_ssh_key", {
      name: unique("key"),
      private_key: "k",
      environments: ["*"],
    });
    const config = { name: unique("ws"), environment_id: env };
    const linked = await host.create("scalr_workspace", { ...config, ssh_key_id: idOf(key) });
    const seen = (await host.refresh(linked))!;
    expect(plain(seen).ssh_key_id).toBe(idOf(key));
    const without = await host.update(seen, config);
    expect(plain((await host.refresh(without))!).ssh_key_id).toBe(null);
  });
});
