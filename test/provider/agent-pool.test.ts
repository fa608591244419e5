import { beforeEach, describe, expect, it } from "vitest";
import type { PlainObject } from "../../provider/resources/framework/index.js";
import { useSandbox } from "../support/sandbox.js";
import { Host, type Instance, idOf, plain, Refused } from "./host.js";

const used = useSandbox();
let host: Host;
let serial = 0;
const fresh = (name: string) => `${name}-${++serial}`;
beforeEach(() => {
  host = new Host(used.sandbox);
});
const create = (config: Parameters<Host["create"]>[1] = {}): Promise<Instance> =>
  host.create("scalr_agent_pool", { name: fresh("pool"), ...config });

describe("scalr_agent_pool", () => {
  it("is shared with every environment unless it says otherwise (R3)", async () => {
    const pool = await create();
    expect(plain(pool)).toMatchObject({
      environments: ["*"],
      vcs_enabled: false,
      account_id: used.sandbox.accountId,
      header: [],
    });
    const shown = await used.sandbox.read("agent-pools", idOf(pool));
    expect(shown.attributes["is-shared"]).toBe(true);
  });

  it("plans what only the API knows as unknown, and the defaults as known", async () => {
    const planned = await host.plan("scalr_agent_pool", null, { name: "planned" });
    expect(planned.value.attr("id").isKnown).toBe(false);
    expect(planned.value.attr("account_id").isKnown).toBe(false);
    expect(planned.value.attr("vcs_enabled").asBool()).toBe(false);
    expect(planned.value.attr("environments").isKnown).toBe(true);
  });

  it("keeps to the environments it is given, in any order, and changes them in place (R3)", async () => {
    const [a, b] = [
      (await used.sandbox.environment(fresh("env"))).id,
      (await used.sandbox.environment(fresh("env"))).id,
    ];
    const pool = await create({ environments: [b, a] });
    const { name } = plain(pool) as { name: string };
    expect((await host.plan("scalr_agent_pool", pool, { name, environments: [a, b] })).action).toBe("none");
    const narrowed = await host.update(pool, { name, environments: [a] });
    const shown = await used.sandbox.read("agent-pools", idOf(narrowed));
    expect(shown.attributes["is-shared"]).toBe(false);
    expect(shown.relationships.environments!.data).toEqual([{ type: "environments", id: a }]);
  });

  it("goes back to everybody when its own list is removed from the configuration", async () => {
    const env = (await used.sandbox.environment(fresh("env"))).id;
    const pool = await create({ environments: [env] });
    const planned = await host.plan("scalr_agent_pool", pool, { name: plain(pool).name! });
    expect(planned.action).toBe("update");
    const shared = await host.update(pool, { name: plain(pool).name! });
    expect((await used.sandbox.read("agent-pools", idOf(shared))).attributes["is-shared"]).toBe(true);
  });

  it("leaves a list alone that it did not set: a link of another stack may have", async () => {
    const env = (await used.sandbox.environment(fresh("env"))).id;
    const pool = await create();
    await used.sandbox.update("agent-pools", idOf(pool), { "is-shared": false }, { environments: [env] });
    const seen = await host.refresh(pool);
    expect(plain(seen).environments).toEqual([env]);
    expect((await host.plan("scalr_agent_pool", seen, { name: plain(pool).name! })).action).toBe("none");
  });

  it("is replaced when vcs_enabled changes, which is fixed at creation (R5)", async () => {
    const pool = await create();
    const planned = await host.plan("scalr_agent_pool", pool, { name: plain(pool).name!, vcs_enabled: true });
    expect(planned).toMatchObject({ action: "replace", replaces: ["vcs_enabled"] });
    const replaced = await host.update(pool, { name: plain(pool).name!, vcs_enabled: true });
    expect(idOf(replaced)).not.toBe(idOf(pool));
    expect((await used.sandbox.get(`agent-pools/${idOf(pool)}`)).status).toBe(404);
    expect((await used.sandbox.read("agent-pools", idOf(replaced))).attributes["vcs-enabled"]).toBe(true);
  });

  it("sees what changed outside, and puts it right", async () => {
    const pool = await create();
    const { name } = plain(pool);
    await used.sandbox.update("agent-pools", idOf(pool), { name: fresh("renamed") });
    const seen = await host.refresh(pool);
    expect(plain(seen).name).not.toBe(name);
    const planned = await host.plan("scalr_agent_pool", seen, { name: name! });
    expect(planned.action).toBe("update");
    const renamed = await host.update(seen!, { name: name! });
    expect((await used.sandbox.read("agent-pools", idOf(renamed))).attributes.name).toBe(name);
  });

  it("is gone from the state when it is gone", async () => {
    const pool = await create();
    await used.sandbox.delete("agent-pools", idOf(pool));
    expect(await host.refresh(pool)).toBeNull();
    await host.destroy(pool);
  });

  it("keeps sensitive header values, which the API never shows again", async () => {
    const header = [
      { name: "X-Plain", value: "seen", sensitive: false },
      { name: "X-Secret", value: "hidden", sensitive: true },
    ];
    const config = { name: fresh("pool"), api_gateway_url: "https://gateway.example.com", header };
    const pool = await host.create("scalr_agent_pool", config);
    const shown = await used.sandbox.read("agent-pools", idOf(pool));
    expect(shown.attributes["webhook-enabled"]).toBe(true);
    const seen = await host.refresh(pool);
    expect((await host.plan("scalr_agent_pool", seen, config)).action).toBe("none");
    const changed = { ...config, header: [header[0]!, { ...header[1]!, value: "other" }] };
    expect((await host.plan("scalr_agent_pool", seen, changed)).action).toBe("update");
    const without = await host.update(seen!, { name: config.name });
    expect((await used.sandbox.read("agent-pools", idOf(without))).attributes).toMatchObject({
      "webhook-enabled": false,
      "webhook-url": null,
      "webhook-headers": [],
    });
  });

  it("is imported by id, and then fits its configuration", async () => {
    const env = (await used.sandbox.environment(fresh("env"))).id;
    const { id, attributes } = await used.sandbox.pool(fresh("made-outside"), [env]);
    const pool = await host.import("scalr_agent_pool", id);
    expect(plain(pool)).toMatchObject({ id, name: attributes.name, environments: [env] });
    const config = { name: attributes.name, environments: [env] };
    expect((await host.plan("scalr_agent_pool", pool, config)).action).toBe("none");
    await expect(host.import("scalr_agent_pool", "apool-nothing")).rejects.toThrow(
      /Cannot import agent pool "apool-nothing": There is no agent pool with that id/,
    );
  });

  it("cannot be deleted while something links to it, and says what (R18)", async () => {
    const pool = await create();
    const env = (await used.sandbox.environment(fresh("env"))).id;
    const workspace = await used.sandbox.workspace(fresh("ws"), env, {}, idOf(pool));
    const refused = await host.destroy(pool).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refused);
    const { message, left } = refused as Refused;
    expect(message).toContain(`Cannot delete agent pool "${String(plain(pool).name)}" (${idOf(pool)})`);
    expect(message).toContain(workspace.attributes.name);
    expect(left && idOf(left)).toBe(idOf(pool));
    await used.sandbox.delete("workspaces", workspace.id);
    await host.destroy(pool);
  });

  it("refuses mistakes before it asks the API", async () => {
    const mistakes: PlainObject[] = [
      { name: "" },
      { name: "a", environments: ["*", "env-1"] },
      { name: "a", environment_id: "env-1", environments: ["env-2"] },
      { name: "a", api_gateway_url: "gateway" },
    ];
    for (const config of mistakes) {
      await expect(host.plan("scalr_agent_pool", null, config), JSON.stringify(config)).rejects.toThrow(
        Refused,
      );
    }
  });

  it("names the object, the attribute and the API's words when the API refuses", async () => {
    const pool = await create();
    const refused = (await create({ name: plain(pool).name! }).catch((error: unknown) => error)) as Refused;
    expect(refused.message).toContain(`Cannot create agent pool "${String(plain(pool).name)}"`);
    expect(refused.message).toContain("already exists");
    expect(refused.attributes).toEqual(['[{"attribute":"name"}]']);
    const unknown = (await create({ environments: ["env-nowhere"] }).catch((e: unknown) => e)) as Refused;
    expect(unknown.attributes).toEqual(['[{"attribute":"environments"}]']);
  });
});

