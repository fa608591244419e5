import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { afterSuite } from "../support/process.js";
import { Api, document, expectRefusal, type Resource, startApi } from "./support.js";

const atEnd = afterSuite();

let api: Api;
let made: Resource[];
const NAMES = Array.from({ length: 47 }, (_, i) => `item-${String((i * 29) % 47).padStart(2, "0")}`);

beforeAll(async () => {
  api = await startApi(atEnd);
  made = [];
  for (const name of NAMES) made.push(await api.create("tags", { name }));
});

const namesOf = (list: readonly Resource[]) => list.map(({ attributes }) => attributes.name);
const get = async (query: string) => (await api.get(`tags?${query}`)).body;

describe("pages", () => {
  it("have 20 items unless asked for otherwise, in the order of creation", async () => {
    const { data, meta } = await get("");
    expect(namesOf(data)).toEqual(NAMES.slice(0, 20));
    expect(meta.pagination).toEqual({
      "current-page": 1,
      "prev-page": null,
      "next-page": 2,
      "page-size": 20,
      "total-pages": 3,
      "total-count": 47,
    });
  });

  it("end with a next-page of null, and have nothing after that", async () => {
    const last = await get("page[number]=3");
    expect(last.data).toHaveLength(7);
    expect(last.meta.pagination).toMatchObject({ "prev-page": 2, "next-page": null });
    expect((await get("page[number]=9")).data).toEqual([]);
  });

  it("have 100 items at most", async () => {
    expect((await get("page[size]=1000")).data).toHaveLength(47);
    expect((await get("page[size]=1000")).meta.pagination["total-pages"]).toBe(1);
  });

  it("of one list, put together, are that list, whatever their size and order", async () => {
    const sorts = fc.constantFrom("", "name", "-name");
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), sorts, async (size, sort) => {
        const found: string[] = [];
        let page: number | null = 1;
        while (page !== null) {
          const { data, meta } = await get(`page[number]=${page}&page[size]=${size}&sort=${sort}`);
          found.push(...namesOf(data));
          page = meta.pagination["next-page"];
        }
        const sorted = [...NAMES].sort();
        expect(found).toEqual(sort === "" ? NAMES : sort === "name" ? sorted : sorted.reverse());
      }),
      { numRuns: 15 },
    );
  });

  it.each([
    "page[number]=0",
    "page[number]=two",
    "page[size]=0",
    "page[size]=-1",
    "page[size]=",
    "page[size]=1000000000",
  ])("refuse %s", async (query) => {
    const parameter = query.split("=")[0]!;
    expectRefusal(await api.get(`tags?${query}`), {
      status: 400,
      parameter,
      detail: /whole number from 1 to 999999999/,
    });
  });

  it.each([
    ["filter[name][]=a", "filter[name]=value"],
    ["filter[a][b][c]=a", "filter[name]=value"],
    ["filter=a", "filter[name]=value"],
    ["page=2", "page[number]=1 and page[size]=100"],
    ["page[limit]=2", "page[number]=1 and page[size]=100"],
  ])("refuse %s instead of answering with the whole list", async (query, right) => {
    const parameter = query.split("=")[0]!;
    expectRefusal(await api.get(`tags?${query}`), {
      status: 400,
      parameter,
      detail: `'${parameter}' is not a parameter of lists. Write ${right}.`,
    });
    expect((await api.get(`tags?pages=1&filtered=1`)).status).toBe(200);
  });

  it("are ignored by every other request", async () => {
    const page = "?page[number]=nonsense&page[size]=0&sort=nothing&filter[nothing]=1";
    const created = await api.send(
      "POST",
      `environments${page}`,
      document("environments", { name: "paged" }),
    );
    expect(created.status).toBe(201);
    const path = `environments/${created.body.data.id}${page}`;
    expect((await api.get(path)).status).toBe(200);
    expect(
      (await api.send("PATCH", path, document("environments", { "remote-backend": false }))).status,
    ).toBe(200);
    expect((await api.send("POST", path.replace("?", "/actions/lock?"))).status).toBe(200);
    expect((await api.send("DELETE", path)).status).toBe(204);
  });
});

describe("sorting", () => {
  it("refuses a key that the type does not have", async () => {
    expectRefusal(await api.get("tags?sort=-age"), {
      status: 400,
      parameter: "sort",
      detail: "'tags' cannot be sorted by 'age'; it can by: name.",
    });
  });
});

