import { beforeAll, describe, expect, it } from "vitest";
import { afterSuite } from "../support/process.js";
import { type Api, document, expectRefusal, identifiers, startApi, unique } from "./support.js";

const atEnd = afterSuite();

let api: Api;
let environment: string;
let tags: string[];
beforeAll(async () => {
  api = await startApi(atEnd);
  tags = [];
  for (let i = 0; i < 4; i++) tags.push((await api.create("tags", { name: unique("tag") })).id);
  environment = (await api.create("environments", { name: unique("env") })).id;
});

const newWorkspace = (links = {}) =>
  api.create("workspaces", { name: unique("ws") }, { environment, ...links });
const idsOf = (data: { id: string }[]) => data.map(({ id }) => id);

describe("links in a document", () => {
  it("refuses a relationship that the type does not have, naming those that it has", async () => {
    const body = document("environments", { name: unique("env") });
    const relationships = { pools: { data: null } };
    const reply = await api.send("POST", "environments", { data: { ...body.data, relationships } });
    expectRefusal(reply, {
      status: 422,
      title: "Invalid Relationship",
      pointer: "/data/relationships/pools",
      detail: /'environments' has no relationship 'pools'; it has: account, .*tags/,
    });
  });

  it("refuses an unknown to-one target", async () => {
    expectRefusal(await api.tryCreate("workspaces", { name: unique("ws") }, { environment: "env-none" }), {
      status: 404,
      title: "Invalid Relationship",
      pointer: "/data/relationships/environment",
      detail: "Environment with ID 'env-none' not found or user unauthorized.",
    });
  });

  it("refuses an unknown to-many target", async () => {
    const pool = await api.create("agent-pools", { name: unique("pool") });
    expectRefusal(await api.tryUpdate("agent-pools", pool.id, {}, { workspaces: ["ws-none"] }), {
      status: 404,
      title: "Invalid Relationship",
      pointer: "/data/relationships/workspaces/data/0",
      detail: "Relationship 'workspaces' with ID 'ws-none' not found or user unauthorized.",
    });
  });

  it("refuses an unknown tag with a text of its own", async () => {
    expectRefusal(await api.tryCreate("environments", { name: unique("env") }, { tags: ["tag-none"] }), {
      status: 404,
      title: "Validation Error",
      detail: "Tag with ID 'tag-none' not found or user unauthorized.",
    });
  });

  it("checks the account that clients send although it cannot be set", async () => {
    const name = unique("env");
    expectRefusal(await api.tryCreate("environments", { name }, { account: "acc-none" }), {
      status: 404,
      pointer: "/data/relationships/account",
      detail: "Account with ID 'acc-none' not found or user unauthorized.",
    });
    const made = await api.create("environments", { name }, { account: api.accountId });
    expect(made.relationships.account!.data).toEqual({ type: "accounts", id: api.accountId });
  });

  it.each([
    ["a list for one", { environment: ["env-x"] }, "environment", /must be one resource identifier or null/],
    ["one for a list", { tags: "tag-x" }, "tags", /must be a list of resource identifiers/],
    [
      "another type",
      { environment: "tag-x" },
      "environment",
      /takes resources of type 'environments', not 'tags'/,
    ],
    ["null where one is required", { environment: null }, "environment", "'environment' cannot be empty."],
  ])("refuses %s", async (_what, links, name, detail) => {
    const reply = await api.tryCreate("workspaces", { name: unique("ws") }, { environment, ...links });
    expectRefusal(reply, { status: 422, pointer: `/data/relationships/${name}`, detail });
  });

  it("asks for what is required at creation", async () => {
    expectRefusal(await api.tryCreate("workspaces", { name: unique("ws") }), {
      status: 422,
      pointer: "/data/relationships/environment",
      detail: "'environment' is required.",
    });
  });

  it("takes null to unlink one, and a list for all that there is to be", async () => {
    const pool = await api.create("agent-pools", { name: unique("pool") });
    const workspace = await newWorkspace({ "agent-pool": pool.id, tags: [tags[0]!, tags[1]!] });
    expect(workspace.relationships["agent-pool"]!.data.id).toBe(pool.id);
    const untouched = await api.update("workspaces", workspace.id, { "auto-apply": true });
    expect(untouched.relationships).toEqual({ ...workspace.relationships, "updated-by": expect.anything() });
    const changed = await api.update(
      "workspaces",
      workspace.id,
      {},
      { "agent-pool": null, tags: [tags[2]!] },
    );
    expect(changed.relationships["agent-pool"]!.data).toBeNull();
    expect(idsOf(changed.relationships.tags!.data)).toEqual([tags[2]]);
    const emptied = await api.update("workspaces", workspace.id, {}, { tags: [] });
    expect(emptied.relationships.tags!.data).toEqual([]);
  });

  it("links a target once, however often it is named", async () => {
    const workspace = await newWorkspace({ tags: [tags[0]!, tags[0]!] });
    expect(idsOf(workspace.relationships.tags!.data)).toEqual([tags[0]]);
  });

  it("accepts nothing but emptiness for what is not simulated", async () => {
    const body = (data: unknown) => ({
      data: {
        type: "workspaces",
        attributes: { name: unique("ws") },
        relationships: {
          environment: { data: { type: "environments", id: environment } },
          "locked-by-run": { data },
        },
      },
    });
    expect((await api.send("POST", "workspaces", body(null))).status).toBe(201);
    expectRefusal(await api.send("POST", "workspaces", body({ type: "runs", id: "run-1" })), {
      status: 422,
      pointer: "/data/relationships/locked-by-run",
      detail: /does not simulate/,
    });
  });
});

