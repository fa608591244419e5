import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { expectRefusal, unique } from "../api/support.js";
import { type Sandbox, useSandbox } from "../support/sandbox.js";

const used = useSandbox();
let sandbox: Sandbox;
let environment: string;
beforeAll(async () => {
  sandbox = used.sandbox;
  environment = (await sandbox.environment(unique("env"))).id;
});

const stateOf = (serial: number, lineage = "one", more: object = {}) =>
  JSON.stringify({
    version: 4,
    terraform_version: "1.10.0",
    serial,
    lineage,
    outputs: {
      url: { value: "https://example.com", type: "string" },
      password: { value: "hush-hush", type: "string", sensitive: true },
    },
    resources: [
      {
        mode: "managed",
        type: "null_resource",
        name: "a",
        provider: 'provider["registry.opentofu.org/hashicorp/null"]',
        instances: [{}],
      },
    ],
    ...more,
  });

const bring = (workspace: string, state: string, attributes: object = {}) =>
  sandbox.tryCreate(
    "state-versions",
    { state: Buffer.from(state).toString("base64"), ...attributes },
    { workspace },
  );

const newWorkspace = async () => (await sandbox.workspace(unique("ws"), environment)).id;

describe("a state that a client brings", () => {
  it("may have names that every object inherits, and changes nothing but itself", async () => {
    const resource = { mode: "managed", type: "leaked", name: "a", module: "__proto__", instances: [{}] };
    const state = stateOf(1, "names", { resources: [{ ...resource, provider: 'provider["__proto__"]' }] });
    const reply = await bring(await newWorkspace(), state);
    expect(reply.status, JSON.stringify(reply.body)).toBe(201);
    const { modules, providers } = reply.body.data.attributes;
    expect([Object.entries(modules), Object.entries(providers)]).toEqual([
      [["__proto__", { leaked: 1 }]],
      [["__proto__", { leaked: 1 }]],
    ]);
    expect("leaked" in {}).toBe(false);
  });

  it("is rejected where an output is not an object", async () => {
    const reply = await bring(await newWorkspace(), stateOf(1, "outputs", { outputs: { empty: null } }));
    expectRefusal(reply, { status: 422, detail: /its output 'empty' is not an object/ });
  });

  it("becomes the workspace's current one, with its outputs", async () => {
    const workspace = await newWorkspace();
    const state = stateOf(3);
    const reply = await bring(workspace, state, {
      md5: createHash("md5").update(state).digest("hex"),
      serial: 3,
      lineage: "one",
    });
    expect(reply.status, JSON.stringify(reply.body)).toBe(201);
    expect(reply.body.data.attributes).toMatchObject({ serial: 3, lineage: "one", size: state.length });
    const current = (await sandbox.get(`workspaces/${workspace}/current-state-version`)).body.data;
    expect(current).toEqual(reply.body.data);
    expect((await sandbox.get(`state-versions/${current.id}/download`)).body).toEqual(JSON.parse(state));
    expect((await sandbox.read("workspaces", workspace)).attributes["has-resources"]).toBe(true);
    const outputs = (await sandbox.get(`workspaces/${workspace}/outputs`)).body.data;
    expect(outputs).toEqual([
      { name: "url", value: "https://example.com", sensitive: false },
      { name: "password", value: "hush-hush", sensitive: true },
    ]);
    // Deletion protection: the workspace has resources now.
    expectRefusal(await sandbox.delete("workspaces", workspace), { status: 409, detail: /has resources/ });
  });

  it("follows the one before, or is forced", async () => {
    const workspace = await newWorkspace();
    expect((await bring(workspace, stateOf(3))).status).toBe(201);
    expectRefusal(await bring(workspace, stateOf(3)), { status: 409, pointer: "/data/attributes/serial" });
    expectRefusal(await bring(workspace, stateOf(9, "two")), {
      status: 409,
      pointer: "/data/attributes/lineage",
    });
    expect((await bring(workspace, stateOf(4))).status).toBe(201);
    expect((await bring(workspace, stateOf(1, "two"), { force: true })).status).toBe(201);
    const versions = await sandbox.list(`state-versions?filter[workspace]=${workspace}`);
    expect(versions.map(({ attributes }) => attributes.serial)).toEqual([3, 4, 1]);
  });

  it.each([
    ["no base64", { state: "{}" }, "/data/attributes/state"],
    ["no state", { state: Buffer.from("[]").toString("base64") }, "/data/attributes/state"],
    ["another serial", { serial: 7 }, "/data/attributes/serial"],
    ["another checksum", { md5: "0".repeat(32) }, "/data/attributes/md5"],
  ])("is refused with %s, and leaves no file", async (_what, attributes, pointer) => {
    const workspace = await newWorkspace();
    const before = await sandbox.simulator.store.blobs.list("states");
    expectRefusal(await bring(workspace, stateOf(1), attributes), { status: 422, pointer });
    expect(await sandbox.simulator.store.blobs.list("states")).toEqual(before);
    expect((await sandbox.get(`workspaces/${workspace}/current-state-version`)).status).toBe(404);
  });
});
