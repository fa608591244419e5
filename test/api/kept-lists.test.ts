import { beforeAll, describe, expect, it } from "vitest";
import { RESOURCES } from "../../simulator/api/scalr/resource-types.js";
import { createRegistry } from "../../simulator/core/compile.js";
import { EncodedObjects } from "../../simulator/core/encoded.js";
import { JoinedPages } from "../../simulator/core/joined-pages.js";
import type { View } from "../../simulator/core/resource.js";
import { startSimulator } from "../../simulator/server.js";
import { afterSuite } from "../support/process.js";
import { Api, expectRefusal, type Resource, startApi, unique } from "./support.js";

const atEnd = afterSuite();
const START = Buffer.from("[");

let api: Api;
let environment: Resource;
let tag: Resource;
let workspace: Resource;

beforeAll(async () => {
  api = await startApi(atEnd);
  environment = await api.create("environments", { name: unique("env") });
  tag = await api.create("tags", { name: unique("tag") });
  workspace = await api.create("workspaces", { name: unique("ws") }, { environment: environment.id });
});

/** The objects of a list, of which each is as a read of it alone shows it: reads keep nothing. */
async function listed(caller: Api, type: string, query = ""): Promise<readonly Resource[]> {
  const objects = await caller.list(`${type}?page[size]=100${query}`);
  for (const object of objects) expect(await caller.read(type, object.id)).toEqual(object);
  return objects;
}

const find = (objects: readonly Resource[], { id }: Resource) => objects.find((each) => each.id === id)!;

describe("a list that was asked for before shows", () => {
  it("an object as it is after a change of its own", async () => {
    await listed(api, "workspaces");
    await api.update("workspaces", workspace.id, { "working-directory": "folder" });
    expect(find(await listed(api, "workspaces"), workspace).attributes["working-directory"]).toBe("folder");
  });

  it("what follows from objects of other types", async () => {
    expect(find(await listed(api, "tags"), tag).attributes["in-use"]).toBe(false);
    const before = find(await listed(api, "workspaces"), workspace);
    expect(before.relationships["latest-configuration-version"]!.data).toBeNull();
    const version = await api.create(
      "configuration-versions",
      { "auto-queue-runs": false },
      { workspace: workspace.id },
    );
    await api.update("environments", environment.id, {}, { tags: [tag.id] });
    expect(find(await listed(api, "tags"), tag).attributes["in-use"]).toBe(true);
    const after = find(await listed(api, "workspaces"), workspace);
    expect(after.relationships["latest-configuration-version"]!.data.id).toBe(version.id);
  });

  it("nothing of a change that was refused", async () => {
    const before = await listed(api, "workspaces");
    const taken = api.tryCreate(
      "workspaces",
      { name: workspace.attributes.name },
      { environment: environment.id },
    );
    expectRefusal(await taken, { status: 422 });
    expect(await listed(api, "workspaces")).toEqual(before);
  });

  it("each caller what is theirs", async () => {
    const role = await api.create(
      "roles",
      { name: unique("role") },
      { permissions: ["workspaces:read", "*:read"] },
    );
    const account = await api.create("service-accounts", { name: unique("reader") });
    await api.create(
      "access-policies",
      {},
      { account: api.accountId, "service-account": account.id, roles: [role.id] },
    );
    const token = await api.create(`service-accounts/${account.id}/access-tokens`, {});
    const other = new Api(api.url, token.attributes.token, api.accountId);
    await api.get(`workspaces/${workspace.id}/actions/favorite`);
    const mine = find(await listed(api, "workspaces"), workspace).attributes;
    const theirs = find(await listed(other, "workspaces"), workspace).attributes;
    expect([mine.favorite, theirs.favorite]).toEqual([true, false]);
    expect([mine.permissions["can-update"], theirs.permissions["can-update"]]).toEqual([true, false]);
    expect(find(await listed(api, "workspaces"), workspace).attributes).toEqual(mine);
  });

  it("what follows from the time", async () => {
    const account = await api.create("service-accounts", { name: unique("short") });
    const tokens = `service-accounts/${account.id}/access-tokens`;
    const token = await api.create(tokens, { "expires-in": 60 });
    const isExpired = async () => find(await api.list(tokens), token).attributes["is-expired"];
    expect(await isExpired()).toBe(false);
    await api.send("POST", "/api/sandbox/v1/clock/advance", { by: "2h" });
    expect(await isExpired()).toBe(true);
  });

  it("what it includes as it is after a change", async () => {
    const included = async () =>
      (await api.get("workspaces?include=environment")).body.included as Resource[];
    await included();
    const name = unique("renamed");
    await api.update("environments", environment.id, { name });
    expect(find(await included(), environment).attributes.name).toBe(name);
  });
});

