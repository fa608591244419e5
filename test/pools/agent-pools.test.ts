import { beforeAll, describe, expect, it } from "vitest";
import { type Api, document, expectRefusal, type Resource, startApi, unique } from "../api/support.js";
import { afterSuite } from "../support/process.js";

const atEnd = afterSuite();

let api: Api;
beforeAll(async () => {
  api = await startApi(atEnd);
});

const idsOf = (pool: Resource, name: string) =>
  (pool.relationships[name]!.data as { id: string }[]).map(({ id }) => id);
const environment = async () => (await api.create("environments", { name: unique("env") })).id;
const workspace = async (env: string, links = {}) =>
  (await api.create("workspaces", { name: unique("ws") }, { environment: env, ...links })).id;

describe("an agent pool", () => {
  it("is a run pool, shared with every environment, unless created otherwise", async () => {
    const { attributes, relationships } = await api.create("agent-pools", { name: unique("pool") });
    expect(attributes).toMatchObject({
      default: false,
      features: [],
      "in-use": false,
      "is-scalr-managed": false,
      "is-shared": true,
      "vcs-enabled": false,
      "webhook-enabled": false,
      "webhook-headers": [],
      "webhook-url": null,
    });
    expect(relationships).toMatchObject({ environments: { data: [] }, environment: { data: null } });
  });

  it("is in use as soon as anything links to it", async () => {
    const env = await environment();
    const pool = await api.create("agent-pools", { name: unique("pool") });
    const inUse = async () => (await api.read("agent-pools", pool.id)).attributes["in-use"];
    const links = { "default-workspace-agent-pool": pool.id };
    await api.update("environments", env, {}, links);
    expect(await inUse()).toBe(true);
    await api.update("environments", env, {}, { "default-workspace-agent-pool": null });
    expect(await inUse()).toBe(false);
  });

  it("shows both sides of every link", async () => {
    const env = await environment();
    const pool = await api.create("agent-pools", { name: unique("pool") });
    const ws = await workspace(env, { "agent-pool": pool.id });
    await api.update("environments", env, {}, { "default-workspace-agent-pool": pool.id });
    const shown = await api.read("agent-pools", pool.id);
    expect(idsOf(shown, "workspaces")).toEqual([ws]);
    expect(idsOf(shown, "default-environments")).toEqual([env]);
  });
});

describe("the account's default pool (R2)", () => {
  const isDefault = async (id: string) => (await api.read("agent-pools", id)).attributes.default;

  it("is one at a time: the next one takes the place of the last", async () => {
    const first = await api.create("agent-pools", { name: unique("pool"), default: true });
    expect(first.attributes).toMatchObject({ default: true, "in-use": true });
    const second = await api.create("agent-pools", { name: unique("pool") });
    await api.update("agent-pools", second.id, { default: true });
    expect([await isDefault(first.id), await isDefault(second.id)]).toEqual([false, true]);
    await api.update("agent-pools", first.id, { default: false });
    expect(await isDefault(second.id)).toBe(true);
    await api.update("agent-pools", second.id, { default: false });
    expect(await isDefault(second.id)).toBe(false);
  });
});

describe("the environments of a pool", () => {
  it("have `environment` beside them when a client of the first generation set it (E6)", async () => {
    const [a, b] = [await environment(), await environment()];
    const pool = await api.create("agent-pools", { name: unique("pool") }, { environment: a });
    const shownOf = ({ relationships, attributes }: Resource) => [
      relationships.environment!.data?.id ?? null,
      relationships.environments!.data.map(({ id }: { id: string }) => id),
      attributes["is-shared"],
    ];
    expect(shownOf(pool)).toEqual([a, [a], false]);
    expect(shownOf(await api.update("agent-pools", pool.id, { name: unique("pool") }))).toEqual([
      a,
      [a],
      false,
    ]);
    expect(shownOf(await api.update("agent-pools", pool.id, {}, { environments: [a, b] }))).toEqual([
      null,
      [a, b],
      false,
    ]);
    const other = await api.create("agent-pools", { name: unique("pool") }, { environment: b });
    await api.delete("environments", b);
    expect(shownOf(await api.read("agent-pools", other.id))).toEqual([null, [], false]);
  });

  it("make it theirs alone; sharing it again removes them", async () => {
    const [a, b] = [await environment(), await environment()];
    const pool = await api.create("agent-pools", { name: unique("pool") }, { environments: [a, b] });
    expect(pool.attributes["is-shared"]).toBe(false);
    const one = await api.update("agent-pools", pool.id, {}, { environments: [b] });
    expect(idsOf(one, "environments")).toEqual([b]);
    expect(one.relationships.environment!.data).toBeNull();
    const shared = await api.update("agent-pools", pool.id, { "is-shared": true });
    expect(shared.attributes["is-shared"]).toBe(true);
    expect(idsOf(shared, "environments")).toEqual([]);
  });

  it("can be given by the first generation's single environment", async () => {
    const env = await environment();
    const pool = await api.create("agent-pools", { name: unique("pool") }, { environment: env });
    expect(pool.attributes["is-shared"]).toBe(false);
    expect(idsOf(pool, "environments")).toEqual([env]);
  });

  it("cannot be some and all at once", async () => {
    const reply = await api.tryCreate(
      "agent-pools",
      { name: unique("pool"), "is-shared": true },
      { environments: [await environment()] },
    );
    expectRefusal(reply, { status: 422, pointer: "/data/attributes/is-shared", detail: /not both/ });
  });

  it("leave a pool to nobody when the last one goes", async () => {
    const env = await environment();
    const pool = await api.create("agent-pools", { name: unique("pool") }, { environments: [env] });
    expect((await api.delete("environments", env)).status).toBe(204);
    const left = await api.read("agent-pools", pool.id);
    expect(left.attributes["is-shared"]).toBe(false);
    expect(idsOf(left, "environments")).toEqual([]);
  });
});

