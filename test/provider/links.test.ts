import { beforeEach, describe, expect, it } from "vitest";
import { unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";
import { Host, plain, Refused } from "./host.js";

const used = useSandbox();
let host: Host;
beforeEach(() => {
  host = new Host(used.sandbox);
});

const holders = [
  {
    type: "scalr_workspace_agent_pool",
    attribute: "workspace_id",
    apiType: "workspaces",
    relationship: "agent-pool",
    rule: "R2",
    make: async () =>
      (await used.sandbox.workspace(unique("ws"), (await used.sandbox.environment(unique("env"))).id)).id,
    pool: () => used.sandbox.pool(unique("pool")),
  },
  {
    type: "scalr_environment_agent_pool_default",
    attribute: "environment_id",
    apiType: "environments",
    relationship: "default-workspace-agent-pool",
    rule: "R2",
    make: async () => (await used.sandbox.environment(unique("env"))).id,
    pool: () => used.sandbox.pool(unique("pool")),
  },
  {
    type: "scalr_vcs_provider_agent_pool",
    attribute: "vcs_provider_id",
    apiType: "vcs-providers",
    relationship: "agent-pool",
    rule: "R6",
    make: async () => {
      const attributes = { "vcs-type": "gitlab_enterprise", url: "https://gitlab.example.com", token: "t" };
      return (await used.sandbox.create("vcs-providers", { name: unique("vcs"), ...attributes })).id;
    },
    pool: () => used.sandbox.create("agent-pools", { name: unique("pool"), "vcs-enabled": true }),
  },
] as const;

describe.each(holders)("$type ($rule)", ({ type, attribute, apiType, relationship, make, pool }) => {
  const linked = async (id: string) =>
    (await used.sandbox.read(apiType, id)).relationships[relationship]!.data?.id ?? null;

  it("links, moves to another pool in place, and unlinks", async () => {
    const [holder, one, two] = [await make(), (await pool()).id, (await pool()).id];
    const link = await host.create(type, { [attribute]: holder, agent_pool_id: one });
    expect(plain(link)).toEqual({ id: holder, [attribute]: holder, agent_pool_id: one });
    expect(await linked(holder)).toBe(one);
    expect(plain(await host.refresh(link))).toEqual(plain(link));
    const moved = await host.update(link, { [attribute]: holder, agent_pool_id: two });
    expect(await linked(holder)).toBe(two);
    await host.destroy(moved);
    expect(await linked(holder)).toBeNull();
    expect(await host.refresh(moved)).toBeNull();
  });

  it("never takes the place of a link that somebody else made", async () => {
    const [holder, theirs, mine] = [await make(), (await pool()).id, (await pool()).id];
    await used.sandbox.update(apiType, holder, {}, { [relationship]: theirs });
    const refused = (await host
      .create(type, { [attribute]: holder, agent_pool_id: mine })
      .catch((error: unknown) => error)) as Refused;
    expect(refused).toBeInstanceOf(Refused);
    expect(refused.message).toContain(`is linked to agent pool ${theirs} already`);
    expect(refused.message).toContain("importing");
    expect(await linked(holder)).toBe(theirs);
    const imported = await host.import(type, holder);
    expect(plain(imported).agent_pool_id).toBe(theirs);
    await host.update(imported, { [attribute]: holder, agent_pool_id: mine });
    expect(await linked(holder)).toBe(mine);
  });

  it("sees a change from outside, and does not undo another's link when it is destroyed", async () => {
    const [holder, mine, theirs] = [await make(), (await pool()).id, (await pool()).id];
    const config = { [attribute]: holder, agent_pool_id: mine };
    const link = await host.create(type, config);
    await used.sandbox.update(apiType, holder, {}, { [relationship]: theirs });
    const seen = await host.refresh(link);
    expect(plain(seen).agent_pool_id).toBe(theirs);
    expect((await host.plan(type, seen, config)).action).toBe("update");
    await host.destroy(link);
    expect(await linked(holder)).toBe(theirs);
    await used.sandbox.update(apiType, holder, {}, { [relationship]: null });
    expect(await host.refresh(link)).toBeNull();
  });

  it("is replaced when the other end changes, and is gone with it", async () => {
    const [holder, other, one] = [await make(), await make(), (await pool()).id];
    const link = await host.create(type, { [attribute]: holder, agent_pool_id: one });
    const planned = await host.plan(type, link, { [attribute]: other, agent_pool_id: one });
    expect(planned).toMatchObject({ action: "replace", replaces: [attribute] });
    const moved = await host.update(link, { [attribute]: other, agent_pool_id: one });
    expect(await linked(holder)).toBeNull();
    await used.sandbox.delete(apiType, other);
    expect(await host.refresh(moved)).toBeNull();
    await host.destroy(moved);
  });

  it("says which attribute is at fault when the API refuses", async () => {
    // Once something is applied the plan does not judge any more.
    await host.create("scalr_tag", { name: unique("tag") });
    const holder = await make();
    const wrong = type.includes("vcs")
      ? await used.sandbox.pool(unique("runs"))
      : await used.sandbox.create("agent-pools", { name: unique("vcs"), "vcs-enabled": true });
    const refused = (await host
      .create(type, { [attribute]: holder, agent_pool_id: wrong.id })
      .catch((error: unknown) => error)) as Refused;
    expect(refused.attributes).toEqual(['[{"attribute":"agent_pool_id"}]']);
    expect(refused.message).toContain(wrong.attributes.name);
    await expect(host.create(type, { [attribute]: "nowhere-1", agent_pool_id: wrong.id })).rejects.toThrow(
      /nowhere-1/,
    );
  });

  it("gives way to a link that goes in the same apply", async () => {
    const [holder, one, two] = [await make(), (await pool()).id, (await pool()).id];
    const old = await host.create(type, { [attribute]: holder, agent_pool_id: one });
    await Promise.all([host.create(type, { [attribute]: holder, agent_pool_id: two }), host.destroy(old)]);
    expect(await linked(holder)).toBe(two);
  });
});

describe("scalr_agent_pool_environment_access (R3)", () => {
  const TYPE = "scalr_agent_pool_environment_access";
  const access = async (pool: string) => {
    const { attributes, relationships } = await used.sandbox.read("agent-pools", pool);
    return {
      shared: attributes["is-shared"],
      environments: (relationships.environments!.data as { id: string }[]).map(({ id }) => id).sort(),
    };
  };
  const environment = async () => (await used.sandbox.environment(unique("env"))).id;

  it("takes the pool from everybody else, and never gives it back to all by accident", async () => {
    const [pool, a, b] = [
      (await used.sandbox.pool(unique("pool"))).id,
      await environment(),
      await environment(),
    ];
    const first = await host.create(TYPE, { agent_pool_id: pool, environment_id: a });
    expect(await access(pool)).toEqual({ shared: false, environments: [a] });
    const second = await host.create(TYPE, { agent_pool_id: pool, environment_id: b });
    expect(await access(pool)).toEqual({ shared: false, environments: [a, b].sort() });
    await host.destroy(first);
    expect(await access(pool)).toEqual({ shared: false, environments: [b] });
    await host.destroy(second);
    expect(await access(pool)).toEqual({ shared: false, environments: [] });
  });

  it("loses no access when many are made and removed at once", async () => {
    const pool = (await used.sandbox.pool(unique("pool"))).id;
    const environments = await Promise.all(Array.from({ length: 12 }, environment));
    const links = await Promise.all(
      environments.map((id) => host.create(TYPE, { agent_pool_id: pool, environment_id: id })),
    );
    expect((await access(pool)).environments).toEqual([...environments].sort());
    await Promise.all(links.slice(0, 6).map((link) => host.destroy(link)));
    expect((await access(pool)).environments).toEqual(environments.slice(6).sort());
  });

  it("sees that it was taken away, is imported, and is gone with its pool", async () => {
    const [pool, a] = [(await used.sandbox.pool(unique("pool"))).id, await environment()];
    const link = await host.create(TYPE, { agent_pool_id: pool, environment_id: a });
    expect(plain(await host.import(TYPE, `${pool}/${a}`))).toEqual(plain(link));
    await used.sandbox.update("agent-pools", pool, { "is-shared": true }, { environments: [] });
    expect(await host.refresh(link)).toBeNull();
    await host.destroy(link);
    expect((await access(pool)).shared).toBe(true);
    await used.sandbox.delete("agent-pools", pool);
    expect(await host.refresh(link)).toBeNull();
    await host.destroy(link);
    await expect(host.import(TYPE, pool)).rejects.toThrow(/agent pool id>\/<environment id/);
  });
});

describe("scalr_account_agent_pool_default (R2)", () => {
  const TYPE = "scalr_account_agent_pool_default";
  const isDefault = async (id: string) => (await used.sandbox.read("agent-pools", id)).attributes.default;

  it("makes a pool the default, moves on in place, and lets go", async () => {
    const [one, two] = [
      (await used.sandbox.pool(unique("pool"))).id,
      (await used.sandbox.pool(unique("pool"))).id,
    ];
    const link = await host.create(TYPE, { agent_pool_id: one });
    const { accountId } = used.sandbox;
    expect(plain(link)).toEqual({ id: accountId, account_id: accountId, agent_pool_id: one });
    expect(await isDefault(one)).toBe(true);
    await expect(host.create(TYPE, { agent_pool_id: two })).rejects.toThrow(
      /is already the account's default/,
    );
    const moved = await host.update(link, { agent_pool_id: two });
    expect([await isDefault(one), await isDefault(two)]).toEqual([false, true]);
    expect(plain(await host.import(TYPE, two))).toEqual(plain(moved));
    expect(plain(await host.import(TYPE, accountId))).toEqual(plain(moved));
    await used.sandbox.update("agent-pools", one, { default: true });
    expect(plain(await host.refresh(moved)).agent_pool_id).toBe(one);
    await host.destroy(moved);
    expect(await isDefault(one)).toBe(true);
    await used.sandbox.update("agent-pools", one, { default: false });
    expect(await host.refresh(moved)).toBeNull();
  });

  it("refuses a VCS pool (R5)", async () => {
    const vcs = await used.sandbox.create("agent-pools", { name: unique("vcs"), "vcs-enabled": true });
    const refused = (await host.create(TYPE, { agent_pool_id: vcs.id }).catch((e: unknown) => e)) as Refused;
    expect(refused.message).toContain("is a VCS pool");
    expect(refused.attributes).toEqual(['[{"attribute":"agent_pool_id"}]']);
  });
});
