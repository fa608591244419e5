import { beforeAll, describe, expect, it } from "vitest";
import { RESOURCES } from "../../simulator/api/scalr/resource-types.js";
import {
  type CompiledAttribute,
  type CompiledResource,
  createRegistry,
} from "../../simulator/core/compile.js";
import { camelCase } from "../../simulator/core/kept-types/fields.js";
import { DATA_TYPES, specOf } from "../../simulator/core/kept-types/table.js";
import type { ValueType } from "../../simulator/core/values.js";
import { type Api, expectRefusal, type Resource, startApi, unique } from "../api/support.js";
import { afterSuite } from "../support/process.js";

const atEnd = afterSuite();

/** Everything that the sandbox keeps as data, walked through create, read, list, update and delete by its declaration. */
const registry = createRegistry(RESOURCES);
let api: Api;
beforeAll(async () => {
  api = await startApi(atEnd);
});

const SECRET = "s3cret-that-nobody-sees";
const isSecret = (type: string, name: string) => specOf(type)?.secret?.includes(name) === true;

/** The `round`th value of a type; different rounds give different values. */
function sampleOf(type: ValueType, round: number): unknown {
  if (typeof type === "object") {
    if ("enum" in type) return type.enum[round % type.enum.length];
    if ("array" in type) return [sampleOf(type.array, round)];
    return Object.fromEntries(
      Object.entries(type.object).map(([name, member]) => [name, sampleOf(member.type, round)]),
    );
  }
  const samples: Record<Extract<ValueType, string>, unknown> = {
    string: unique(`text-${round}`),
    boolean: round % 2 === 0,
    number: round + 1,
    integer: round + 1,
    "date-time": `203${round}-01-02T03:04:05.000Z`,
    object: { some: `thing-${round}` },
    any: `anything-${round}`,
  };
  return samples[type];
}

function valueFor(type: string, { name, spec }: CompiledAttribute, round: number): unknown {
  if (isSecret(type, name)) return spec.type === "object" ? { key: SECRET } : SECRET;
  // With external checks, an integration is what their repository is: test/integrations/scans has those.
  if (["is-shared", "sensitive", "external-checks-enabled"].includes(name)) return false;
  if (name === "schedule" && spec.type === "string") return `${round} 3 * * 1-5`;
  // Filters of one kind at a time.
  if (name === "workspace-filters") return { "name-patterns": [`prod-${round}-*`] };
  if (name === "key") return unique("key").replaceAll("-", "_");
  if (name === "opa-version") return `0.70.${round}`;
  // Shell variables have no expressions.
  if (name === "hcl") return false;
  // What a sensitive header shows is tested with agent pools, which have the same.
  if (name === "headers") return [{ name: `X-Round-${round}`, value: "1", sensitive: false }];
  if (/(^|-)url$/.test(name)) return `https://example.com/${round}`;
  return sampleOf(spec.type, round);
}

const settable = (compiled: CompiledResource, isNew: boolean) =>
  [...compiled.attributes.values()].filter(
    ({ writable }) => writable === true || (isNew && writable === "create"),
  );

const attributesFor = (compiled: CompiledResource, round: number) =>
  Object.fromEntries(
    settable(compiled, round === 0).map((attribute) => [
      attribute.name,
      valueFor(compiled.type, attribute, round),
    ]),
  );

const data = (type: string): type is keyof typeof DATA_TYPES => type in DATA_TYPES;
const creatable = (type: string) =>
  data(type) &&
  (registry.of(type).resource.operations.create ?? registry.of(type).resource.under?.create) !== undefined;

/** Things of the types that are declared by hand. */
let home: Promise<Resource> | undefined;
const MAKE: Readonly<Record<string, () => Promise<Resource>>> = {
  // One for all: what belongs together has to be in one environment (E9, E10).
  environments: () => (home ??= api.create("environments", { name: unique("env") })),
  workspaces: async () =>
    api.create("workspaces", { name: unique("ws") }, { environment: (await make("environments")).id }),
  tags: () => api.create("tags", { name: unique("tag") }),
  teams: () => api.create("teams", { name: unique("team") }),
  "service-accounts": () => api.create("service-accounts", { name: unique("sa") }),
  "vcs-providers": () =>
    api.create("vcs-providers", { name: unique("vcs"), "vcs-type": "github", token: "t" }),
};

const identifier = (target: Resource) => ({ type: target.type, id: target.id });

async function make(type: string): Promise<Resource> {
  const by = MAKE[type];
  return by ? by() : (await makeData(type)).resource;
}

/** What the type's targets are linked to, for every relationship that a request can set. */
async function linksFor(compiled: CompiledResource) {
  const links: Record<string, { data: unknown }> = {};
  for (const { name, kind, target, writable } of compiled.links.values()) {
    if (writable === false || target === null || target === compiled.type || name === "account") continue;
    if (!(target in MAKE) && !creatable(target)) continue;
    const one = identifier(await make(target));
    links[name] = { data: kind === "to-many" ? [one] : one };
  }
  return links;
}

interface Made {
  readonly resource: Resource;
  readonly attributes: Record<string, unknown>;
  readonly links: Record<string, { data: unknown }>;
  /** Where it is, and where it is listed. */
  readonly path: string;
  readonly list: string | null;
}

async function makeData(type: string): Promise<Made> {
  const compiled = registry.of(type as never);
  const { under } = compiled.resource;
  const parent = under && (await make(under.type));
  const fill = (pattern: string) => pattern.replace("*", parent?.id ?? "");
  const attributes = attributesFor(compiled, 0);
  const links = await linksFor(compiled);
  const body = { data: { type, attributes, relationships: links } };
  const reply = await api.send("POST", fill(under?.path ?? compiled.path), body);
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  const list =
    compiled.resource.operations.list !== undefined
      ? compiled.path
      : under?.list !== undefined
        ? fill(under.path)
        : null;
  return { resource: reply.body.data, attributes, links, path: fill(compiled.path), list };
}