describe("scalr_agent_pool_token", () => {
  it("shows its secret once and keeps it, and is gone with its pool (R16, R19)", async () => {
    const pool = await create();
    const token = await host.create("scalr_agent_pool_token", { agent_pool_id: idOf(pool) });
    const { token: secret, description } = plain(token);
    expect(String(secret).length).toBeGreaterThan(20);
    expect(description).toBe("");
    const seen = await host.refresh(token);
    expect(plain(seen)).toEqual(plain(token));
    const described = await host.update(seen!, { agent_pool_id: idOf(pool), description: "for agents" });
    expect(plain(described)).toMatchObject({ token: secret, description: "for agents" });
    const other = await create();
    const moved = await host.plan("scalr_agent_pool_token", described, {
      agent_pool_id: idOf(other),
      description: "for agents",
    });
    expect(moved).toMatchObject({ action: "replace", replaces: ["agent_pool_id"] });
    await host.destroy(pool);
    expect(await host.refresh(described)).toBeNull();
  });

  it("is imported by pool and token, without its secret", async () => {
    const pool = await create();
    const token = await host.create("scalr_agent_pool_token", {
      agent_pool_id: idOf(pool),
      description: "one",
    });
    const imported = await host.import("scalr_agent_pool_token", `${idOf(pool)}/${idOf(token)}`);
    expect(plain(imported)).toMatchObject({ agent_pool_id: idOf(pool), description: "one", token: null });
    await expect(host.import("scalr_agent_pool_token", idOf(token))).rejects.toThrow(/apool-abc\/at-def/);
  });
});
