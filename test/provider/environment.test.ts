import { beforeEach, describe, expect, it } from "vitest";
import { unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";
import { Host, idOf, plain, Refused } from "./host.js";

const used = useSandbox();
let host: Host;
beforeEach(() => {
  host = new Host(used.sandbox);
});
const TYPE = "scalr_environment";

describe("scalr_environment", () => {
  it("is created with the account's settings and read back without a difference", async () => {
    const config = { name: unique("env") };
    const environment = await host.create(TYPE, config);
    expect(plain(environment)).toMatchObject({
      account_id: used.sandbox.accountId,
      default_workspace_agent_pool_id: null,
      mask_sensitive_output: true,
      remote_backend: true,
      remote_backend_overridable: true,
      status: "Active",
      tag_ids: [],
    });
    expect(plain(environment).created_by).toHaveLength(1);
    const seen = await host.refresh(environment);
    expect(plain(seen)).toEqual(plain(environment));
    expect((await host.plan(TYPE, seen, config)).action).toBe("none");
  });

  it("changes in place what can change, and is replaced for the rest", async () => {
    const tags = [
      (await used.sandbox.create("tags", { name: unique("tag") })).id,
      (await used.sandbox.create("tags", { name: unique("tag") })).id,
    ];
    const config = { name: unique("env"), tag_ids: tags };
    const environment = await host.create(TYPE, config);
    const changed = await host.update(environment, {
      name: unique("renamed"),
      tag_ids: [tags[1]!],
      mask_sensitive_output: false,
    });
    expect(idOf(changed)).toBe(idOf(environment));
    const shown = await used.sandbox.read("environments", idOf(changed));
    expect(shown.attributes["mask-sensitive-output"]).toBe(false);
    expect(shown.relationships.tags!.data).toEqual([{ type: "tags", id: tags[1] }]);
    const planned = await host.plan(TYPE, changed, { name: "other", remote_backend: false });
    expect(planned).toMatchObject({ action: "replace", replaces: ["remote_backend"] });
  });

  it("has a default pool, which goes when it is no longer configured (R2)", async () => {
    const pool = await used.sandbox.pool(unique("pool"));
    const name = unique("env");
    const environment = await host.create(TYPE, { name, default_workspace_agent_pool_id: pool.id });
    const without = await host.update(environment, { name });
    expect(plain(without).default_workspace_agent_pool_id).toBeNull();
    const shown = await used.sandbox.read("environments", idOf(without));
    expect(shown.relationships["default-workspace-agent-pool"]!.data).toBeNull();
  });

  it("leaves a default alone that another stack's link set (R2)", async () => {
    const pool = await used.sandbox.pool(unique("pool"));
    const config = { name: unique("env") };
    const environment = await host.create(TYPE, config);
    await used.sandbox.update(
      "environments",
      idOf(environment),
      {},
      { "default-workspace-agent-pool": pool.id },
    );
    const seen = await host.refresh(environment);
    expect(plain(seen).default_workspace_agent_pool_id).toBe(pool.id);
    expect((await host.plan(TYPE, seen, config)).action).toBe("none");
    const renamed = await host.update(seen!, { name: unique("renamed") });
    const shown = await used.sandbox.read("environments", idOf(renamed));
    expect(shown.relationships["default-workspace-agent-pool"]!.data?.id).toBe(pool.id);
  });

  it("is refused a default pool that it may not use, with the attribute at fault (R3)", async () => {
    const owner = await used.sandbox.environment(unique("owner"));
    const pool = await used.sandbox.pool(unique("private"), [owner.id]);
    const refused = (await host
      .create(TYPE, { name: unique("env"), default_workspace_agent_pool_id: pool.id })
      .catch((error: unknown) => error)) as Refused;
    expect(refused).toBeInstanceOf(Refused);
    expect(refused.message).toContain("is not available in environment");
    expect(refused.attributes).toEqual(['[{"attribute":"default_workspace_agent_pool_id"}]']);
    expect(refused.left).toBeNull();
  });

  it("is imported, and is gone from the state when it is gone", async () => {
    const { id, attributes } = await used.sandbox.environment(unique("outside"));
    const environment = await host.import(TYPE, id);
    expect((await host.plan(TYPE, environment, { name: attributes.name })).action).toBe("none");
    await used.sandbox.delete("environments", id);
    expect(await host.refresh(environment)).toBeNull();
    await host.destroy(environment);
  });

  it("takes its workspaces with it when it is deleted", async () => {
    const environment = await host.create(TYPE, { name: unique("env") });
    const workspace = await used.sandbox.workspace(unique("ws"), idOf(environment));
    await host.destroy(environment);
    expect((await used.sandbox.get(`/workspaces/${workspace.id}`)).status).toBe(404);
  });
});
