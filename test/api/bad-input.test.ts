import { request as send } from "node:http";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { RESOURCES } from "../../simulator/api/scalr/resource-types.js";
import { createRegistry } from "../../simulator/core/compile.js";
import { afterSuite } from "../support/process.js";
import { type Api, startApi, unique } from "./support.js";

const atEnd = afterSuite();

/** Whatever is sent: an answer that blames the request, never a failure, and nothing half done. */
const types = createRegistry(RESOURCES).all;
let api: Api;
const ids = new Map<string, string>();

beforeAll(async () => {
  api = await startApi(atEnd);
  const environment = (await api.create("environments", { name: unique("env") })).id;
  ids.set("environments", environment);
  ids.set("workspaces", (await api.create("workspaces", { name: unique("ws") }, { environment })).id);
  ids.set("agent-pools", (await api.create("agent-pools", { name: unique("pool") })).id);
  ids.set("tags", (await api.create("tags", { name: unique("tag") })).id);
  ids.set("accounts", api.accountId);
  ids.set(
    "vcs-providers",
    (await api.create("vcs-providers", { name: unique("vcs"), "vcs-type": "github", token: "t" })).id,
  );
});

const type = fc.constantFrom(...types);
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("null", "__proto__", "*", "%00"),
);
const identifier = fc.oneof(
  fc.constantFrom(...types).map(({ type }) => ({ type, id: ids.get(type) ?? "none" })),
  fc.record({ type: text, id: text }),
  fc.jsonValue(),
);
const linkage = fc.oneof(
  fc.record({ data: fc.oneof(identifier, fc.array(identifier, { maxLength: 3 }), fc.constant(null)) }),
  fc.jsonValue(),
);

const request = type.chain((compiled) => {
  const attribute = fc.constantFrom(...compiled.attributes.keys());
  const relationship = fc.constantFrom(...compiled.links.keys(), "nonsense");
  const document = fc.record({
    data: fc.record(
      {
        type: fc.oneof(
          { weight: 9, arbitrary: fc.constant(compiled.type as unknown) },
          { weight: 1, arbitrary: fc.jsonValue() },
        ),
        id: fc.oneof(fc.constant(ids.get(compiled.type) ?? "none"), text),
        attributes: fc.dictionary(attribute, fc.jsonValue(), { maxKeys: 4 }),
        relationships: fc.dictionary(relationship, linkage, { maxKeys: 2 }),
      },
      { requiredKeys: ["type"] },
    ),
  });
  return fc.record({
    type: fc.constant(compiled.type),
    path: fc.constant(compiled.path.replace("*", "none")),
    method: fc.constantFrom("POST", "PATCH"),
    body: fc.oneof({ weight: 5, arbitrary: document }, { weight: 1, arbitrary: fc.jsonValue() }),
  });
});

const query = fc
  .constantFrom(...types.filter(({ resource }) => resource.operations.list))
  .chain((compiled) => {
    const { filters, sort } = compiled.resource;
    const name = fc.oneof(
      fc.constantFrom(
        "page[number]",
        "page[size]",
        "sort",
        "include",
        "query",
        "fields[x]",
        "filter[]",
        "filter[__proto__]",
      ),
      fc.constantFrom(...Object.keys(filters ?? {}).map((filter) => `filter[${filter}]`), "x"),
    );
    const value = fc.oneof(
      text,
      fc.constantFrom("1", "-1", "in:a,b", "like:", "null", ...Object.keys(sort ?? {})),
    );
    return fc.record({
      path: fc.constant(compiled.path),
      parameters: fc.array(fc.tuple(name, value), { maxLength: 3 }),
    });
  });

const blame = (status: number) => status >= 400 && status < 500;

describe("bad input", () => {
  it("in a body is refused with the part at fault, or does what it says", async () => {
    await fc.assert(
      fc.asyncProperty(request, async ({ type, path: base, method, body }) => {
        const id = ids.get(type);
        const path = method === "POST" ? base : `${base}/${id ?? "none"}`;
        const before = id && (await api.get(`${base}/${id}`)).body.data;
        const reply = await api.send(method, path, JSON.stringify(body));
        // What the contract has and the sandbox does not simulate.
        if (reply.status === 501) return;
        if (!blame(reply.status)) {
          expect([200, 201], JSON.stringify(reply.body)).toContain(reply.status);
          return;
        }
        for (const error of reply.body.errors) {
          expect(error).toMatchObject({ status: String(reply.status), title: expect.stringMatching(/\S/) });
          expect(error.detail ?? error.title).not.toMatch(/undefined|\[object|\.ts:|\.js:/);
        }
        if (before) expect((await api.get(`${base}/${id}`)).body.data).toEqual(before);
      }),
      { numRuns: 600 },
    );
  });

  it("in a query is refused with the parameter at fault, or taken for what it says", async () => {
    await fc.assert(
      fc.asyncProperty(query, async ({ path, parameters }) => {
        const reply = await api.get(`${path}?${new URLSearchParams(parameters)}`);
        if (reply.status === 200) {
          expect(reply.body.data).toBeInstanceOf(Array);
          return;
        }
        expect(reply.status).toBe(400);
        expect(parameters.map(([name]) => name)).toContain(reply.body.errors[0].source.parameter);
      }),
      { numRuns: 400 },
    );
  });
});

/** Sends a request for an address just as it is written. */
function ask(method: string, path: string): Promise<{ readonly status: number; readonly text: string }> {
  const { hostname, port } = new URL(api.url);
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${api.token}` };
    const sent = send({ hostname, port, method, path, headers }, async (answer) => {
      let text = "";
      for await (const piece of answer.setEncoding("utf8")) text += piece;
      resolve({ status: answer.statusCode!, text });
    });
    sent.on("error", reject).end();
  });
}

describe("an address", () => {
  it("means the same with the host in front, in capital letters and with a slash at its end", async () => {
    const path = `/api/iacp/v3/workspaces/${ids.get("workspaces")}`;
    const { status, text } = await ask("GET", path);
    expect(status).toBe(200);
    for (const same of [`${api.url}${path}`, path.replace("/api/iacp", "/API/Iacp"), `${path}/`, `${path}?`])
      expect(await ask("GET", same), same).toEqual({ status, text });
    expect((await ask("GET", `${api.url}?x`)).status).toBe(200);
    expect((await ask("GET", "/metrics/")).text).toContain("# TYPE");
  });

  it("that nothing answers is refused, whatever the method", async () => {
    const paths = [
      "/api/iacp/v3",
      "/api/iacp/v3x/workspaces",
      "/api/iacp/v3/nothing",
      "/metrics/more",
      "//api",
    ];
    for (const path of paths) {
      const { status, text } = await ask("OPTIONS", path);
      expect([path, status]).toEqual([path, 404]);
      expect(JSON.parse(text).errors[0].detail).toContain(`OPTIONS ${path}`);
    }
    expect((await ask("OPTIONS", "/api/iacp/v3/workspaces")).status).toBe(405);
    expect((await ask("POST", "/metrics")).status).toBe(405);
  });
});
