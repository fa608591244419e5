import { beforeEach, describe, expect, it } from "vitest";
import { UNKNOWN } from "../../../engine/values/index.js";
import { unique } from "../../api/support.js";
import { useSandbox } from "../../support/sandbox.js";
import { type Kept, PluginHost } from "./host.js";

const used = useSandbox();
const ENVIRONMENT = "scalr_environment";
const POOL = "scalr_agent_pool";
let host: PluginHost;
beforeEach(async () => {
  host = await PluginHost.start();
});

const step = (attributeName: string) => ({ steps: [{ attributeName }] });
const configure = () => host.configure(used.sandbox);

describe("configuration", () => {
  it("of the provider is validated with the path of what is wrong", async () => {
    const config = host.providerConfig({ hostname: "not a host" });
    const { diagnostics } = await host.client.call("ValidateProviderConfig", { config });
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ severity: "ERROR", attribute: step("hostname") });
  });

  it("of a resource is validated with the path of what is wrong (R3)", async () => {
    const config = host.value(POOL, { name: "", environments: [] });
    const { diagnostics } = await host.client.call("ValidateResourceConfig", { typeName: POOL, config });
    expect(diagnostics.map(({ attribute }) => attribute)).toContainEqual(step("name"));
  });

  it("may be unknown until the apply", async () => {
    const config = host.value(POOL, { name: UNKNOWN });
    const { diagnostics } = await host.client.call("ValidateResourceConfig", { typeName: POOL, config });
    expect(diagnostics).toEqual([]);
  });

  it("of the provider that is unknown defers what needs it where the host allows that, and fails elsewhere", async () => {
    const config = host.providerConfig({ hostname: UNKNOWN, token: UNKNOWN });
    await host.client.call("ConfigureProvider", { config, terraformVersion: "1.12.6" });
    const currentState = host.value(ENVIRONMENT, { id: "env-1" });
    const request = { typeName: ENVIRONMENT, currentState };
    const may = { clientCapabilities: { deferralAllowed: true } };
    const read = await host.client.call("ReadResource", { ...request, ...may });
    expect(read.deferred).toEqual({ reason: "PROVIDER_CONFIG_UNKNOWN" });
    expect(host.plain(ENVIRONMENT, read.newState)).toMatchObject({ id: "env-1" });
    const imported = await host.client.call("ImportResourceState", {
      typeName: ENVIRONMENT,
      id: "env-1",
      ...may,
    });
    expect(host.plain(ENVIRONMENT, imported.importedResources![0]!.state)).toBe(UNKNOWN);
    const strict = await host.client.call("ReadResource", request);
    expect(strict.deferred).toBeNull();
    expect(strict.diagnostics[0]?.detail).toContain("not known before the apply");
    // Planning a creation asks nobody.
    expect((await host.plan(ENVIRONMENT, null, { name: "a" })).diagnostics).toEqual([]);
  });
});

