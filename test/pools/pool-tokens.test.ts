import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, document, expectRefusal, startApi, unique } from "../api/support.js";
import { afterSuite } from "../support/process.js";
import { startSandbox } from "../support/sandbox.js";

const atEnd = afterSuite();

let api: Api;
let pool: string;
beforeAll(async () => {
  api = await startApi(atEnd, { clock: "virtual" });
  pool = (await api.create("agent-pools", { name: unique("pool") })).id;
});

const register = (token: string) =>
  api.as(token).send("POST", "/api/agents/v1/register", {
    name: unique("agent"),
    concurrency: 1,
    os: "linux",
    cpuPlatform: "linux_amd64",
    driver: "local",
    runtime: "vm",
    version: "1.0.0",
  });

describe("a pool's token (R16)", () => {
  it("shows its secret once, in the answer to its creation", async () => {
    const token = await api.create(`agent-pools/${pool}/access-tokens`, {
      description: "for CI",
      name: "ci",
    });
    expect(token.attributes).toMatchObject({
      name: "ci",
      description: "for CI",
      "is-expired": false,
      "expires-at": null,
    });
    expect(token.attributes.token.split(".")).toHaveLength(3);
    expect(token.relationships["created-by"]!.data.type).toBe("users");
    const again = await api.read("access-tokens", token.id);
    expect(again.attributes).toMatchObject({ name: "ci", token: null });
    const listed = await api.list(`agent-pools/${pool}/access-tokens`);
    expect(listed.find(({ id }) => id === token.id)).toEqual(again);
  });

  it("says where the API is, so that an agent needs nothing else", async () => {
    const { attributes } = await api.create(`agent-pools/${pool}/access-tokens`);
    const payload = JSON.parse(Buffer.from(attributes.token.split(".")[1], "base64url").toString());
    expect(payload.iss).toBe(api.url);
  });

  it("lets an agent join, until it is deleted", async () => {
    const token = await api.create(`agent-pools/${pool}/access-tokens`);
    expect((await register(token.attributes.token)).status).toBe(201);
    const used = await api.read("access-tokens", token.id);
    expect(used.attributes["last-used-at"]).toMatch(/^\d{4}-/);
    expect((await api.delete("access-tokens", token.id)).status).toBe(204);
    expectRefusal(await register(token.attributes.token), { status: 401 });
    expectRefusal(await api.get(`access-tokens/${token.id}`), {
      status: 404,
      detail: `AccessToken with ID '${token.id}' not found or user unauthorized.`,
    });
  });

  it("expires when it says", async () => {
    const token = await api.create(`agent-pools/${pool}/access-tokens`, { "expires-in": 60 });
    expect(token.attributes["expires-in"]).toBe(60);
    const lived = Date.parse(token.attributes["expires-at"]) - Date.parse(token.attributes["created-at"]);
    expect(lived).toBe(3_600_000);
    expect((await register(token.attributes.token)).status).toBe(201);
    expect((await api.send("POST", "/api/sandbox/v1/clock/advance", { by: "1h" })).status).toBe(200);
    expectRefusal(await register(token.attributes.token), { status: 401, detail: /expired/ });
    expect((await api.read("access-tokens", token.id)).attributes["is-expired"]).toBe(true);
  });

  it("can be described again, and nothing more", async () => {
    const token = await api.create(`agent-pools/${pool}/access-tokens`);
    const changed = await api.update("access-tokens", token.id, { description: "new", token: "mine" });
    expect(changed.attributes).toMatchObject({ description: "new", token: null });
    expect((await register(token.attributes.token)).status).toBe(201);
  });

  it("belongs to a pool that exists", async () => {
    const reply = await api.send("POST", "agent-pools/apool-none/access-tokens", document("access-tokens"));
    expectRefusal(reply, {
      status: 404,
      detail: "AgentPool with ID 'apool-none' not found or user unauthorized.",
    });
  });

  it("is listed with its pool alone, and agents' sessions are listed nowhere", async () => {
    const other = (await api.create("agent-pools", { name: unique("pool") })).id;
    const token = await api.create(`agent-pools/${other}/access-tokens`);
    const joined = await register(token.attributes.token);
    expect(joined.status).toBe(201);
    expect((await api.list(`agent-pools/${other}/access-tokens`)).map(({ id }) => id)).toEqual([token.id]);
    const all = await api.get("access-tokens?page[size]=100");
    const session = JSON.parse(Buffer.from(joined.body.sessionToken.split(".")[1], "base64url").toString());
    expect(all.body.data.map(({ id }: { id: string }) => id)).toContain(token.id);
    expect(all.body.data.map(({ id }: { id: string }) => id)).not.toContain(session.jti);
    expectRefusal(await api.get(`access-tokens/${session.jti}`), { status: 404 });
    expectRefusal(await api.delete("access-tokens", session.jti), { status: 404 });
  });
});

describe("secrets at rest", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "secrets-"));
  afterAll(() => rmSync(dataDir, { recursive: true }));

  it("are hashes: no file has a token's text", async () => {
    const sandbox = await startSandbox({ dataDir });
    const id = (await sandbox.pool("pool")).id;
    const secret = await sandbox.poolToken(id);
    await sandbox.simulator.store.compact();
    const second = await sandbox.poolToken(id);
    await sandbox.close();
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const texts = files
      .filter(({ name }) => name !== "admin-token")
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8"));
    expect(texts.some((text) => text.includes(id))).toBe(true);
    for (const token of [secret, second, sandbox.token]) {
      expect(texts.some((text) => text.includes(token))).toBe(false);
    }
  });
});
