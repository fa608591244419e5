import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startSimulator } from "../../../simulator/server.js";
import { expectRefusal } from "../../api/support.js";
import { ProtocolAgent } from "../../dispatch/protocol-agent.js";
import { temporaryFolder } from "../../support/process.js";
import { Sandbox } from "../../support/sandbox.js";
import { EXAMPLES, seeded, worldFile } from "./support.js";

const inSandbox = (path: string) => `/api/sandbox/v1/${path}`;

describe("the example worlds", () => {
  it("agent-pools.yaml shows where runs execute, with its own ids", async () => {
    const sandbox = await seeded(join(EXAMPLES, "agent-pools.yaml"));
    expect(sandbox.accountId).toBe("acc-lesson");
    expect((await sandbox.read("accounts", "acc-lesson")).attributes.name).toBe("Lesson");
    const pool = async (workspace: string) => (await sandbox.explain(workspace)).pool.id;
    expect(await pool("ws-api")).toBe("apool-production");
    expect(await pool("ws-web")).toBe("apool-shared");
    expect(await pool("ws-web-staging")).toBe("apool-build");
    const refused = await sandbox.tryUpdate("workspaces", "ws-web", {}, { "agent-pool": "apool-build" });
    expectRefusal(refused, { status: 422, pointer: "/data/relationships/agent-pool" });
    const agent = await ProtocolAgent.join(sandbox, "lesson-token-of-build", { name: "pupil" });
    expect(sandbox.simulator.store.get("agents", agent.id)!.pool).toBe("apool-build");
  });

  it("permissions.yaml gives each of its people what they may do (R21)", async () => {
    const sandbox = await seeded(join(EXAMPLES, "permissions.yaml"));
    const status = async (token: string, method: string, path: string) => {
      const [type, id] = path.split("/");
      const body =
        method === "PATCH" ? { data: { type, id, attributes: { "auto-apply": true } } } : undefined;
      return (await sandbox.as(token).send(method, path, body)).status;
    };
    const [development, production] = ["workspaces/ws-app-development", "workspaces/ws-app-production"];
    expect(await status("token-of-dora", "PATCH", development)).toBe(200);
    expect(await status("token-of-dora", "GET", production)).toBe(200);
    expect(await status("token-of-dora", "PATCH", production)).toBe(403);
    expect(await status("token-of-otto", "PATCH", production)).toBe(200);
    expect(await status("token-of-otto", "GET", development)).toBe(404);
    expect(await status("token-of-rita", "GET", development)).toBe(200);
    expect(await status("token-of-rita", "PATCH", development)).toBe(403);
    expect(await status("token-of-robot", "GET", production)).toBe(200);
    expect(await status("token-of-robot", "GET", development)).toBe(404);
    expect((await sandbox.as("token-of-rita").get(inSandbox("status"))).status).toBe(403);
  });
});

it("makes objects of every kind in the order that they need, whatever the order of the file", async () => {
  const sandbox = await seeded(
    worldFile(`
      tokens:
        - { id: at-robot, owner: sa-robot, secret: robots-secret, name: ci, expires-in: 60 }
      access-policies:
        - { id: ap-robot, service-account: sa-robot, workspace: ws-a, roles: [role-own] }
      run-triggers:
        - { downstream: ws-a, upstream: ws-b }
      vars:
        - { id: var-x, key: x, value: s3cret, category: terraform, sensitive: true, workspace: ws-a }
      workspaces:
        - { id: ws-a, name: a, environment: env-one, agent-pool: apool-one, tags: [tag-t], auto-apply: true }
        - { id: ws-b, name: b, environment: env-one }
      environments:
        # Linked in a circle: its default pool is assigned to it.
        - { id: env-one, name: one, default-workspace-agent-pool: apool-one, tags: [tag-t] }
      agent-pools:
        - { id: apool-one, name: one, environments: [env-one] }
      roles:
        - { id: role-own, name: own, permissions: ["workspaces:*"] }
      service-accounts:
        - { id: sa-robot, name: robot }
      tags:
        - { id: tag-t, name: t }
        - name: without an id
      provider-configurations:
        - { id: pcfg-aws, name: aws, provider-name: aws, environments: [env-one] }
      account: { quotas: { max-concurrent-runs: 7 } }
    `),
  );
  expect((await sandbox.explain("ws-b")).pool.id).toBe("apool-one");
  expect((await sandbox.read("workspaces", "ws-a")).attributes["auto-apply"]).toBe(true);
  expect((await sandbox.read("vars", "var-x")).attributes.value).toBeNull();
  expect((await sandbox.as("robots-secret").get("workspaces/ws-a")).status).toBe(200);
  expect((await sandbox.read("access-tokens", "at-robot")).attributes).toMatchObject({
    name: "ci",
    "expires-in": 60,
  });
  expect((await sandbox.read("provider-configurations", "pcfg-aws")).attributes.name).toBe("aws");
  const quotas = (await sandbox.read("accounts", sandbox.accountId)).attributes.quotas;
  expect(quotas["max-concurrent-runs"]).toBe(7);
  expect(await sandbox.list("tags")).toHaveLength(2);
  await sandbox.advance("61m");
  expect((await sandbox.as("robots-secret").get("workspaces/ws-a")).status).toBe(401);
});

it("can be gone back to", async () => {
  const sandbox = await seeded(join(EXAMPLES, "agent-pools.yaml"));
  await sandbox.delete("workspaces", "ws-api");
  await sandbox.sandbox("POST", "reset", { snapshot: "seed" });
  expect((await sandbox.read("workspaces", "ws-api")).attributes.name).toBe("api");
  expect((await sandbox.explain("ws-web-staging")).pool.id).toBe("apool-build");
});

it("is made once in a data folder: what people did since is kept", async () => {
  const dataDir = temporaryFolder();
  const file = join(EXAMPLES, "agent-pools.yaml");
  const start = () =>
    startSimulator({ dataDir, seed: file, runners: false, logLevel: "error", clock: "virtual" });
  const first = await start();
  expect(first.seeded).toBeGreaterThan(10);
  await new Sandbox(first).delete("workspaces", "ws-web");
  await first.close();
  const second = await start();
  expect([second.seeded, second.accountId]).toEqual([null, "acc-lesson"]);
  expectRefusal(await new Sandbox(second).get("workspaces/ws-web"), { status: 404 });
  await second.close();
});

it("reads JSON too, and an empty world", async () => {
  const sandbox = await seeded(
    worldFile('{"tags": [{"id": "tag-1", "name": "one"}], "environments": []}', "world.json"),
  );
  expect((await sandbox.list("tags")).map(({ id }) => id)).toEqual(["tag-1"]);
  await seeded(worldFile("environments:\n"));
});
