import { beforeAll, describe, expect, it } from "vitest";
import { RESOURCES } from "../../simulator/api/scalr/resource-types.js";
import { createRegistry } from "../../simulator/core/compile.js";
import { afterSuite } from "../support/process.js";
import { type Api, expectRefusal, startApi, unique } from "./support.js";

const atEnd = afterSuite();

let api: Api;
let environment: string;
beforeAll(async () => {
  api = await startApi(atEnd);
  environment = (await api.create("environments", { name: unique("env") })).id;
});

const newWorkspace = (attributes: Record<string, unknown>) =>
  api.tryCreate("workspaces", { name: unique("ws"), ...attributes }, { environment });

describe("attributes", () => {
  it("takes what it is given and defaults for the rest", async () => {
    const reply = await newWorkspace({
      "auto-apply": true,
      "run-operation-timeout": 30,
      "var-files": ["a.tfvars"],
    });
    expect(reply.body.data.attributes).toMatchObject({
      "auto-apply": true,
      "auto-queue-runs": "skip_first",
      "execution-mode": "remote",
      operations: true,
      "run-operation-timeout": 30,
      "var-files": ["a.tfvars"],
      "working-directory": null,
    });
  });

  it("has no spelling that stands for two attributes of a type", () => {
    for (const { type, attributes } of createRegistry(RESOURCES).all) {
      const spellings = [...attributes.values()].flatMap(({ names }) => names);
      expect(spellings.length, type).toBe(new Set(spellings).size);
    }
  });

  it("ignores attributes that it does not know, and those that nobody can set", async () => {
    const reply = await newWorkspace({
      nonsense: { deep: [1] },
      "has-resources": true,
      locked: true,
      __proto__: 1,
    });
    expect(reply.status).toBe(201);
    expect(reply.body.data.attributes).toMatchObject({ "has-resources": false, locked: false });
    expect(reply.body.data.attributes).not.toHaveProperty("nonsense");
  });

  it("changes nothing but what an update gives", async () => {
    const { id } = (await newWorkspace({ "auto-apply": true, "working-directory": "infra" })).body.data;
    const changed = await api.update("workspaces", id, { "working-directory": null });
    expect(changed.attributes).toMatchObject({ "auto-apply": true, "working-directory": null });
    expect(await api.read("workspaces", id)).toEqual(changed);
  });

  it.each([
    ["auto-apply", "yes", "Value must be a boolean."],
    ["auto-queue-runs", "sometimes", /one of: 'always', 'never', 'skip_first', 'on_create_only'/],
    ["run-operation-timeout", 9, "Value must be at least 10."],
    ["run-operation-timeout", 721, "Value must be at most 720."],
    ["run-operation-timeout", 10.5, "Value must be an integer."],
    ["var-files", ["a", 1], "Item 1: Value must be a string.", "/1"],
    ["var-files", "a", "Value must be a list."],
    ["hooks", { "pre-plan": 1 }, "'pre-plan': Value must be a string.", "/pre-plan"],
    ["vcs-repo", { branch: "main" }, "'identifier' is required.", "/identifier"],
    ["terraform-version", "newest", /must be a version/],
    ["working-directory", "../up", /within the configuration/],
    ["name", null, "Value cannot be null."],
    ["name", "", "Name cannot be empty."],
    ["name", " \t", "Name cannot be empty."],
    ["name", "x".repeat(256), "Value must have at most 255 characters; it has 256."],
  ])("refuses %s: %j", async (name, value, detail, at = "") => {
    const reply = await newWorkspace({ [name]: value });
    expectRefusal(reply, {
      status: 422,
      title: "Invalid Attribute",
      pointer: `/data/attributes/${name}${at}`,
      detail,
    });
  });

  it("names everything that is wrong at once", async () => {
    const reply = await api.tryCreate("workspaces", { "auto-apply": 1, operations: 2 }, { environment });
    expect(reply.status).toBe(422);
    const pointers = reply.body.errors.map((error: { source: { pointer: string } }) => error.source.pointer);
    expect(pointers.sort()).toEqual([
      "/data/attributes/auto-apply",
      "/data/attributes/name",
      "/data/attributes/operations",
    ]);
  });

  it("keeps nothing of a refused change", async () => {
    const { id, attributes } = (await newWorkspace({})).body.data;
    const reply = await api.tryUpdate("workspaces", id, { "auto-apply": true, name: "" });
    expectRefusal(reply, { status: 422, pointer: "/data/attributes/name" });
    expect((await api.read("workspaces", id)).attributes).toEqual(attributes);
  });

  it("takes a null for a default where null is not a value", async () => {
    const { id } = (await newWorkspace({ "auto-apply": true })).body.data;
    expect((await api.update("workspaces", id, { "auto-apply": null })).attributes["auto-apply"]).toBe(false);
  });

  it("keeps what is fixed at creation, and lets clients repeat it", async () => {
    const pool = await api.create("agent-pools", { name: unique("pool"), "vcs-enabled": true });
    await api.update("agent-pools", pool.id, { "vcs-enabled": true });
    expectRefusal(await api.tryUpdate("agent-pools", pool.id, { "vcs-enabled": false }), {
      status: 422,
      pointer: "/data/attributes/vcs-enabled",
      detail: "'vcs-enabled' is fixed at creation; it is true here.",
    });
  });
});

describe("names", () => {
  it.each([
    ["environments", {}, {}],
    ["agent-pools", {}, {}],
    ["tags", {}, {}],
    ["vcs-providers", { "vcs-type": "github", token: "t" }, {}],
  ])("of %s are unique", async (type, attributes, links) => {
    const name = unique("same");
    const first = await api.create(type, { name, ...attributes }, links);
    const refusal = {
      status: 422,
      pointer: "/data/attributes/name",
      detail: new RegExp(`named '${name}' already exists \\(${first.id}\\)`),
    };
    expectRefusal(await api.tryCreate(type, { name, ...attributes }, links), refusal);
    const second = await api.create(type, { name: unique("other"), ...attributes }, links);
    expectRefusal(await api.tryUpdate(type, second.id, { name }), refusal);
    await api.update(type, first.id, { name });
  });

  it("are given once, however many ask at the same time", async () => {
    const name = unique("raced");
    const replies = await Promise.all(Array.from({ length: 20 }, () => api.tryCreate("tags", { name })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, ...Array(19).fill(422)]);
    expect(await api.list(`tags?filter[name]=${name}`)).toHaveLength(1);
  });

  it("of workspaces are unique in their environment alone", async () => {
    const name = unique("ws");
    const other = await api.create("environments", { name: unique("env") });
    await api.create("workspaces", { name }, { environment });
    expectRefusal(await api.tryCreate("workspaces", { name }, { environment }), { status: 422 });
    const elsewhere = await api.create("workspaces", { name }, { environment: other.id });
    expectRefusal(await api.tryUpdate("workspaces", elsewhere.id, {}, { environment }), {
      status: 422,
      pointer: "/data/attributes/name",
    });
  });
});
