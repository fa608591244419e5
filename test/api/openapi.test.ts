import { Validator } from "@seriousme/openapi-schema-validator";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { OpenApiDocument } from "../../simulator/api/openapi/index.js";
import { RESOURCES } from "../../simulator/api/scalr/resource-types.js";
import { createRouteTable } from "../../simulator/api/scalr/route-table.js";
import { CONTRACT_ROUTES } from "../../simulator/api/scalr/unsimulated.js";
import { createRegistry } from "../../simulator/core/compile.js";
import { createEncoder } from "../../simulator/core/document.js";
import { patternOf } from "../../simulator/core/kept-types/fields.js";
import { Conformity } from "../support/conformity.js";
import { afterSuite } from "../support/process.js";
import { type Api, startApi } from "./support.js";

const atEnd = afterSuite();

let api: Api;
let text: string;
let document: OpenApiDocument;
beforeAll(async () => {
  api = await startApi(atEnd);
  // Nobody needs a token to read it.
  const response = await fetch(`${api.url}/api/iacp/v3/openapi-public.yml`);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/yaml");
  text = await response.text();
  document = parse(text, { maxAliasCount: -1 });
});

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );

describe("the OpenAPI document", () => {
  it("is valid", async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document) as never)).toEqual({ valid: true });
    expect(validator.version).toBe("3.0");
  });

  it("says where the API is", () => {
    expect(document.servers).toEqual([{ url: `${api.url}/api/iacp/v3` }]);
  });

  it("has every route, and no other", () => {
    const registry = createRegistry(RESOURCES);
    const { patterns } = createRouteTable({
      registry,
      encoder: createEncoder(registry),
      services: undefined as never,
    });
    const routes = [...patterns].flatMap(([pattern, methods]) =>
      Object.keys(methods).map((method) => `${method} ${pattern}`),
    );
    const described = operations().map(({ path, method }) => `${method} ${patternOf(path)}`);
    expect(described.sort()).toEqual(routes.sort());
  });

  it("names operations as the contract does", () => {
    const ids = new Map(
      operations().map(({ path, method, operation }) => [`${method} ${path}`, operation.operationId]),
    );
    for (const { method, path, operation } of CONTRACT_ROUTES)
      expect(ids.get(`${method} ${path}`)?.replaceAll("_", "")).toBe(operation.toLowerCase());
    expect(ids.get("GET /agent-pools")).toBe("get_agent_pools");
    expect(new Set(ids.values()).size).toBe(ids.size);
  });

  it("has what command lines are made of: one content type a body, a group, a summary", () => {
    for (const { path, operation } of operations()) {
      const { requestBody, parameters } = operation as unknown as {
        requestBody?: { content: object };
        parameters: { name: string; in: string; schema: { type?: string } }[];
      };
      if (requestBody) expect(Object.keys(requestBody.content)).toHaveLength(1);
      expect(operation["x-resource"]).toMatch(/^[A-Z][A-Za-z]+$/);
      expect(operation.summary).toMatch(/\S/);
      const inPath = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => `{${name}}`);
      expect(path.match(/\{\w+\}/g) ?? []).toEqual(inPath);
      for (const { schema } of parameters) expect(schema.type).toMatch(/string|boolean|integer/);
    }
  });

  it("says what a creation needs, down to the ids of its links", () => {
    const { schemas } = document.components;
    const { data } = schemas.WorkspaceCreation!.properties;
    expect(data.required).toEqual(["type", "attributes", "relationships"]);
    expect(data.properties.type.enum).toEqual(["workspaces"]);
    expect(data.properties.attributes.required).toEqual(["name"]);
    expect(data.properties.relationships.required).toEqual(["environment"]);
    const link = data.properties.relationships.properties.environment;
    expect(link.required).toEqual(["data"]);
    expect(link.properties.data.required).toEqual(["type", "id"]);
    expect(link.properties.data.properties.type.enum).toEqual(["environments"]);
    // What nobody sets is not asked for.
    expect(Object.keys(data.properties.attributes.properties)).not.toContain("locked");
    const schedule = operations().find(({ operation }) => operation.operationId === "set_schedule")!
      .operation as never as {
      requestBody: { content: Record<string, { schema: { properties: object } }> };
    };
    expect(Object.keys(schedule.requestBody.content["application/vnd.api+json"]!.schema.properties)).toEqual([
      "apply-schedule",
      "destroy-schedule",
    ]);
  });

  it("names every filter of a list", () => {
    const { parameters } = operations().find(
      ({ operation }) => operation.operationId === "get_workspaces",
    )!.operation;
    const names = parameters.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(["filter[environment]", "filter[agent-pool]", "page[size]", "sort"]),
    );
  });

  it("is at the address that older tools use too", async () => {
    const response = await fetch(`${api.url}/api/iacp/v3/openapi-preview.yml`);
    expect(await response.text()).toBe(text);
  });
});

describe("discovery", () => {
  it("says without a token where the API is", async () => {
    const response = await fetch(`${api.url}/.well-known/terraform.json`);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual({
      "iacp.v3": "/api/iacp/v3/",
      "login.v1": expect.objectContaining({ grant_types: ["authz_code"], ports: [10_000, 10_010] }),
      "modules.v1": "/api/registry/v1/modules/",
      "providers.v1": "/api/registry/v1/providers/",
      "state.v2": "/api/tfe/v2/",
      "tfe.v2": "/api/tfe/v2/",
      "tfe.v2.1": "/api/tfe/v2/",
      "tfe.v2.2": "/api/tfe/v2/",
    });
  });
});

describe("the API page for people", () => {
  it("lists every operation and loads nothing from elsewhere", async () => {
    const response = await fetch(`${api.url}/api/iacp/v3/docs`);
    expect(response.headers.get("content-type")).toMatch(/^text\/html/);
    const page = await response.text();
    for (const { operation } of operations()) expect(page).toContain(`<code>${operation.operationId}</code>`);
    expect(page).not.toMatch(/<(script|link|img|iframe)\b|@import|url\(/i);
  });
});

describe("the check that answers are as described", () => {
  const good = {
    type: "tags",
    id: "tag-1",
    attributes: { name: "a", "in-use": false },
    relationships: { account: { data: { type: "accounts", id: "acc-1" } } },
    links: { self: "/x" },
  };
  const answer = (status: number, body: unknown, path = "tags/tag-1") => ({
    method: "GET",
    path: `/api/iacp/v3/${path}`,
    status,
    contentType: "application/vnd.api+json",
    body,
  });

  it.each([
    ["another type", answer(200, { data: { ...good, type: "environments" } })],
    [
      "an attribute too many",
      answer(200, { data: { ...good, attributes: { ...good.attributes, color: 1 } } }),
    ],
    ["a value of another type", answer(200, { data: { ...good, attributes: { name: 1 } } })],
    ["a null that may not be", answer(200, { data: { ...good, attributes: { name: null } } })],
    ["no meta in a list", answer(200, { data: [good] }, "tags")],
    ["another status", answer(202, { data: good })],
    ["an error without a detail", answer(404, { errors: [{ status: "404", title: "Not Found" }] })],
    ["another media type", { ...answer(200, { data: good }), contentType: "text/html" }],
  ])("finds %s", (_what, wrong) => {
    expect(new Conformity().fault(wrong)).toMatch(/\S/);
  });

  it("finds nothing in an answer that is", () => {
    expect(new Conformity().fault(answer(200, { data: good }))).toBeNull();
  });
});
