import { beforeAll, describe, expect, it } from "vitest";
import { unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";
import { Host, idOf, plain } from "./host.js";

const used = useSandbox();
const TYPE = "scalr_variable";
let host: Host;
let environment: string;
let workspace: string;
beforeAll(async () => {
  host = new Host(used.sandbox);
  environment = (await used.sandbox.environment(unique("env"))).id;
  workspace = (await used.sandbox.workspace(unique("ws"), environment)).id;
});

const newKey = () => unique("key").replaceAll("-", "_");
const valueInApi = async (id: string) => (await used.sandbox.read("vars", id)).attributes.value;

describe("scalr_variable", () => {
  it("sends a write-only value, again with another version alone, and keeps it in no state", async () => {
    const config = { key: newKey(), category: "shell", value_wo: "one", value_wo_version: 1 };
    const made = await host.create(TYPE, config);
    expect(await valueInApi(idOf(made))).toBe("one");
    expect(plain(made)).toMatchObject({ value: "", value_wo: null, readable_value: null });
    const seen = (await host.refresh(made))!;
    expect(plain(seen)).toEqual(plain(made));
    expect((await host.plan(TYPE, seen, { ...config, value_wo: "two" })).action).toBe("none");
    const described = await host.update(seen, { ...config, value_wo: "two", description: "Two" });
    expect(await valueInApi(idOf(made))).toBe("one");
    const changed = { ...config, description: "Two", value_wo: "two", value_wo_version: 2 };
    await host.update(described, changed);
    expect(await valueInApi(idOf(made))).toBe("two");
  });

  it("takes a write-only value without a version, which is sent once and kept in no state", async () => {
    const config = { key: newKey(), category: "shell", value_wo: "one" };
    const made = await host.create(TYPE, config);
    expect(await valueInApi(idOf(made))).toBe("one");
    expect(plain(made)).toMatchObject({ value: "", value_wo: null, readable_value: null });
    const seen = (await host.refresh(made))!;
    expect(plain(seen)).toEqual(plain(made));
    expect((await host.plan(TYPE, seen, { ...config, value_wo: "two" })).action).toBe("none");
    await host.update(seen, { ...config, value_wo: "two", description: "Two" });
    expect(await valueInApi(idOf(made))).toBe("one");
    await host.update(seen, { ...config, value_wo: "two", value_wo_version: 1 });
    expect(await valueInApi(idOf(made))).toBe("two");
  });

  it("refuses what excludes each other, before anything is asked", async () => {
    const config = { key: "a", category: "shell" };
    const refused = (more: object) => host.plan(TYPE, null, { ...config, ...more });
    await expect(refused({ value: "1", value_wo: "2", value_wo_version: 1 })).rejects.toThrow(/not both/);
    await expect(refused({ value_wo_version: 2 })).rejects.toThrow(/Set value_wo, or/);
    await expect(refused({ var_set_id: "varset-1", workspace_id: "ws-1" })).rejects.toThrow(
      /Remove workspace_id or var_set_id/,
    );
    await expect(refused({ category: "file" })).rejects.toThrow(/must be one of/);
  });

  it("takes the place of what it overrides when it is forced", async () => {
    const key = newKey();
    const narrow = await host.create(TYPE, { key, category: "shell", value: "1", workspace_id: workspace });
    const final = { key, category: "shell", value: "2", final: true };
    await expect(host.create(TYPE, final)).rejects.toThrow(/cannot be final/);
    await host.create(TYPE, { ...final, force: true });
    expect(await host.refresh(narrow)).toBeNull();
  });

  it("shows its value where it is not sensitive, and keeps it in the state where it is", async () => {
    const config = { key: newKey(), category: "terraform", value: "1", environment_id: environment };
    const made = await host.create(TYPE, config);
    expect(plain(made)).toMatchObject({ readable_value: "1", updated_by_email: "admin@sandbox.invalid" });
    const secret = await host.update(made, { ...config, sensitive: true });
    expect(plain(secret)).toMatchObject({ value: "1", readable_value: null });
    expect(plain(await host.refresh(secret))).toMatchObject({ value: "1", readable_value: null });
  });
});