describe("a resource", () => {
  it("is planned, created, read, updated and destroyed", async () => {
    await configure();
    const name = unique("env");
    const created = await host.apply(ENVIRONMENT, null, { name });
    expect(created.diagnostics).toEqual([]);
    expect(host.plain(ENVIRONMENT, created.planned.plannedState)).toMatchObject({ id: UNKNOWN, name });
    const { id } = created.plain!;
    expect((await used.sandbox.read("environments", String(id))).attributes.name).toBe(name);

    const same = await host.plan(ENVIRONMENT, created.kept, { name });
    expect(host.plain(ENVIRONMENT, same.plannedState)).toEqual(created.plain);

    const renamed = await host.apply(ENVIRONMENT, created.kept, { name: `${name}-2` });
    expect(renamed.plain).toMatchObject({ id, name: `${name}-2` });
    const { newState } = await read(renamed.kept);
    expect(host.plain(ENVIRONMENT, newState)).toEqual(renamed.plain);

    const destroyed = await host.apply(ENVIRONMENT, renamed.kept, null);
    expect(destroyed).toMatchObject({ plain: null, diagnostics: [] });
    const gone = await read(renamed.kept);
    expect(host.plain(ENVIRONMENT, gone.newState)).toBeNull();
  });

  it("says what forces its replacement (R5)", async () => {
    await configure();
    const config = { name: unique("pool"), vcs_enabled: false };
    const { kept } = await host.apply(POOL, null, config);
    const { requiresReplace } = await host.plan(POOL, kept, { ...config, vcs_enabled: true });
    expect(requiresReplace).toEqual([step("vcs_enabled")]);
  });

  it("is imported by its id", async () => {
    await configure();
    const pool = await used.sandbox.pool(unique("pool"));
    const { importedResources, diagnostics } = await host.client.call("ImportResourceState", {
      typeName: POOL,
      id: pool.id,
    });
    expect(diagnostics).toEqual([]);
    expect(importedResources).toHaveLength(1);
    expect(host.plain(POOL, importedResources![0]!.state)).toMatchObject({ id: pool.id });
    const missing = await host.client.call("ImportResourceState", { typeName: POOL, id: "apool-none" });
    expect(missing.importedResources).toEqual([]);
    expect(missing.diagnostics[0]?.summary).toContain('"apool-none"');
  });

  it("tells what the server refused, and at which attribute", async () => {
    await configure();
    const name = unique("pool");
    await host.apply(POOL, null, { name });
    const again = await host.apply(POOL, null, { name });
    expect(again.plain).toBeNull();
    expect(again.diagnostics[0]).toMatchObject({ severity: "ERROR", attribute: step("name") });
    expect(again.diagnostics[0]!.summary).toContain(JSON.stringify(name));
  });

  it("is taken over from a stored state, and from the official provider of another registry", async () => {
    const json = Buffer.from(JSON.stringify({ id: "env-1", name: "a", removed_long_ago: 1 }));
    const upgraded = await host.client.call("UpgradeResourceState", {
      typeName: ENVIRONMENT,
      version: 0,
      rawState: { json, flatmap: {} },
    });
    expect(host.plain(ENVIRONMENT, upgraded.upgradedState)).toMatchObject({ id: "env-1", name: "a" });
    const move = {
      sourceProviderAddress: "registry.terraform.io/scalr/scalr",
      sourceTypeName: ENVIRONMENT,
      sourceState: { json, flatmap: {} },
      targetTypeName: ENVIRONMENT,
    };
    const moved = await host.client.call("MoveResourceState", move);
    expect(host.plain(ENVIRONMENT, moved.targetState)).toMatchObject({ id: "env-1", name: "a" });
    const other = await host.client.call("MoveResourceState", { ...move, sourceTypeName: "scalr_workspace" });
    expect(other.diagnostics[0]?.detail).toContain(
      "A scalr_workspace of registry.terraform.io/scalr/scalr cannot",
    );
    const ancient = await host.client.call("UpgradeResourceState", {
      typeName: ENVIRONMENT,
      rawState: { json: Buffer.alloc(0), flatmap: { id: "env-1" } },
    });
    expect(ancient.diagnostics[0]?.detail).toContain("Terraform before 0.12");
  });

  function read({ type, state, private: priv }: Kept) {
    return host.client.call("ReadResource", { typeName: type, currentState: state, private: priv });
  }
});

describe("a data source", () => {
  it("is read", async () => {
    await configure();
    const environment = await used.sandbox.environment(unique("env"));
    const config = host.dataConfig(ENVIRONMENT, { id: environment.id });
    const checked = await host.client.call("ValidateDataResourceConfig", { typeName: ENVIRONMENT, config });
    expect(checked.diagnostics).toEqual([]);
    const answer = await host.client.call("ReadDataSource", { typeName: ENVIRONMENT, config });
    expect(answer.diagnostics).toEqual([]);
    expect(host.data(ENVIRONMENT, answer.state)).toMatchObject({ name: environment.attributes.name });
  });
});
