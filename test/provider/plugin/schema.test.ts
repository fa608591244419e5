import { describe, expect, it } from "vitest";
import { fromPlain, STRING, toPlain } from "../../../engine/values/index.js";
import { fromMsgpack, toMsgpack } from "../../../engine/values/msgpack/index.js";
import { createScalrProvider } from "../../../provider/resources/index.js";
import { PluginHost } from "./host.js";

describe("the schema over the wire", () => {
  it("is the provider's, with nothing lost", async () => {
    const { schema } = await PluginHost.start();
    expect(plainSchema(schema)).toEqual(plainSchema(createScalrProvider({ env: {} }).schema));
  });

  it("is announced by GetMetadata", async () => {
    const { client, schema } = await PluginHost.start();
    const { resources, dataSources, functions } = await client.call("GetMetadata", {});
    expect(resources.map(({ typeName }) => typeName)).toEqual(Object.keys(schema.resources));
    expect(dataSources.map(({ typeName }) => typeName)).toEqual(Object.keys(schema.dataSources));
    expect(functions.map(({ name }) => name)).toEqual(Object.keys(schema.functions!));
  });

  it("has no identities or ephemeral resources, and says so in words", async () => {
    const { client } = await PluginHost.start();
    expect((await client.call("GetResourceIdentitySchemas", {})).diagnostics).toEqual([]);
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

describe("functions over the wire", () => {
  const text = (value: string | null) => ({ msgpack: toMsgpack(fromPlain(value, STRING), STRING) });

  it("are the provider's, and can be called before it is configured", async () => {
    const { client, schema } = await PluginHost.start();
    const { functions, diagnostics } = await client.call("GetFunctions", {});
    expect(diagnostics).toEqual([]);
    expect(Object.keys(functions).sort()).toEqual(Object.keys(schema.functions!).sort());
    const { returns } = schema.functions!.winning_pool!;
    const call = async (...pools: (string | null)[]) => {
      const answer = await client.call("CallFunction", { name: "winning_pool", arguments: pools.map(text) });
      return toPlain(fromMsgpack(answer.result!.msgpack!, returns));
    };
    expect(await call("w", "e", "a")).toEqual({ level: "workspace", pool: "w" });
    expect(await call(null, null, "a")).toEqual({ level: "account", pool: "a" });
    expect(await call(null, null, null)).toEqual({ level: "scalr-runners", pool: null });
  });

  it("tell which argument is at fault, and which function is not there", async () => {
    const { client } = await PluginHost.start();
    const call = async (name: string, ...args: string[]) =>
      (await client.call("CallFunction", { name, arguments: args.map(text) })).error;
    expect(await call("takes_vcs_pool", "svn")).toMatchObject({
      text: expect.stringContaining('"svn" is not a kind of VCS provider'),
      functionArgument: 0,
    });
    expect((await call("f"))?.text).toBe('The provider has no function "f".');
    expect((await call("winning_pool", "a"))?.text).toBe("winning_pool takes 3 arguments, not 1.");
  });
});

/** Flags that are absent and flags that are false say the same. */
function plainSchema(schema: object): unknown {
  return JSON.parse(JSON.stringify(schema, (_key, value) => (value === false ? undefined : value)));
}