describe("what is kept of lists", () => {
  it("stays when something else of the same types changes, and goes when what it follows from does", async () => {
    const simulator = await startSimulator({ runners: false, logLevel: "error" });
    atEnd(() => simulator.close());
    const { store } = simulator;
    const own = new Api(simulator.url, simulator.token, simulator.accountId);
    const [one, other] = [
      await own.create("tags", { name: unique("tag") }),
      await own.create("tags", { name: unique("tag") }),
    ];
    const compiled = createRegistry(RESOURCES).of("tags");
    const view = { reader: store, caller: { user: null } } as unknown as View;
    const kept = new EncodedObjects();
    const encoded = ({ id }: Resource) => kept.forAnswer(view).encode(compiled, store.get("tags", id));
    const [first, beside] = [encoded(one), encoded(other)];
    await own.create("tags", { name: unique("tag") });
    const environment = await own.create("environments", { name: unique("env") }, { tags: [one.id] });
    expect(encoded(other)).toBe(beside);
    expect(JSON.parse(first.toString()).attributes["in-use"]).toBe(false);
    expect(JSON.parse(encoded(one).toString()).attributes["in-use"]).toBe(true);
    await own.update("environments", environment.id, {}, { tags: [] });
    expect(encoded(one)).toEqual(first);
    expect(encoded(other)).toBe(beside);
  });

  it("joins a page of the same objects once, and takes no more than its room", () => {
    const [one, other, more] = ["1", "2", "3"].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer];
    const pages = new JoinedPages(10);
    const first = pages.join([START, one, other], "]");
    expect(first.toString()).toBe("[12]");
    expect(pages.join([START, one, other], "]")).toBe(first);
    expect(pages.join([START, one, more], "]").toString()).toBe("[13]");
    expect(pages.join([START, one], "]").toString()).toBe("[1]");
    expect(pages.join([START, one], "!").toString()).toBe("[1!");
    expect(pages.join([START], "]").toString()).toBe("[]");
    for (const each of [other, more, one, other]) {
      expect(pages.join([START, each, one, one, one], "]").toString()).toBe(`[${each}111]`);
      expect(pages.bytes).toBeLessThanOrEqual(10);
    }
  });

  it("takes no more than its room, and is right when it had no room", async () => {
    const simulator = await startSimulator({ runners: false, logLevel: "error" });
    atEnd(() => simulator.close());
    const { store } = simulator;
    const own = new Api(simulator.url, simulator.token, simulator.accountId);
    for (let n = 0; n < 20; n++) await own.create("tags", { name: unique("tag") });
    const compiled = createRegistry(RESOURCES).of("tags");
    const view = { reader: store, caller: { user: null } } as unknown as View;
    const [whole, little] = [new EncodedObjects(), new EncodedObjects(1_000)];
    const texts = (kept: EncodedObjects) =>
      [...store.all("tags")].map((each) => kept.forAnswer(view).encode(compiled, each).toString());
    const expected = texts(whole);
    expect(whole.bytes).toBe(expected.join("").length);
    for (let round = 0; round < 3; round++) {
      expect(texts(little)).toEqual(expected);
      expect(little.bytes).toBeLessThanOrEqual(1_000);
    }
  });
});
