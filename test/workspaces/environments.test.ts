import { beforeAll, describe, expect, it } from "vitest";
import { type Api, startApi, unique } from "../api/support.js";
import { afterSuite } from "../support/process.js";

const atEnd = afterSuite();

let api: Api;
beforeAll(async () => {
  api = await startApi(atEnd, { clock: "virtual", now: Date.UTC(2030, 0, 2) });
});

describe("an environment", () => {
  it("starts with the defaults of scalr.io", async () => {
    const { attributes, relationships } = await api.create("environments", { name: unique("env") });
    expect(attributes).toMatchObject({
      "created-at": "2030-01-02T00:00:00.000Z",
      "created-by-email": expect.stringContaining("@"),
      "is-federated-to-account": false,
      "mask-sensitive-output": true,
      "remote-backend": true,
      "remote-backend-overridable": true,
      locked: false,
      status: "Active",
      "updated-at": null,
    });
    expect(relationships).toMatchObject({
      account: { data: { type: "accounts", id: api.accountId } },
      "default-workspace-agent-pool": { data: null },
      tags: { data: [] },
    });
  });

  it("says who changed it when, also through its relationships", async () => {
    const { id } = await api.create("environments", { name: unique("env") });
    const tag = await api.create("tags", { name: unique("tag") });
    await api.send("POST", "/api/sandbox/v1/clock/advance", { by: "1h" });
    await api.send("POST", `environments/${id}/relationships/tags`, { data: [{ type: "tags", id: tag.id }] });
    const tagged = await api.read("environments", id);
    expect(tagged.attributes["updated-at"]).toBe("2030-01-02T01:00:00.000Z");
    expect(tagged.relationships["updated-by"]!.data.type).toBe("users");
  });

  it("is found by name, tag, and the pool that is its default", async () => {
    const tag = await api.create("tags", { name: unique("tag") });
    const pool = await api.create("agent-pools", { name: unique("pool") });
    const name = unique("env");
    const links = { tags: [tag.id], "default-workspace-agent-pool": pool.id };
    const environment = await api.create("environments", { name }, links);
    for (const filter of [
      `name]=${name}`,
      `tag]=${tag.id}`,
      `agent-pool]=${pool.id}`,
      `environment]=${environment.id}`,
    ]) {
      expect(await api.list(`environments?filter[${filter}`), filter).toEqual([environment]);
    }
  });
});
