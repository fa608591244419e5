import { beforeEach, describe, expect, it } from "vitest";
import type { PlainObject } from "../../provider/resources/framework/index.js";
import { unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";
import { Host, idOf, plain, Refused } from "./host.js";

const used = useSandbox();
let host: Host;
beforeEach(() => {
  host = new Host(used.sandbox);
});
const TYPE = "scalr_vcs_provider";
const enterprise = (more: PlainObject = {}): PlainObject => ({
  name: unique("ghe"),
  vcs_type: "github_enterprise",
  url: "https://github.example.com",
  token: "secret",
  ...more,
});

describe("scalr_vcs_provider", () => {
  it("takes a VCS pool when it is self-hosted, and gives it back (R6)", async () => {
    const pool = await used.sandbox.create("agent-pools", { name: unique("vcs"), "vcs-enabled": true });
    const config = enterprise({ agent_pool_id: pool.id });
    const provider = await host.create(TYPE, config);
    expect(plain(provider)).toMatchObject({ agent_pool_id: pool.id, environments: ["*"], token: "secret" });
    const seen = await host.refresh(provider);
    expect((await host.plan(TYPE, seen, config)).action).toBe("none");
    const { agent_pool_id: _, ...without } = config;
    const freed = await host.update(seen!, without);
    const shown = await used.sandbox.read("vcs-providers", idOf(freed));
    expect(shown.relationships["agent-pool"]!.data).toBeNull();
  });

  it("never shows its token, and sends a new one", async () => {
    const config = enterprise();
    const provider = await host.create(TYPE, config);
    expect(JSON.stringify(await used.sandbox.read("vcs-providers", idOf(provider)))).not.toContain("secret");
    const planned = await host.plan(TYPE, await host.refresh(provider), { ...config, token: "other" });
    expect(planned.action).toBe("update");
    expect(host.provider.schema.resources[TYPE]!.block.attributes.token!.sensitive).toBe(true);
  });

  it("refuses a pool for a hosted kind and a server without an address (R6)", async () => {
    const hosted = { name: "a", vcs_type: "github", token: "t", agent_pool_id: "apool-1" };
    await expect(host.plan(TYPE, null, hosted)).rejects.toThrow(/github_enterprise.*\(R6\)/);
    const homeless = { name: "a", vcs_type: "gitlab_enterprise", token: "t" };
    await expect(host.plan(TYPE, null, homeless)).rejects.toThrow(/Set url to the address of its server/);
    await expect(host.plan(TYPE, null, enterprise({ vcs_type: "cvs" }))).rejects.toThrow(/must be one of/);
  });

  it("is refused a run pool by the API (R5)", async () => {
    const pool = await used.sandbox.pool(unique("runs"));
    const refused = (await host
      .create(TYPE, enterprise({ agent_pool_id: pool.id }))
      .catch((error: unknown) => error)) as Refused;
    expect(refused).toBeInstanceOf(Refused);
    expect(refused.attributes).toEqual(['[{"attribute":"agent_pool_id"}]']);
  });

  it("belongs to environments, is replaced with its type, and is imported without its token", async () => {
    const env = (await used.sandbox.environment(unique("env"))).id;
    const config = enterprise({ environments: [env] });
    const provider = await host.create(TYPE, config);
    const shown = await used.sandbox.read("vcs-providers", idOf(provider));
    expect(shown.attributes["is-shared"]).toBe(false);
    const planned = await host.plan(TYPE, provider, { ...config, vcs_type: "gitlab_enterprise" });
    expect(planned).toMatchObject({ action: "replace", replaces: ["vcs_type"] });
    const imported = await host.import(TYPE, idOf(provider));
    expect(plain(imported)).toMatchObject({ name: config.name, environments: [env], token: null });
    expect((await host.plan(TYPE, imported, config)).action).toBe("update");
    await host.destroy(provider);
    expect(await host.refresh(imported)).toBeNull();
  });
});