/** What an answer shows of attributes that were sent. */
const shown = (type: string, attributes: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => !isSecret(type, name)));

const types = Object.keys(DATA_TYPES);

describe.each(types.filter(creatable))("%s", (type) => {
  const compiled = registry.of(type as never);
  const { operations } = compiled.resource;

  it("is created, read, listed, updated and deleted", async () => {
    const { resource, attributes, links, path, list } = await makeData(type);
    expect(resource.id).toMatch(new RegExp(`^${specOf(type).idPrefix}-\\w+$`));
    expect(resource.attributes).toMatchObject(shown(type, attributes));
    for (const [name, link] of Object.entries(links))
      expect(resource.relationships[name], name).toEqual(link);
    expect(JSON.stringify(resource)).not.toContain(SECRET);

    if (operations.read) expect((await api.get(`${path}/${resource.id}`)).body.data).toEqual(resource);
    if (list !== null) {
      const listed = await api.list(`${list}?page[size]=100`);
      expect(listed.filter(({ id }) => id === resource.id)).toEqual([resource]);
    }
    if (operations.update) {
      const changes = attributesFor(compiled, 1);
      const body = { data: { type, id: resource.id, attributes: changes } };
      const reply = await api.send("PATCH", `${path}/${resource.id}`, body);
      expect(reply.status, JSON.stringify(reply.body)).toBe(200);
      expect(reply.body.data.attributes).toMatchObject(shown(type, changes));
      for (const [name, link] of Object.entries(links))
        expect(reply.body.data.relationships[name], name).toEqual(link);
      expect(JSON.stringify(reply.body)).not.toContain(SECRET);
    }
    if (operations.delete) {
      expect((await api.send("DELETE", `${path}/${resource.id}`)).status).toBe(204);
      expectRefusal(await api.send("DELETE", `${path}/${resource.id}`), {
        status: 404,
        detail: `${compiled.resource.errorModel ?? compiled.resource.model} with ID '${resource.id}' not found or user unauthorized.`,
      });
    }
  });

  it("names what a creation lacks", async () => {
    const { under } = compiled.resource;
    const parent = under && (await make(under.type));
    const path = (under?.path ?? compiled.path).replace("*", parent?.id ?? "");
    const required = [...compiled.attributes.values()].filter(({ spec }) => spec.required);
    const reply = await api.send("POST", path, { data: { type } });
    const links = [...compiled.links.values()].filter(({ spec }) => spec?.required);
    if (required.length + links.length === 0) return;
    expect(reply.status).toBe(422);
    const pointers = reply.body.errors.map((error: { source: { pointer: string } }) => error.source.pointer);
    if (required.length > 0) expect(pointers).toEqual(required.map(({ name }) => `/data/attributes/${name}`));
    else expect(pointers).toEqual([`/data/relationships/${links[0]!.name}`]);
  });

  if (compiled.resource.operations.list === undefined) return;
  it("is filtered and sorted by all that is declared", async () => {
    const [one, other] = [await makeData(type), await makeData(type)];
    for (const [name, filter] of Object.entries(compiled.resource.filters ?? {})) {
      if (filter.index !== "id") continue;
      const found = await api.list(`${compiled.path}?filter[${name}]=${one.resource.id}`);
      expect(found.map(({ id }) => id)).toEqual([one.resource.id]);
      const both = await api.list(
        `${compiled.path}?filter[${name}]=in:${one.resource.id},${other.resource.id}`,
      );
      expect(both.map(({ id }) => id)).toEqual([one.resource.id, other.resource.id]);
    }
    for (const [name, attribute] of compiled.attributes) {
      if (!compiled.resource.filters?.[name] || attribute.spec.type !== "string") continue;
      const value = one.attributes[name];
      if (typeof value !== "string") continue;
      const found = await api.list(
        `${compiled.path}?page[size]=100&filter[${name}]=${encodeURIComponent(value)}`,
      );
      expect(
        found.map(({ id }) => id),
        name,
      ).toContain(one.resource.id);
      for (const each of found) expect(each.attributes[name]).toBe(value);
    }
    for (const name of Object.keys(compiled.resource.sort ?? {})) {
      const up = await api.list(`${compiled.path}?page[size]=100&sort=${name}`);
      const down = await api.list(`${compiled.path}?page[size]=100&sort=-${name}`);
      const values = (list: Resource[]) => list.map(({ attributes }) => attributes[name]);
      expect(values(down), camelCase(name)).toEqual(values(up).reverse());
    }
  });
});

describe("types that nobody creates", () => {
  it.each(types.filter((type) => !creatable(type) && registry.of(type as never).resource.operations.list))(
    "%s are listed",
    async (type) => {
      const { path, resource } = registry.of(type as never);
      const listed = await api.list(path);
      expect(listed.map(({ id }) => id)).toEqual([...(resource.constant?.keys() ?? [])]);
    },
  );

  it("the security rules are there, and change", async () => {
    const before = (await api.get("security-rules")).body.data;
    expect(before.attributes).toMatchObject({ "enforce-agent-pool": false });
    const body = {
      data: { type: "security-rules", id: before.id, attributes: { "enforce-agent-pool": true } },
    };
    expect((await api.send("PATCH", "security-rules", body)).status).toBe(200);
    const after = (await api.get("security-rules")).body.data;
    expect(after).toEqual({ ...before, attributes: { ...before.attributes, "enforce-agent-pool": true } });
  });
});
