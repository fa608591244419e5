import { beforeAll, describe, expect, it } from "vitest";
import { Client, type Reply } from "../../scripts/fidelity/client.mjs";
import { RESOURCES } from "../../simulator/api/scalr/resource-types.js";
import { type CompiledResource, createRegistry } from "../../simulator/core/compile.js";
import type { ValueType } from "../../simulator/core/values.js";
import { useSandbox } from "../support/sandbox.js";

/**
 * The facts that are examples of a class, for the whole of the class: each type, each filter, each list, each nested object
 * that the simulator declares.
 */
const box = useSandbox();
const registry = createRegistry(RESOURCES);

let send: (method: string, path: string, body?: unknown) => Promise<Reply>;
beforeAll(() => {
  const { url, token } = box.sandbox;
  const client = new Client({ url, token });
  send = (method, path, body) => client.send(method, path, body);
});

const types = registry.all.map((compiled) => [compiled.type, compiled] as const);
const served = (operation: "read" | "update" | "delete" | "list") =>
  types.filter(([, { resource, path }]) => {
    const isBelow = path.includes("*");
    return resource.operations[operation] !== undefined && resource.singleton === undefined && !isBelow;
  });

describe("E1, E2: an unknown id in a path", () => {
  const METHODS = { read: "GET", update: "PATCH", delete: "DELETE" } as const;
  const cells = Object.entries(METHODS).flatMap(([operation, method]) =>
    served(operation as keyof typeof METHODS).map(([type, compiled]) => [method, type, compiled] as const),
  );
  it.each(cells)("%s %s/none", async (method, type, { path, resource }) => {
    const body = method === "PATCH" ? { data: { type, id: "none" } } : undefined;
    const model = resource.errorModel ?? resource.model;
    expect(await send(method, `${path}/none`, body)).toEqual({
      status: 404,
      body: {
        errors: [{ status: "404", title: `${model} with ID 'none' not found or user unauthorized.` }],
      },
    });
  });
});

describe("E4, E5: filters", () => {
  const filters = served("list").flatMap(([, { path, resource }]) =>
    Object.keys(resource.filters ?? {}).map((name) => [path, name] as const),
  );
  it.each(filters)("%s?filter[%s]", async (path, name) => {
    for (const value of ["! / nope", "!x", "not:x"]) {
      const { status, body } = await send("GET", `${path}?filter[${name}]=${encodeURIComponent(value)}`);
      expect([status, body.data], value).toEqual([200, []]);
    }
    // What is shared with every environment is in no environment that there is not.
    const { body } = await send("GET", `${path}?filter[${name}]=env-none`);
    expect(body.data).toEqual([]);
  });
});

/** Types whose creation takes a document, with its path. */
const creatable = types.flatMap(([type, { resource, path }]) => {
  const { create } = resource.operations;
  return create !== undefined && !path.includes("*") ? [[type, registry.of(type), path] as const] : [];
});

const pointersOf = ({ body }: Reply): string[] =>
  body.errors.map(({ source }: { source?: { pointer?: string } }) => source?.pointer ?? "");

const writable = ({ attributes }: CompiledResource) =>
  [...attributes.values()].filter((attribute) => attribute.writable !== false);

const hasParts = (type: ValueType, part: "array" | "object"): boolean =>
  typeof type === "object" && part in type;

describe("E3: the item of a list that is at fault", () => {
  const lists = creatable.flatMap(([type, compiled, path]) =>
    writable(compiled)
      .filter(({ spec }) => hasParts(spec.type, "array"))
      .map(({ name }) => [type, name, path] as const),
  );
  it("is of a good number of types", () => expect(lists.length).toBeGreaterThan(8));
  it.each(lists)("%s: %s", async (type, name, path) => {
    const wrong = { data: { type, attributes: { [name]: [7] } } };
    const reply = await send("POST", path, wrong);
    expect(reply.status, JSON.stringify(reply.body)).toBe(422);
    expect(pointersOf(reply)).toContain(`/data/attributes/${name}/0`);
  });
});

/** An object of the type in which every member that may be left out is null. */
function nulls(type: ValueType): unknown {
  if (typeof type !== "object" || "enum" in type) return undefined;
  if ("array" in type) return [nulls(type.array)];
  return Object.fromEntries(
    Object.entries(type.object).map(([name, member]) => [name, member.required ? "given" : null]),
  );
}

describe("E15: a null inside a nested object", () => {
  const objects = creatable.flatMap(([type, compiled, path]) =>
    writable(compiled)
      .filter(({ spec: { type: each } }) =>
        hasParts(typeof each === "object" && "array" in each ? each.array : each, "object"),
      )
      .map(({ name, spec }) => [type, name, path, spec.type] as const),
  );
  it("is of a good number of types", () => expect(objects.length).toBeGreaterThan(5));
  it.each(objects)("%s: %s", async (type, name, path, valueType) => {
    const reply = await send("POST", path, { data: { type, attributes: { [name]: nulls(valueType) } } });
    // The rest of the object is missing; of this attribute there is nothing to say.
    const about = reply.status === 201 ? [] : pointersOf(reply);
    expect(about.filter((pointer) => pointer.startsWith(`/data/attributes/${name}`))).toEqual([]);
  });
});

describe("a key, which is not a name, of several lines", () => {
  const keys = creatable.flatMap(([type, compiled, path]) =>
    writable(compiled)
      .filter(({ name, spec }) => name.endsWith("-key") && spec.type === "string")
      .map(({ name }) => [type, name, path] as const),
  );
  it("is of a good number of types", () => expect(keys.length).toBeGreaterThan(3));
  it.each(keys)("%s: %s", async (type, name, path) => {
    const value = "-----BEGIN KEY-----\nAA==\n-----END KEY-----\n";
    const reply = await send("POST", path, { data: { type, attributes: { [name]: value } } });
    // The rest of the object is missing; of this attribute there is nothing to say.
    const about = reply.status === 201 ? [] : pointersOf(reply);
    expect(about).not.toContain(`/data/attributes/${name}`);
  });
});
