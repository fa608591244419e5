import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { OPERATIONS } from "../../simulator/api/sandbox/index.js";
import { unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";

const used = useSandbox();

describe("R4: a resolution is explained", () => {
  it("with every candidate in order, which one won, and why each other did not", async () => {
    const { sandbox } = used;
    const [own, others] = [await sandbox.pool(unique("own")), await sandbox.pool(unique("default"))];
    const environment = await sandbox.environment(unique("env"), {
      "default-workspace-agent-pool": others.id,
    });
    const workspace = await sandbox.workspace(unique("ws"), environment.id, {}, own.id);
    const { candidates, pool } = await sandbox.explain(workspace.id);
    expect(pool.id).toBe(own.id);
    expect(candidates.map(({ level, outcome }: never) => [level, outcome])).toEqual([
      ["workspace", "won"],
      ["environment", "overridden"],
      ["account", "not-set"],
      ["scalr-runners", "overridden"],
    ]);
    for (const { reason } of candidates) expect(reason).toMatch(/\.$/);
  });
});

describe("R12: a queued run", () => {
  it("says what it waits for", async () => {
    const { sandbox } = used;
    const pool = await sandbox.pool(unique("pool"));
    const environment = await sandbox.environment(unique("env"));
    const workspace = await sandbox.workspace(unique("ws"), environment.id, {}, pool.id);
    const version = await sandbox.upload(workspace.id, { "main.tf": "" });
    const [first, second] = [
      await sandbox.run(workspace.id, version),
      await sandbox.run(workspace.id, version),
    ];
    expect(await sandbox.waitingFor(first.id)).toMatchObject({ kind: "agent" });
    expect(await sandbox.waitingFor(second.id)).toMatchObject({
      kind: "earlier-run",
      message: expect.stringContaining(first.id),
    });
    const status = await sandbox.sandbox("GET", "status");
    expect(status.queue.map(({ run }: { run: string }) => run)).toEqual([first.id, second.id]);
    expect(status.queue[0].waitingFor.message).toContain(pool.attributes.name);
    expect(status.pools.find(({ id }: { id: string }) => id === pool.id)).toMatchObject({
      queued: 1,
      slots: 0,
    });
  });
});

it("every operation is in the reference, and nothing else is", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/reference/sandbox-api.md"), "utf8");
  const documented = [...page.matchAll(/^## (\w+) `(.*)`$/gm)].map(([, method, path]) => `${method} ${path}`);
  const served = Object.entries(OPERATIONS).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  const others = [
    "GET /events",
    "GET /state",
    "PUT /state",
    "GET /session",
    "POST /session",
    "DELETE /session",
    "GET /proof",
    "POST /sign-in-links",
  ];
  expect(documented.sort()).toEqual([...served, ...others].sort());
});
