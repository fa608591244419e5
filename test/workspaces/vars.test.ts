import { beforeAll, describe, expect, it } from "vitest";
import { type Api, expectRefusal, type Links, startApi, unique } from "../api/support.js";
import { afterSuite } from "../support/process.js";

const atEnd = afterSuite();

let api: Api;
let environment: string;
let workspace: string;
beforeAll(async () => {
  api = await startApi(atEnd);
  environment = (await api.create("environments", { name: unique("env") })).id;
  workspace = (await api.create("workspaces", { name: unique("ws") }, { environment })).id;
});

const variable = (key: string, links: Links = {}, attributes: object = {}) =>
  api.tryCreate("vars", { key, value: "v", category: "terraform", ...attributes }, links);

const make = async (key: string, links: Links = {}, attributes: object = {}) => {
  const reply = await variable(key, links, attributes);
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return reply.body.data;
};

describe("variables", () => {
  it("belong to the account, an environment or a workspace", async () => {
    const key = unique("scoped");
    const made = [await make(key), await make(key, { environment }), await make(key, { workspace })];
    const of = (filter: string) => api.list(`vars?filter[key]=${key}&${filter}`);
    expect(await api.list(`vars?filter[key]=${key}`)).toHaveLength(3);
    expect((await of(`filter[environment]=${environment}`)).map(({ id }) => id)).toEqual([made[1].id]);
    expect((await of(`filter[workspace]=${workspace}`)).map(({ id }) => id)).toEqual([made[2].id]);
    expect((await of("filter[workspace]=null&filter[environment]=null")).map(({ id }) => id)).toEqual([
      made[0].id,
    ]);
  });

  it("have one value for a key in a scope", async () => {
    const key = unique("twice");
    await make(key, { workspace });
    expectRefusal(await variable(key, { workspace }), {
      status: 422,
      pointer: "/data/attributes/key",
      detail: /already/,
    });
    // An environment variable of the same name is another thing.
    await make(key.replaceAll("-", "_"), { workspace }, { category: "shell" });
  });

  it.each([
    ["terraform", "1st"],
    ["terraform", "a b"],
    ["shell", "WITH-DASH"],
    ["env", "9"],
  ])("refuse a %s variable named %j", async (category, key) => {
    expectRefusal(await variable(key, { workspace }, { category }), {
      status: 422,
      pointer: "/data/attributes/key",
    });
  });

  it("never show a sensitive value again", async () => {
    const { id, attributes } = await make(
      unique("secret"),
      { workspace },
      { sensitive: true, value: "hush-hush" },
    );
    expect(attributes).toMatchObject({ sensitive: true, value: null });
    expect(JSON.stringify((await api.get(`vars/${id}`)).body)).not.toContain("hush-hush");
    expectRefusal(await api.tryUpdate("vars", id, { sensitive: false }), {
      status: 422,
      pointer: "/data/attributes/sensitive",
    });
    const updated = await api.update("vars", id, { sensitive: false, value: "open" });
    expect(updated.attributes).toMatchObject({ sensitive: false, value: "open" });
  });

  it("are fixed in their category", async () => {
    const { id } = await make(unique("kind"), { workspace });
    expectRefusal(await api.tryUpdate("vars", id, { category: "shell" }), {
      status: 422,
      pointer: "/data/attributes/category",
    });
  });

  it("are not overridden where they are final", async () => {
    const key = unique("final");
    await make(key, { environment }, { final: true });
    expectRefusal(await variable(key, { workspace }), { status: 409, detail: /is final in environment/ });
  });

  it("become final over others only with force, which deletes those", async () => {
    const key = unique("forced");
    const inner = await make(key, { workspace });
    expectRefusal(await variable(key, { environment }, { final: true }), {
      status: 409,
      detail: /force=true/,
    });
    expect((await api.get(`vars/${inner.id}`)).status).toBe(200);
    const body = {
      data: {
        type: "vars",
        attributes: { key, value: "v", category: "terraform", final: true },
        relationships: { environment: { data: { type: "environments", id: environment } } },
      },
    };
    expect((await api.send("POST", "vars?force=true", body)).status).toBe(201);
    expect((await api.get(`vars/${inner.id}`)).status).toBe(404);
  });

  it("go with their workspace and their environment", async () => {
    const env = (await api.create("environments", { name: unique("gone") })).id;
    const ws = (await api.create("workspaces", { name: unique("gone") }, { environment: env })).id;
    const [inEnvironment, inWorkspace] = [
      await make("gone", { environment: env }),
      await make("gone", { workspace: ws }),
    ];
    await api.delete("workspaces", ws);
    expect((await api.get(`vars/${inWorkspace.id}`)).status).toBe(404);
    await api.delete("environments", env);
    expect((await api.get(`vars/${inEnvironment.id}`)).status).toBe(404);
  });
});
