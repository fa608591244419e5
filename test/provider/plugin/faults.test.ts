import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createScalrProvider } from "../../../provider/resources/index.js";
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

describe("a write-only attribute", () => {
  it("is refused where the host would write it down", async () => {
    const host = await PluginHost.start();
    const typeName = "scalr_variable";
    const values = { key: "k", category: "shell", value_wo: "hidden", value_wo_version: 1 };
    const config = host.value(typeName, values);
    const validated = async (writeOnlyAttributesAllowed: boolean) => {
      const clientCapabilities = { deferralAllowed: false, writeOnlyAttributesAllowed };
      return (await host.client.call("ValidateResourceConfig", { typeName, config, clientCapabilities }))
        .diagnostics;
    };
    expect(await validated(true)).toEqual([]);
    expect(await validated(false)).toMatchObject([
      {
        severity: "ERROR",
        summary: "value_wo needs a newer version",
        attribute: { steps: [{ attributeName: "value_wo" }] },
      },
    ]);
  });
});

describe("StopProvider", () => {
  /** A server that is asked once, and answers when it is told to; and a host that is connected to it. */
  async function slowServer() {
    let ask: () => void;
    let answer: (status: number, body: object) => void;
    const asked = new Promise<void>((resolve) => {
      ask = resolve;
    });
    const server = createServer((_request, response) => {
      answer = (status, body) => {
        response.writeHead(status, { "content-type": "application/vnd.api+json" }).end(JSON.stringify(body));
      };
      ask();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const host = await PluginHost.start();
    const connection = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: "t" };
    await host.configure(connection);
    const stop = () => host.client.call("StopProvider", {});
    return { host, connection, asked, stop, answer: (status: number, body: object) => answer(status, body) };
  }

  it("ends what only reads at once, and a process that serves on starts anew", async () => {
    const { host, connection, asked, stop } = await slowServer();
    const currentState = host.value(TYPE, { id: "env-1", name: "a" });
    const pending = host.client.call("ReadResource", { typeName: TYPE, currentState });
    await asked;
    expect((await stop()).Error).toBe("");
    const { newState, diagnostics } = await pending;
    expect(diagnostics[0]?.severity).toBe("ERROR");
    expect(host.plain(TYPE, newState)).toMatchObject({ id: "env-1" });
    await host.configure(connection);
  });

  it("waits for a change that is under way, so that what it made is in the state", async () => {
    const { host, asked, stop, answer } = await slowServer();
    const pending = host.apply(TYPE, null, { name: "made" });
    await asked;
    await stop();
    answer(201, {
      data: { type: "environments", id: "env-1", attributes: { name: "made" }, relationships: {} },
    });
    expect((await pending).plain).toMatchObject({ id: "env-1", name: "made" });
    const next = await host.apply(TYPE, null, { name: "never begun" });
    expect(next.plain).toBeNull();
    expect(next.diagnostics[0]?.severity).toBe("ERROR");
  });
});