describe("relationship endpoints", () => {
  it.each([
    ["environments", () => api.create("environments", { name: unique("env") })],
    ["workspaces", () => newWorkspace()],
  ])("of %s read, add, replace and remove tags", async (type, make) => {
    const { id } = await make();
    const path = `${type}/${id}/relationships/tags`;
    const current = async () => idsOf(await api.list(path));
    const [a, b, c] = tags as [string, string, string];

    expect((await api.send("POST", path, identifiers([a, b]))).status).toBe(204);
    expect((await api.send("POST", path, identifiers([b, c]))).status).toBe(204);
    expect(await current()).toEqual([a, b, c]);
    expect((await api.send("DELETE", path, identifiers([b, tags[3]!]))).status).toBe(204);
    expect(await current()).toEqual([a, c]);
    expect((await api.send("PATCH", path, identifiers([b]))).status).toBe(204);
    expect(await current()).toEqual([b]);
    expect(idsOf((await api.read(type, id)).relationships.tags!.data)).toEqual([b]);

    expectRefusal(await api.send("POST", path, identifiers(["tag-none"])), {
      status: 404,
      detail: "Tag with ID 'tag-none' not found or user unauthorized.",
    });
    expectRefusal(await api.send("POST", path, { data: null }), { status: 422 });
    expectRefusal(await api.send("POST", path, "[]"), { status: 400 });
    expect(await current()).toEqual([b]);
  });

  it.each([
    ["environments", "federated-environments", () => api.create("environments", { name: unique("env") })],
    ["workspaces", "remote-state-consumers", () => newWorkspace()],
  ])("of %s are all that there is of %s", async (type, name, make) => {
    const [owner, a, b] = [await make(), await make(), await make()];
    const path = `${type}/${owner.id}/relationships/${name}`;
    expect(await api.list(path)).toEqual([]);
    expect((await api.send("POST", path, identifiers([a.id, b.id]))).status).toBe(204);
    expect(await api.list(path)).toEqual([
      { type, id: a.id },
      { type, id: b.id },
    ]);
    expect((await api.read(type, owner.id)).relationships).not.toHaveProperty(name);
    expectRefusal(await api.tryUpdate(type, owner.id, {}, { [name]: [] }), {
      status: 422,
      pointer: `/data/relationships/${name}`,
    });
    expect((await api.delete(type, a.id)).status).toBe(204);
    expect(idsOf((await api.get(path)).body.data)).toEqual([b.id]);
    expectRefusal(await api.send("POST", path, identifiers([`${a.id.split("-")[0]}-none`])), {
      status: 404,
      title: "Invalid Relationship",
      pointer: `/data/relationships/${name}/data/0`,
    });
  });

  it("exist below objects that exist", async () => {
    expectRefusal(await api.get("workspaces/ws-none/relationships/tags"), {
      status: 404,
      detail: "Workspace with ID 'ws-none' not found or user unauthorized.",
    });
  });
});

describe("what is linked to something that goes", () => {
  it("loses a tag that is deleted", async () => {
    const tag = await api.create("tags", { name: unique("tag") });
    const workspace = await newWorkspace({ tags: [tag.id] });
    expect((await api.read("tags", tag.id)).attributes["in-use"]).toBe(true);
    expect((await api.delete("tags", tag.id)).status).toBe(204);
    expect((await api.read("workspaces", workspace.id)).relationships.tags!.data).toEqual([]);
  });

  it("goes with an environment, if it is a workspace", async () => {
    const { id } = await api.create("environments", { name: unique("env") });
    const workspace = await api.create("workspaces", { name: unique("ws") }, { environment: id });
    expect((await api.delete("environments", id)).status).toBe(204);
    expectRefusal(await api.get(`environments/${id}`), {
      status: 404,
      detail: `Environment with ID '${id}' not found or user unauthorized.`,
    });
    expectRefusal(await api.get(`workspaces/${workspace.id}`), { status: 404 });
  });
});
