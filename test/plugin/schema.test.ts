import { describe, expect, it } from "vitest";
import { createScalrProvider } from "../../provider/resources/index.js";
import { PluginHost } from "./host.js";

describe("the schema over the wire", () => {
  it("is the provider's, with nothing lost", async () => {
    const { schema } = await PluginHost.start();
    expect(plainSchema(schema)).toEqual(plainSchema(createScalrProvider().schema));
  });

  it("is announced by GetMetadata", async () => {
    const { client, schema } = await PluginHost.start();
    const { resources, dataSources } = await client.call("GetMetadata", {});
    expect(resources.map(({ typeName }) => typeName)).toEqual(Object.keys(schema.resources));
    expect(dataSources.map(({ typeName }) => typeName)).toEqual(Object.keys(schema.dataSources));
  });

  it("has no identities, ephemeral resources or functions, and says so in words", async () => {
    const { client } = await PluginHost.start();
    expect((await client.call("GetResourceIdentitySchemas", {})).diagnostics).toEqual([]);
    expect((await client.call("GetFunctions", {})).diagnostics).toEqual([]);
    expect((await client.call("CallFunction", { name: "f" })).error?.text).toBe(
      'The provider has no function "f".',
    );
    for (const name of [
      "ValidateEphemeralResourceConfig",
      "OpenEphemeralResource",
      "RenewEphemeralResource",
      "CloseEphemeralResource",
    ] as const) {
      const { diagnostics } = await client.call(name, { typeName: "scalr_x" });
      expect(diagnostics[0]?.detail).toContain('no ephemeral resource "scalr_x"');
    }
  });
});

/** Flags that are absent and flags that are false say the same. */
function plainSchema(schema: object): unknown {
  return JSON.parse(JSON.stringify(schema, (_key, value) => (value === false ? undefined : value)));
}