describe("the workspaces of a pool", () => {
  it("are linked and unlinked as a whole", async () => {
    const env = await environment();
    const [a, b, c] = [await workspace(env), await workspace(env), await workspace(env)];
    const pool = await api.create("agent-pools", { name: unique("pool") }, { workspaces: [a, b] });
    expect(idsOf(pool, "workspaces")).toEqual([a, b]);
    const other = await api.create("agent-pools", { name: unique("pool") }, { workspaces: [b, c] });
    expect(idsOf(other, "workspaces")).toEqual([b, c]);
    expect(idsOf(await api.read("agent-pools", pool.id), "workspaces")).toEqual([a]);
    const changed = await api.update("agent-pools", other.id, {}, { workspaces: [c, a] });
    expect(idsOf(changed, "workspaces").sort()).toEqual([a, c].sort());
    expect((await api.read("workspaces", b)).relationships["agent-pool"]!.data).toBeNull();
  });

  it("stay when an empty list comes with anything else, as first-generation clients always send one", async () => {
    const env = await environment();
    const ws = await workspace(env);
    const pool = await api.create("agent-pools", { name: unique("pool") }, { workspaces: [ws] });
    const renamed = await api.update("agent-pools", pool.id, { name: unique("renamed") }, { workspaces: [] });
    expect(idsOf(renamed, "workspaces")).toEqual([ws]);
    const assigned = await api.update("agent-pools", pool.id, {}, { environments: [env], workspaces: [] });
    expect(idsOf(assigned, "workspaces")).toEqual([ws]);
    const emptied = await api.update("agent-pools", pool.id, {}, { workspaces: [] });
    expect(idsOf(emptied, "workspaces")).toEqual([]);
  });

  it("unlink the pool by a null of their own, as first-generation clients send it", async () => {
    const env = await environment();
    const pool = await api.create("agent-pools", { name: unique("pool") });
    const ws = await workspace(env, { "agent-pool": pool.id });
    const reply = await api.send("PATCH", `workspaces/${ws}`, {
      data: { type: "workspaces", id: ws, relationships: { "agent-pool": { data: null } } },
    });
    expect(reply.body.data.relationships["agent-pool"].data).toBeNull();
    expect((await api.read("agent-pools", pool.id)).attributes["in-use"]).toBe(false);
  });
});

describe("the webhook of a serverless pool", () => {
  const headers = [
    { name: "X-Plain", value: "seen", sensitive: false },
    { name: "X-Secret", value: "s3cret", sensitive: true },
  ];
  const shown = [headers[0], { ...headers[1], value: "" }];

  it("never shows what is sensitive, and keeps it when it comes back as shown", async () => {
    const pool = await api.create("agent-pools", {
      name: unique("pool"),
      "webhook-enabled": true,
      "webhook-url": "https://example.test/hook",
      "webhook-headers": headers,
    });
    expect(pool.attributes["webhook-headers"]).toEqual(shown);
    const back = await api.update("agent-pools", pool.id, { "webhook-headers": shown });
    expect(back.attributes["webhook-headers"]).toEqual(shown);
    const opened = [headers[0], { ...headers[1], value: "", sensitive: false }];
    const reply = await api.update("agent-pools", pool.id, { "webhook-headers": opened });
    expect(JSON.stringify(reply)).not.toContain("s3cret");
  });

  it.each([
    ["webhook-headers", [{ name: "no spaces", value: "" }], /not the name of an HTTP header/, "/0/name"],
    ["webhook-headers", [{ name: "X", value: "a\r\nB: c" }], /line breaks/, "/0/value"],
    ["webhook-headers", [{ name: "X" }, { value: "x" }], /'name' is required/, "/1/name"],
    ["webhook-url", "ftp://example.test", /HTTP\(S\) URL/, ""],
  ])("refuses %s %j", async (name, value, detail, at) => {
    const reply = await api.tryCreate("agent-pools", { name: unique("pool"), [name]: value });
    expectRefusal(reply, { status: 422, pointer: `/data/attributes/${name}${at}`, detail });
  });

  it("needs an address to be enabled", async () => {
    const reply = await api.tryCreate("agent-pools", { name: unique("pool"), "webhook-enabled": true });
    expectRefusal(reply, { status: 422, pointer: "/data/attributes/webhook-url" });
  });
});

describe("the pool of the Scalr runners", () => {
  it("is there, and nobody's to change", async () => {
    const managed = (await api.list("agent-pools?page[size]=100")).filter(
      ({ attributes }) => attributes["is-scalr-managed"],
    );
    expect(managed).toHaveLength(1);
    const { id } = managed[0]!;
    expectRefusal(await api.tryUpdate("agent-pools", id, { name: "mine" }), {
      status: 409,
      detail: /managed by Scalr/,
    });
    expectRefusal(await api.delete("agent-pools", id), { status: 409, detail: /managed by Scalr/ });
    const token = await api.send("POST", `agent-pools/${id}/access-tokens`, document("access-tokens"));
    expectRefusal(token, { status: 409, detail: /managed by Scalr/ });
  });
});
