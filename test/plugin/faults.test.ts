import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createScalrProvider } from "../../provider/resources/index.js";
import { PluginHost } from "./host.js";

const TYPE = "scalr_environment";

describe("what cannot be done", () => {
  it("is told as a diagnostic when a type is not there", async () => {
    const { client } = await PluginHost.start();
    for (const name of [
      "ValidateResourceConfig",
      "PlanResourceChange",
      "ReadResource",
      "ImportResourceState",
    ] as const) {
      const { diagnostics } = await client.call(name, { typeName: "scalr_nothing" });
      expect(diagnostics[0]?.detail).toBe('The provider has no resource type "scalr_nothing".');
    }
    const { diagnostics } = await client.call("ReadDataSource", { typeName: "toString" });
    expect(diagnostics[0]?.detail).toBe('The provider has no data source "toString".');
  });

  it("is told as a diagnostic when a value does not fit the schema", async () => {
    const { client } = await PluginHost.start();
    const { diagnostics } = await client.call("ValidateResourceConfig", {
      typeName: TYPE,
      config: { msgpack: Buffer.from("81a46e616d6501", "hex") },
    });
    expect(diagnostics[0]?.detail).toContain("ValidateResourceConfig: name: a string is required");
  });

  it("keeps the state when the provider itself fails, and shows no stack trace", async () => {
    const host = await PluginHost.start(() =>
      Object.assign(createScalrProvider({ env: {} }), {
        applyResource() {
          throw new Error("it broke");
        },
      }),
    );
    const state = host.value(TYPE, { id: "env-1", name: "a" });
    const { kept, plain, diagnostics } = await host.apply(
      TYPE,
      { type: TYPE, state, private: Buffer.from("mine") },
      { name: "b" },
    );
    expect(plain).toMatchObject({ id: "env-1", name: "a" });
    expect(Buffer.from(kept.private).toString()).toBe("mine");
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({
      summary: "The provider failed",
      detail: "ApplyResourceChange ended with: it broke. This is a defect of the provider; please report it.",
    });
  });

  it("takes values in JSON, numbers with all of their digits", async () => {
    const { client } = await PluginHost.start();
    const config = { json: Buffer.from('{"hostname":12345678901234567890,"token":null}') };
    const { diagnostics } = await client.call("ValidateProviderConfig", { config });
    expect(diagnostics[0]?.detail).toContain('"12345678901234567890" is not a host');
  });
});

describe("what is large", () => {
  it("is taken, also beyond what gRPC takes by itself", async () => {
    const host = await PluginHost.start();
    const typeName = "scalr_agent_pool_token";
    const config = host.value(typeName, { agent_pool_id: "apool-1", description: "x".repeat(5_000_000) });
    const { diagnostics } = await host.client.call("ValidateResourceConfig", { typeName, config });
    expect(diagnostics).toEqual([]);
  });
});

describe("StopProvider", () => {
  it("ends calls in flight early, and a process that serves on starts anew", async () => {
    const server = createServer(() => asked());
    const begun = new Promise<void>((resolve) => {
      asked = resolve;
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const host = await PluginHost.start();
    await host.configure({ url, token: "t" });
    const pending = host.apply(TYPE, null, { name: "never" });
    await begun;
    expect((await host.client.call("StopProvider", {})).Error).toBe("");
    const { plain, diagnostics } = await pending;
    expect(plain).toBeNull();
    expect(diagnostics[0]?.severity).toBe("ERROR");

    const { diagnostics: after } = await host.client.call("ConfigureProvider", {
      config: host.providerConfig({ hostname: url, token: "t" }),
    });
    expect(after).toEqual([]);
  });
});

let asked: () => void;
