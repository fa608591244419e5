import { beforeAll, describe, expect, it } from "vitest";
import { unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";
import { publish } from "./examples.js";
import { Host, idOf } from "./host.js";

const used = useSandbox();
let host: Host;
let env: { id: string; name: string };
beforeAll(async () => {
  host = new Host(used.sandbox);
  const { id, attributes } = await used.sandbox.environment(unique("env"));
  env = { id, name: attributes.name };
});

describe("data sources", () => {
  it("find an agent pool by name, by id and by what it may be used for (R3, R5)", async () => {
    const name = unique("pool");
    const { id } = await used.sandbox.pool(name, [env.id]);
    const workspace = await used.sandbox.workspace(unique("ws"), env.id, {}, id);
    const found = await host.read("scalr_agent_pool", { name });
    expect(found).toMatchObject({
      id,
      name,
      vcs_enabled: false,
      environments: [env.id],
      workspace_ids: [workspace.id],
      header: [],
      account_id: used.sandbox.accountId,
    });
    expect(await host.read("scalr_agent_pool", { id })).toEqual(found);
    expect((await host.read("scalr_agent_pool", { name, environment_id: env.id })).id).toBe(id);
    const other = await used.sandbox.environment(unique("env"));
    await expect(host.read("scalr_agent_pool", { name, environment_id: other.id })).rejects.toThrow(
      /There is no agent pool with name "pool-\d+", environment_id "env-/,
    );
    await expect(host.read("scalr_agent_pool", { id, vcs_enabled: true })).rejects.toThrow(
      /There is no agent pool/,
    );
  });

  it("say which objects fit when more than one does", async () => {
    const type = { "vcs-type": "github", token: "t" };
    const names = [unique("twin"), unique("twin")];
    for (const name of names) await used.sandbox.create("vcs-providers", { name, ...type });
    await expect(host.read("scalr_vcs_provider", { vcs_type: "github" })).rejects.toThrow(
      new RegExp(`2 of them match vcs_type "github": "${names[0]}" .*"${names[1]}" .*Add another attribute`),
    );
    expect((await host.read("scalr_vcs_provider", { name: names[1]! })).url).toBe("https://github.com");
  });

  it("find a version of a module by its number, or the newest", async () => {
    const { sandbox } = used;
    const vcs = await sandbox.create("vcs-providers", {
      name: unique("vcs"),
      "vcs-type": "github",
      token: "t",
    });
    const repository = { "vcs-repo": { identifier: "shop/terraform-aws-network" } };
    const module = await sandbox.create("modules", repository, { "vcs-provider": vcs.id });
    const asked = { source: module.attributes.source };
    await expect(host.read("scalr_module_version", asked)).rejects.toThrow(/has no versions/);
    const [, newest] = ["1.9.0", "1.10.0", "2.0.0-rc1"].map((version) =>
      publish(sandbox, version, module.id),
    );
    expect(await host.read("scalr_module_version", asked)).toEqual({ ...asked, id: newest, version: null });
    const early = await host.read("scalr_module_version", { ...asked, version: "2.0.0-rc1" });
    expect(early.id).toBe("modver-200-rc1");
    await expect(host.read("scalr_module_version", { ...asked, version: "3.0.0" })).rejects.toThrow(
      /has no version "3.0.0". It has 1.9.0, 1.10.0, 2.0.0-rc1/,
    );
    expect((await host.read("scalr_module_versions", { id: module.id })).versions).toHaveLength(3);
  });

  it("show with which environments one is federated, and what variables are as the official provider does (E33)", async () => {
    const { sandbox } = used;
    const [shop, stock] = [
      await sandbox.environment(unique("env")),
      await sandbox.environment(unique("env")),
    ];
    const shown = async () => (await host.read("scalr_environment", { id: shop.id })).federated_environments;
    expect(await shown()).toEqual([]);
    const link = { environment_id: shop.id, federated_environments: [stock.id] };
    const made = await host.create("scalr_federated_environments", link);
    expect(await shown()).toEqual([stock.id]);
    await host.update(made, { ...link, federated_environments: ["*"] });
    expect(await shown()).toEqual(["*"]);
    const vcs = { name: unique("vcs"), "vcs-type": "github", token: "t" };
    const { id } = await sandbox.create("vcs-providers", vcs);
    expect((await host.read("scalr_vcs_provider", { id })).environments).toEqual(["*"]);
    const key = unique("key");
    const config = { key, value: "v", category: "terraform", environment_id: shop.id };
    const variable = await host.create("scalr_variable", config);
    const { variables } = await host.read("scalr_variables", { keys: [key] });
    expect(variables).toMatchObject([
      {
        id: idOf(variable),
        environment_id: shop.id,
        workspace_id: "",
        updated_at: expect.stringMatching(/T\d\d:\d\d:\d\dZ$/),
        updated_by: [{ username: "admin" }],
        updated_by_email: expect.stringContaining("@"),
      },
    ]);
  });

  it("find an environment with who made it, and want to know which", async () => {
    const found = await host.read("scalr_environment", { name: env.name });
    expect(found).toMatchObject({
      id: env.id,
      status: "Active",
      tag_ids: [],
      default_workspace_agent_pool_id: null,
    });
    expect(found.created_by).toHaveLength(1);
    await expect(host.read("scalr_environment", {})).rejects.toThrow(/Set id or name/);
    await expect(host.read("scalr_environment", { name: "nowhere" })).rejects.toThrow(
      /no environment with name "nowhere"/,
    );
  });

  it("find a workspace in its environment alone", async () => {
    const name = unique("ws");
    const { id } = await used.sandbox.workspace(name, env.id, { "auto-apply": true });
    const other = await used.sandbox.environment(unique("env"));
    await used.sandbox.workspace(name, other.id);
    expect(await host.read("scalr_workspace", { name, environment_id: env.id })).toMatchObject({
      id,
      auto_apply: true,
      operations: true,
      execution_mode: "remote",
      hooks: [],
      vcs_repo: [],
      working_directory: "",
    });
    await expect(host.read("scalr_workspace", { id, environment_id: other.id })).rejects.toThrow(
      /no workspace/,
    );
  });

  it("list the ids of environments and workspaces, all pages of them", async () => {
    const tag = (await used.sandbox.create("tags", { name: unique("tag") })).id;
    const place = (await used.sandbox.create("environments", { name: unique("env") }, { tags: [tag] })).id;
    const names = Array.from({ length: 120 }, () => unique("many"));
    const ids = await Promise.all(names.map(async (name) => (await used.sandbox.workspace(name, place)).id));
    const found = await host.read("scalr_workspaces", { environment_id: place });
    expect(found.ids).toEqual([...ids].sort());
    expect((await host.read("scalr_workspaces", { name: names[7]! })).ids).toEqual([ids[7]]);
    expect((await host.read("scalr_environments", { tag_ids: [tag] })).ids).toEqual([place]);
    expect((await host.read("scalr_environments", { name: "nowhere" })).ids).toEqual([]);
  });

  it("name the account, the one that SCALR_ACCOUNT means", async () => {
    const { accountId: id } = used.sandbox;
    expect((await host.read("scalr_current_account", {})).id).toBe(id);
    const chosen = new Host(used.sandbox, { SCALR_ACCOUNT: id });
    expect((await chosen.read("scalr_current_account", {})).id).toBe(id);
    const wrong = new Host(used.sandbox, { SCALR_ACCOUNT: "acc-other" });
    await expect(wrong.read("scalr_current_account", {})).rejects.toThrow(
      /"acc-other", which SCALR_ACCOUNT names/,
    );
  });
});
