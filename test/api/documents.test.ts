import { beforeAll, describe, expect, it } from "vitest";
import { afterSuite } from "../support/process.js";
import { type Api, document, expectRefusal, startApi, unique } from "./support.js";

const atEnd = afterSuite();

let api: Api;
beforeAll(async () => {
  api = await startApi(atEnd);
});

const environments = async () => (await api.get("environments")).body.meta.pagination["total-count"];

describe("the frame of a request", () => {
  it("answers with JSON:API, an id of the request, and a self link", async () => {
    const reply = await api.tryCreate("environments", { name: unique("env") });
    expect(reply.status).toBe(201);
    expect(reply.headers.get("content-type")).toBe("application/vnd.api+json");
    expect(reply.headers.get("x-request-id")).toMatch(/\S/);
    const { id, type, links } = reply.body.data;
    expect(id).toMatch(/^env-[0-9a-z]{16}$/);
    expect(type).toBe("environments");
    expect(links.self).toBe(`/api/iacp/v3/environments/${id}`);
    expect((await api.get(links.self)).body.data.id).toBe(id);
  });

  it("answers HEAD as GET, without a body", async () => {
    const head = (path: string) =>
      fetch(`${api.url}/api/iacp/v3/${path}`, {
        method: "HEAD",
        headers: { Authorization: `Bearer ${api.token}` },
      });
    const answer = await head("environments");
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/vnd.api+json"]);
    expect(await answer.text()).toBe("");
    expect((await head("environments/env-none")).status).toBe(404);
  });

  it("takes null for no body, as clients in Go send it with an action", async () => {
    const environment = await api.create("environments", { name: unique("env") });
    const workspace = await api.create("workspaces", { name: "w" }, { environment: environment.id });
    expect((await api.send("POST", `workspaces/${workspace.id}/actions/lock`, "null")).status).toBe(200);
  });

  it("shows hooks of a workspace as null where none is set, however they were sent", async () => {
    const environment = await api.create("environments", { name: unique("env") });
    const hooks = { "pre-plan": "", "post-plan": null };
    const workspace = await api.create("workspaces", { name: "w", hooks }, { environment: environment.id });
    expect(workspace.attributes.hooks).toBeNull();
    const set = await api.tryUpdate("workspaces", workspace.id, { hooks: { "pre-plan": "true" } });
    expect(set.body.data.attributes.hooks).toMatchObject({ "pre-plan": "true" });
    const unset = await api.tryUpdate("workspaces", workspace.id, { hooks: {} });
    expect(unset.body.data.attributes.hooks).toBeNull();
  });

  it.each([
    ["malformed JSON", "{", 400, /not valid JSON/, undefined],
    ["no document", "[]", 400, /must be a JSON:API document/, ""],
    ["nothing at all", undefined, 400, /must be a JSON:API document/, ""],
    ["no resource object", { data: [] }, 400, /'data' must be a resource object/, "/data"],
    ["no type", { data: { attributes: {} } }, 400, /'type' must be a string/, "/data/type"],
    ["another type", document("workspaces", { name: "x" }), 409, /must be 'environments' here/, "/data/type"],
    [
      "attributes that are not an object",
      { data: { type: "environments", attributes: [] } },
      400,
      /'attributes' must be an object/,
      "/data/attributes",
    ],
    [
      "relationships that are not an object",
      { data: { type: "environments", relationships: "x" } },
      400,
      /'relationships' must be an object/,
      "/data/relationships",
    ],
  ])("refuses a body with %s", async (_what, body, status, detail, pointer) => {
    const before = await environments();
    const reply = await api.send("POST", "environments", body);
    expectRefusal(reply, { status, detail, ...(pointer !== undefined && { pointer }) });
    expect(await environments()).toBe(before);
  });

  it("refuses a body that is nested endlessly, wherever that is", async () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const inAttributes = `{"data":{"type":"environments","attributes":{"name":"x","more":${deep}}}}`;
    for (const body of [deep, inAttributes]) {
      expectRefusal(await api.send("POST", "environments", body), {
        status: 400,
        detail: "The body is nested deeper than 64 levels.",
      });
    }
  });

  it("refuses an id that is not the path's", async () => {
    const { id } = await api.create("environments", { name: unique("env") });
    const reply = await api.send(
      "PATCH",
      `environments/${id}`,
      document("environments", {}, {}, "env-other"),
    );
    expectRefusal(reply, { status: 409, pointer: "/data/id", detail: new RegExp(id) });
  });

  it("refuses media types that it does not speak", async () => {
    const body = JSON.stringify(document("tags", { name: unique("tag") }));
    const asText = await api.send("POST", "tags", body, { "Content-Type": "text/plain" });
    expectRefusal(asText, { status: 415, detail: /must be application\/vnd\.api\+json/ });
    expectRefusal(await api.send("GET", "tags", undefined, { Accept: "text/html" }), { status: 406 });
    const asJson = await api.send("POST", "tags", body, {
      "Content-Type": "application/json; charset=utf-8",
    });
    expect(asJson.status).toBe(201);
  });

  it("refuses a body larger than the limit", async () => {
    const reply = await api.tryCreate("tags", { name: "x".repeat(1024 * 1024) });
    expectRefusal(reply, { status: 413, detail: /larger than the limit of 1048576 bytes/ });
  });

  it("tells unknown paths from methods that a path does not have", async () => {
    expectRefusal(await api.get("nothing"), {
      status: 404,
      detail: "There is no GET /api/iacp/v3/nothing here.",
    });
    expectRefusal(await api.get("environments/*"), { status: 404 });
    expectRefusal(await api.get("constructor"), { status: 404 });
    const reply = await api.send("PUT", "environments");
    expectRefusal(reply, { status: 405, detail: /PUT is not allowed/ });
    expect(reply.headers.get("allow")).toBe("GET, POST");
  });
});

describe("who may ask", () => {
  it("asks for a token", async () => {
    const reply = await api.send("GET", "environments", undefined, { Authorization: "" });
    expectRefusal(reply, { status: 401, title: "Unauthorized", detail: /token is required/ });
    expect(reply.headers.get("www-authenticate")).toBe("Bearer");
  });

  it("refuses an unknown token, on any path", async () => {
    const stranger = api.as("not-a-token");
    expectRefusal(await stranger.get("environments"), { status: 401, detail: /unknown, expired or revoked/ });
    expectRefusal(await stranger.get("nothing"), { status: 401 });
  });

  it("refuses the token of a pool, which opens the agent protocol alone", async () => {
    const pool = await api.create("agent-pools", { name: unique("pool") });
    const token = await api.create(`agent-pools/${pool.id}/access-tokens`);
    expectRefusal(await api.as(token.attributes.token).get("environments"), { status: 403 });
  });
});
