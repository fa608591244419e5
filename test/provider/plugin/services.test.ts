import { once } from "node:events";
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { startAsHost } from "./process.js";

describe("what a host expects of any plugin", () => {
  it("is healthy", async () => {
    const { client } = await startAsHost();
    expect(await client.unary("health", "Check", { service: "plugin" })).toEqual({ status: "SERVING" });
    await expect(client.unary("health", "Check", { service: "other" })).rejects.toThrow("other");
  });

  it("ends when the host says so: answers, ends its streams, removes its socket", async () => {
    const { client, process, fields } = await startAsHost();
    const stdio = client.stdio().resume();
    const broker = client.broker().resume();
    const streams = Promise.all([once(stdio, "end"), once(broker, "end")]);
    await client.call("GetMetadata", {});
    expect(await client.unary("controller", "Shutdown", {})).toEqual({});
    await streams;
    const { code, stdout, stderr } = await process.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.trim().split("\n")).toHaveLength(1);
    expect(existsSync(fields[3]!)).toBe(false);
  });

  it("ends by itself when the host is gone", async () => {
    const { client, process } = await startAsHost();
    const stdio = client.stdio().resume();
    stdio.on("error", () => {});
    await client.call("GetMetadata", {});
    stdio.cancel();
    client.close();
    expect((await process.ended).code).toBe(0);
  });

  it("leaves Ctrl-C to the host, which shares its terminal", async () => {
    const { client, process } = await startAsHost();
    process.child.kill("SIGINT");
    expect((await client.call("GetMetadata", {})).diagnostics).toEqual([]);
    process.child.kill("SIGTERM");
    expect((await process.ended).code).toBe(0);
  });

  it("says that it does not know calls of later hosts", async () => {
    const { client } = await startAsHost();
    for (const name of ["ValidateStateStoreConfig", "ListResource", "PlanAction"]) {
      await expect(client.raw(`/tfplugin6.Provider/${name}`, Buffer.alloc(0))).rejects.toMatchObject({
        code: 12,
      });
    }
  });
});
