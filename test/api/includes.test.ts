import { beforeAll, describe, expect, it } from "vitest";
import { afterSuite } from "../support/process.js";
import { type Api, expectRefusal, type Resource, startApi, unique } from "./support.js";

const atEnd = afterSuite();

let api: Api;
let environment: Resource;
let pool: Resource;
let tag: Resource;
let workspaces: Resource[];

beforeAll(async () => {
  api = await startApi(atEnd);
  tag = await api.create("tags", { name: unique("tag") });
  pool = await api.create("agent-pools", { name: unique("pool") });
  const links = { "default-workspace-agent-pool": pool.id, tags: [tag.id] };
  environment = await api.create("environments", { name: unique("env") }, links);
  workspaces = [];
  for (let i = 0; i < 2; i++) {
    const name = unique("ws");
    workspaces.push(
      await api.create("workspaces", { name }, { environment: environment.id, tags: [tag.id] }),
    );
  }
});

const included = async (path: string) => {
  const { body } = await api.get(path);
  return (body.included as Resource[]).map(({ type, id }) => `${type} ${id}`).sort();
};

describe("include", () => {
  it("brings each target once, with all that it has", async () => {
    const { body } = await api.get("workspaces?include=environment,tags");
    expect(body.data).toHaveLength(2);
    expect(body.included).toHaveLength(2);
    expect(body.included).toContainEqual(await api.read("environments", environment.id));
    expect(body.included).toContainEqual(await api.read("tags", tag.id));
  });

  it("follows paths, with everything on the way", async () => {
    const path = `workspaces/${workspaces[0]!.id}?include=environment.default-workspace-agent-pool.account`;
    expect(await included(path)).toEqual([
      `accounts ${api.accountId}`,
      `agent-pools ${pool.id}`,
      `environments ${environment.id}`,
    ]);
  });

  it("leaves out what the document has already", async () => {
    const path = `agent-pools/${pool.id}?include=default-environments.default-workspace-agent-pool`;
    expect(await included(path)).toEqual([`environments ${environment.id}`]);
  });

  it("is empty where nothing is linked, and absent where it was not asked for", async () => {
    expect(await included(`workspaces/${workspaces[0]!.id}?include=agent-pool,module`)).toEqual([]);
    expect((await api.get("workspaces")).body).not.toHaveProperty("included");
  });

  it("answers creations and updates too", async () => {
    const reply = await api.send("PATCH", `workspaces/${workspaces[0]!.id}?include=environment`, {
      data: { type: "workspaces" },
    });
    expect(reply.body.included).toHaveLength(1);
  });

  it("refuses a relationship that is not there, wherever it is in the path", async () => {
    for (const path of ["pools", "environment.pools"]) {
      expectRefusal(await api.get(`workspaces?include=${path}`), {
        status: 400,
        parameter: "include",
        detail: /has no relationship 'pools'; it has: /,
      });
    }
  });
});

describe("fields", () => {
  it("leaves what was asked for, in the data and in what is included", async () => {
    const query = "include=environment&fields[workspaces]=name,environment&fields[environments]=name";
    const { body } = await api.get(`workspaces/${workspaces[0]!.id}?${query}`);
    expect(Object.keys(body.data.attributes)).toEqual(["name"]);
    expect(Object.keys(body.data.relationships)).toEqual(["environment"]);
    expect(Object.keys(body.included[0].attributes)).toEqual(["name"]);
  });
});