describe("filters", () => {
  const named = async (filter: string) => namesOf((await get(filter)).data);

  it("take one value, several, or a part of one", async () => {
    expect(await named("filter[name]=item-05")).toEqual(["item-05"]);
    expect((await named("filter[name]=item-05,item-11,none")).sort()).toEqual(["item-05", "item-11"]);
    expect((await named("filter[name]=in:item-05,item-11")).sort()).toEqual(["item-05", "item-11"]);
    expect((await named("filter[name]=like:TEM-1&page[size]=100")).sort()).toEqual(
      NAMES.filter((name) => name.includes("tem-1")).sort(),
    );
    expect(await named("filter[name]=")).toEqual([]);
  });

  it("find a name with a comma in it", async () => {
    await api.create("environments", { name: "one, two" });
    const found = await api.list(`environments?filter[name]=${encodeURIComponent("one, two")}`);
    expect(namesOf(found)).toEqual(["one, two"]);
  });

  it("all have to hold", async () => {
    const [first, second] = made as [Resource, Resource];
    const name = first.attributes.name;
    expect(await named(`filter[tag]=${first.id}&filter[name]=${name}`)).toEqual([name]);
    expect(await named(`filter[tag]=${second.id}&filter[name]=${name}`)).toEqual([]);
    expect(await named(`filter[tag]=${second.id}&filter[account]=acc-other`)).toEqual([]);
  });

  it("are refused where the type does not have them", async () => {
    expectRefusal(await api.get("tags?filter[colour]=red"), {
      status: 400,
      parameter: "filter[colour]",
      detail: /'tags' has no filter 'colour'; it has: tag, account, name\./,
    });
  });

  it("of pools by environment give those that it may use (R3)", async () => {
    const environment = await api.create("environments", { name: "user of pools" });
    const other = await api.create("environments", { name: "not a user" });
    await api.create("agent-pools", { name: "everyone's" });
    await api.create("agent-pools", { name: "its own" }, { environments: [environment.id] });
    const usable = async (id: string) =>
      namesOf(await api.list(`agent-pools?filter[environment]=${id}`)).filter(
        (name) => name.includes("'s") || name === "its own",
      );
    expect(await usable(environment.id)).toEqual(["everyone's", "its own"]);
    expect(await usable(other.id)).toEqual(["everyone's"]);
  });

  it("of modules by the environments of their namespaces give those that the environment may use", async () => {
    const [first, second] = [
      await api.create("environments", { name: "user of modules" }),
      await api.create("environments", { name: "user of others" }),
    ];
    const vcs = await api.create("vcs-providers", { name: "of modules", "vcs-type": "github", token: "t" });
    const published = async (name: string, namespace: object, links: Record<string, string[]> = {}) => {
      const { id } = await api.create("module-namespaces", { name, ...namespace }, links);
      const repository = { "vcs-repo": { identifier: `shop/terraform-aws-${name}` } };
      return api.create("modules", repository, { "vcs-provider": vcs.id, namespace: id });
    };
    const own = await published("own", { "is-shared": false }, { environments: [first.id] });
    const shared = await published("shared", { "is-shared": true });
    const usable = async (value: string) =>
      (await api.list(`modules?filter[namespace][environments]=${value}`)).map(({ id }) => id);
    expect(await usable(first.id)).toEqual([own.id, shared.id]);
    expect(await usable(second.id)).toEqual([shared.id]);
    expect(await usable("env-none")).toEqual([]);
    const named = await api.list(
      `modules?filter[namespace][name]=own&filter[namespace][environments]=${second.id}`,
    );
    expect(named).toEqual([]);
  });

  it("of linked objects find nothing by what the caller may not read of them", async () => {
    const environment = await api.create("environments", { name: "secret" });
    const role = await api.create("roles", { name: "workspaces only" }, { permissions: ["workspaces:read"] });
    const account = await api.create("service-accounts", { name: "workspaces only" });
    const links = { account: api.accountId, "service-account": account.id, roles: [role.id] };
    await api.create("access-policies", {}, links);
    const { attributes } = await api.create(`service-accounts/${account.id}/access-tokens`, {});
    const reader = new Api(api.url, attributes.token, api.accountId);
    await api.create("workspaces", { name: "visible" }, { environment: environment.id });
    const path = "workspaces?filter[environment][name]=secret";
    expect(namesOf(await api.list(path))).toEqual(["visible"]);
    expect(namesOf(await reader.list("workspaces"))).toContain("visible");
    expect(await reader.list(path)).toEqual([]);
  });

  it.each([
    ["filter[name][eq]=a", /'tags' has no relationship 'name' to filter through; it has: account\./],
    ["filter[account][colour]=a", /'accounts' has no filter 'colour'/],
  ])("are refused as %s where there is no such relationship or filter", async (query, detail) => {
    expectRefusal(await api.get(`tags?${query}`), { status: 400, parameter: query.split("=")[0]!, detail });
  });

  it("by null give what has none", async () => {
    const environment = await api.create("environments", { name: "of the unlinked" });
    const pool = await api.create("agent-pools", { name: "linked" });
    const links = { environment: environment.id };
    await api.create("workspaces", { name: "with" }, { ...links, "agent-pool": pool.id });
    await api.create("workspaces", { name: "without" }, links);
    const path = `workspaces?filter[environment]=${environment.id}&filter[agent-pool]=`;
    expect(namesOf(await api.list(`${path}${pool.id}`))).toEqual(["with"]);
    expect(namesOf(await api.list(`${path}null`))).toEqual(["without"]);
  });
});

describe("query", () => {
  it("looks into names, and takes a whole id", async () => {
    expect(namesOf((await get("query=ITEM-3&page[size]=100")).data).sort()).toEqual(
      NAMES.filter((name) => name.startsWith("item-3")).sort(),
    );
    expect(namesOf((await get(`query=${made[4]!.id}`)).data)).toEqual([made[4]!.attributes.name]);
    const none = await get("query=nothing-like-it");
    expect(none.data).toEqual([]);
    expect(none.meta.pagination).toMatchObject({ "total-count": 0, "total-pages": 1, "next-page": null });
  });
});
