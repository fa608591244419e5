import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Entities } from "../../simulator/entities.js";
import { DATA_VERSION, MIGRATIONS } from "../../simulator/migrations.js";
import { INDEXES } from "../../simulator/schema.js";
import { openStore, type Store } from "../../simulator/store/index.js";
import { type Api, Api as Client, type Resource } from "../api/support.js";
import { temporaryFolder, up } from "../support/process.js";
import { archive } from "../support/sandbox.js";

const ROUNDS = 5;
const WRITERS = 8;

/** What the simulator has acknowledged, and so must keep. */
class Acknowledged {
  /** By path: the attributes that were answered last. */
  readonly objects = new Map<string, Record<string, unknown>>();
  readonly deleted = new Set<string>();
  /** Paths with a change under way when the simulator was killed: both states are right. */
  readonly unsure = new Set<string>();
  readonly configurations = new Set<string>();
  readonly runs = new Map<string, Resource>();
  count = 0;

  async change(path: string, work: () => Promise<Record<string, unknown> | null>): Promise<void> {
    this.unsure.add(path);
    const attributes = await work();
    this.unsure.delete(path);
    this.count++;
    if (attributes !== null) this.objects.set(path, attributes);
    else {
      this.objects.delete(path);
      this.deleted.add(path);
    }
  }
}

/** One client that creates, changes, links, uploads, queues and deletes until the connection breaks. */
async function write(api: Api, known: Acknowledged, name: string, configuration: Buffer): Promise<void> {
  const keep = (type: string, { id, attributes }: Resource) => {
    known.count++;
    known.objects.set(`${type}/${id}`, attributes);
    return id;
  };
  for (let i = 0; ; i++) {
    const environment = keep("environments", await api.create("environments", { name: `${name}-${i}` }));
    const pool = keep(
      "agent-pools",
      await api.create("agent-pools", { name: `${name}-${i}` }, { environments: [environment] }),
    );
    const workspace = keep(
      "workspaces",
      await api.create("workspaces", { name: `${name}-${i}` }, { environment, "agent-pool": pool }),
    );
    const path = `workspaces/${workspace}`;
    await known.change(
      path,
      async () => (await api.update("workspaces", workspace, { "auto-apply": true })).attributes,
    );
    const version = await api.create("configuration-versions", { "auto-queue-runs": false }, { workspace });
    const uploaded = await fetch(version.links.upload!, { method: "PUT", body: configuration });
    await uploaded.text();
    expect(uploaded.status).toBe(200);
    known.configurations.add(version.id);
    const run = await api.create("runs", {}, { workspace });
    known.runs.set(run.id, run);
    const extra = await api.create("environments", { name: `${name}-${i}-gone` });
    await known.change(`environments/${extra.id}`, async () => {
      expect((await api.delete("environments", extra.id)).status).toBe(204);
      return null;
    });
  }
}

async function check(api: Api, known: Acknowledged, configuration: Buffer): Promise<void> {
  for (const [path, attributes] of known.objects) {
    if (known.unsure.has(path)) continue;
    const reply = await api.get(path);
    expect(reply.status, path).toBe(200);
    // What is derived may have moved on: a pool is in use, a workspace has a run.
    const { "in-use": _inUse, ...stored } = attributes;
    expect(reply.body.data.attributes).toMatchObject(stored);
  }
  for (const path of known.deleted) expect((await api.get(path)).status, path).toBe(404);
  for (const id of known.configurations) {
    const response = await fetch(`${api.url}/api/iacp/v3/configuration-versions/${id}/download`, {
      headers: { Authorization: `Bearer ${api.token}` },
    });
    expect(response.status, id).toBe(200);
    expect(Buffer.from(await response.arrayBuffer()).equals(configuration)).toBe(true);
  }
  for (const [id, { relationships }] of known.runs) {
    const run = await api.read("runs", id);
    expect(run.relationships.plan!.data).toEqual(relationships.plan!.data);
    expect((await api.get(`plans/${run.relationships.plan!.data.id}`)).status).toBe(200);
  }
}

/** Nothing is half done: what one transaction made is there together, and every link leads somewhere. */
function expectWhole(store: Store<Entities>): void {
  const has = (type: keyof Entities, id: string | null) =>
    expect(id === null || store.get(type, id) !== undefined, `${type} '${id}'`).toBe(true);
  for (const pool of store.all("agent-pools")) for (const id of pool.environments) has("environments", id);
  for (const workspace of store.all("workspaces")) {
    has("environments", workspace.environment);
    has("agent-pools", workspace.agentPool);
  }
  for (const run of store.all("runs")) {
    has("workspaces", run.workspace);
    has("configuration-versions", run.configurationVersion);
    has("plans", run.plan);
    has("applies", run.apply);
  }
  for (const plan of store.all("plans")) has("runs", plan.run);
  for (const task of store.all("tasks")) has("runs", task.run);
  const sequences = [...store.all("runs")].map(({ sequence }) => sequence);
  expect(new Set(sequences).size).toBe(sequences.length);
}

describe("kill -9 in the middle of writes", () => {
  it("loses nothing that was acknowledged and leaves nothing half done, again and again", async () => {
    const dataDir = temporaryFolder();
    const configuration = await archive({ "main.tf": `# ${"x".repeat(5_000)}` });
    const known = new Acknowledged();
    for (let round = 1; round <= ROUNDS; round++) {
      const simulator = await up("--data-dir", dataDir);
      const api = new Client(simulator.url, simulator.token, simulator.accountId);
      await check(api, known, configuration);
      const before = known.count;
      const writers = Array.from({ length: WRITERS }, (_, i) =>
        write(api, known, `r${round}w${i}`, configuration).catch((error) => error),
      );
      // Somewhere in the middle: a different number of acknowledged writes each time.
      while (known.count < before + 20 * round + 7) await new Promise((resolve) => setImmediate(resolve));
      expect(await simulator.kill("SIGKILL")).toMatchObject({ signal: "SIGKILL" });
      for (const error of await Promise.all(writers))
        expect(String(error)).toMatch(/fetch failed|terminated/);
      const store = await openStore<Entities>({
        dir: dataDir,
        schema: INDEXES,
        version: DATA_VERSION,
        migrations: MIGRATIONS,
      });
      expectWhole(store);
      await store.close();
    }
    const simulator = await up("--data-dir", dataDir);
    await check(new Client(simulator.url, simulator.token, simulator.accountId), known, configuration);
    expect(known.count).toBeGreaterThan(ROUNDS * 40);
    expect(await simulator.kill("SIGTERM")).toEqual({ code: 0, signal: null });
  }, 120_000);

  it("leaves the admin token and the account as they were", async () => {
    const dataDir = temporaryFolder();
    const first = await up("--data-dir", dataDir, "--account-name", "acme");
    await first.kill("SIGKILL");
    const file = join(dataDir, "admin-token");
    expect(readFileSync(file, "utf8").trim()).toBe(first.token);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const second = await up("--data-dir", dataDir);
    expect({ token: second.token, accountId: second.accountId }).toEqual({
      token: first.token,
      accountId: first.accountId,
    });
    const api = new Client(second.url, second.token, second.accountId);
    expect((await api.read("accounts", first.accountId)).attributes.name).toBe("acme");
    await second.kill("SIGTERM");
  });
});
