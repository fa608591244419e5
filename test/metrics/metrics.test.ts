import { readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { METRICS } from "../../simulator/sandbox/metrics/table.js";
import { ProtocolAgent, place, readyWorkspace } from "../dispatch/protocol-agent.js";
import { useSandbox } from "../support/sandbox.js";
import { type Family, parseExposition } from "./exposition.js";

const box = useSandbox({ runnerQuota: 3 });

/** A request as any HTTP client may send it, its host name included. */
function get(path: string, headers: Record<string, string> = {}, method = "GET") {
  return new Promise<{ status: number; type: string; text: string }>((resolve, reject) => {
    request(`${box.sandbox.url}${path}`, { method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      const type = response.headers["content-type"] ?? "";
      response.on("end", () => resolve({ status: response.statusCode!, type, text }));
    })
      .on("error", reject)
      .end();
  });
}

async function scrape(): Promise<ReadonlyMap<string, Family>> {
  const { status, type, text } = await get("/metrics");
  expect(status, text).toBe(200);
  expect(type).toBe("text/plain; version=0.0.4; charset=utf-8");
  return parseExposition(text);
}

/** The value of the one sample that has these labels, whatever others it has. */
function value(families: ReadonlyMap<string, Family>, name: string, labels: Record<string, string> = {}) {
  const found = families
    .get(name)!
    .samples.filter((sample) =>
      Object.entries(labels).every(([label, text]) => sample.labels[label] === text),
    );
  expect(found, `${name} ${JSON.stringify(labels)}`).toHaveLength(1);
  return found[0]!.value;
}

const nameOf = async (pool: string): Promise<string> =>
  (await box.sandbox.read("agent-pools", pool)).attributes.name;

describe("GET /metrics", () => {
  it("has every declared metric, with its type, its help and no other labels", async () => {
    const families = await scrape();
    expect([...families.keys()]).toEqual(METRICS.map(({ name }) => name));
    for (const { name, type, help, labels } of METRICS) {
      expect(families.get(name)).toMatchObject({ type, help });
      for (const sample of families.get(name)!.samples) expect(Object.keys(sample.labels)).toEqual(labels);
    }
    expect(value(families, "scalr_quota_max_concurrency")).toBe(3);
    expect(value(families, "scalr_sandbox_pool_slots", { pool_type: "scalr-runners" })).toBe(3);
  });

  it("follows runs from the queue to their end, and agents with them", async () => {
    const where = await place(box.sandbox);
    const pool = await nameOf(where.pool);
    const [one, other] = [await readyWorkspace(box.sandbox, where), await readyWorkspace(box.sandbox, where)];
    await box.sandbox.run(one);
    await box.sandbox.run(one);
    await box.sandbox.run(other);

    let families = await scrape();
    expect(value(families, "scalr_runs_queue_size")).toBe(3);
    expect(value(families, "scalr_runs_concurrency")).toBe(0);
    expect(value(families, "scalr_sandbox_runs", { status: "pending" })).toBe(1);
    expect(value(families, "scalr_sandbox_runs", { status: "plan_queued" })).toBe(2);
    expect(value(families, "scalr_sandbox_pool_queued", { pool })).toBe(2);
    expect(value(families, "scalr_sandbox_pool_tasks_needing_agent", { pool })).toBe(2);

    const agent = await ProtocolAgent.join(box.sandbox, where.token, { concurrency: 1 });
    families = await scrape();
    expect(value(families, "scalr_sandbox_pool_agents", { pool, status: "idle" })).toBe(1);
    expect(value(families, "scalr_sandbox_pool_slots", { pool })).toBe(1);
    expect(value(families, "scalr_sandbox_pool_tasks_needing_agent", { pool })).toBe(1);

    const plan = await agent.work(1);
    families = await scrape();
    expect(value(families, "scalr_runs_queue_size")).toBe(2);
    expect(value(families, "scalr_runs_concurrency")).toBe(1);
    expect(value(families, "scalr_sandbox_pool_running", { pool })).toBe(1);
    expect(value(families, "scalr_sandbox_pool_tasks", { pool })).toBe(2);
    expect(value(families, "scalr_sandbox_pool_agents", { pool, status: "busy" })).toBe(1);
    expect(value(families, "scalr_sandbox_pool_agents", { pool, status: "idle" })).toBe(0);

    await plan.finish({ hasChanges: false });
    families = await scrape();
    expect(value(families, "scalr_sandbox_runs", { status: "planned_and_finished" })).toBe(1);

    await agent.lose(box.sandbox);
    await box.sandbox.advance("6m");
    families = await scrape();
    expect(value(families, "scalr_sandbox_pool_agents", { pool, status: "offline" })).toBe(1);
    expect(value(families, "scalr_sandbox_pool_slots", { pool })).toBe(0);
  });

  it("asks no further agent for what the quota of the Scalr runners holds back (R7)", async () => {
    const { id } = await box.sandbox.environment("on-runners");
    const before = await scrape();
    const runners = { pool_type: "scalr-runners" };
    const [queued, needing] = ["scalr_sandbox_pool_queued", "scalr_sandbox_pool_tasks_needing_agent"];
    expect(value(before, queued, runners)).toBe(0);
    for (let i = 0; i < 5; i++) {
      const workspace = await box.sandbox.workspace(`on-runners-${i}`, id);
      await box.sandbox.upload(workspace.id, { "main.tf": "" });
      await box.sandbox.run(workspace.id);
    }
    const after = await scrape();
    expect([value(after, queued, runners), value(after, needing, runners)]).toEqual([5, 3]);
  });

  it("counts what agents of a VCS pool do with a Git server, and how long it waits for one (R6)", async () => {
    const { sandbox } = box;
    const pool = (await sandbox.create("agent-pools", { name: "git", "vcs-enabled": true })).id;
    const attributes = {
      name: "ghe",
      "vcs-type": "github_enterprise",
      url: "https://git.invalid",
      token: "t",
    };
    const provider = (await sandbox.create("vcs-providers", attributes, { "agent-pool": pool })).id;
    const { id: environment } = await sandbox.environment("with-git");
    const { id } = await sandbox.create(
      "workspaces",
      { name: "app", "vcs-repo": { identifier: "acme/app" } as never },
      { environment, "vcs-provider": provider },
    );
    await sandbox.get(`workspaces/${id}/actions/resync`);
    await sandbox.advance("30s");
    const of = async () => {
      const families = await scrape();
      const names = ["running", "queued", "tasks_needing_agent", "next_wait_seconds"];
      return names.map((name) => value(families, `scalr_sandbox_pool_${name}`, { pool_id: pool }));
    };
    expect(await of()).toEqual([0, 1, 1, 30]);
    const agent = await ProtocolAgent.join(sandbox, await sandbox.poolToken(pool));
    expect(await of()).toEqual([0, 1, 0, 30]);
    await agent.call("POST", "vcs/poll", { running: [], slots: 5, wait: 0 });
    expect(await of()).toEqual([1, 0, 0, 0]);
  });

  it("keeps its lines whole whatever a pool is called", async () => {
    const names = ['say "hi"', "back\\slash", "{a=1}, b", "ünï ☃", "# HELP x"];
    const made: string[] = [];
    for (const name of names)
      if ((await box.sandbox.tryCreate("agent-pools", { name })).status === 201) made.push(name);
    expect(made.length).toBeGreaterThan(0);
    const families = await scrape();
    for (const pool of made) expect(value(families, "scalr_sandbox_pool_slots", { pool })).toBe(0);
  });

  it("starts again at nothing after a reset", async () => {
    await box.sandbox.sandbox("POST", "reset");
    const families = await scrape();
    expect(value(families, "scalr_runs_queue_size")).toBe(0);
    for (const { value: runs } of families.get("scalr_sandbox_runs")!.samples) expect(runs).toBe(0);
    expect(families.get("scalr_sandbox_pool_slots")!.samples).toHaveLength(1);
  });
});

describe("who may read it", () => {
  it.each([
    ["a name that is made to point here", { Host: "rebound.example:7878" }],
    ["a proxy", { "X-Forwarded-For": "10.1.2.3" }],
    ["a proxy that says so the standard way", { Forwarded: "for=10.1.2.3" }],
  ])("takes a token through %s", async (_, headers) => {
    const { status, text } = await get("/metrics", headers);
    expect(status).toBe(401);
    expect(JSON.parse(text).errors[0].detail).toContain("A token is required");
    const Authorization = `Bearer ${box.sandbox.simulator.token}`;
    expect((await get("/metrics", { ...headers, Authorization })).status).toBe(200);
  });

  it.each(["localhost", "127.0.0.1:7878", "[::1]:7878", "sandbox.localhost"])(
    "takes none on this machine, as %s",
    async (Host) => expect((await get("/metrics", { Host })).status).toBe(200),
  );

  it("judges a token that is sent, and names the permission that it lacks", async () => {
    expect((await get("/metrics", { Authorization: "Bearer nonsense" })).status).toBe(401);
    const { id } = await box.sandbox.create("users", { email: "reader@sandbox.invalid" });
    const { token } = await box.sandbox.sandbox("POST", `users/${id}/sign-in`);
    const { status, text } = await get("/metrics", { Authorization: `Bearer ${token}` });
    expect(status).toBe(403);
    expect(text).toContain("agent-pools:read");
  });

  it("is there to be read alone, and struck by no fault", async () => {
    const { status, text } = await get("/metrics", {}, "POST");
    expect(status).toBe(405);
    expect(text).toContain("Allowed: GET");
    await box.sandbox.sandbox("POST", "faults", { status: 500 });
    expect((await get("/metrics")).status).toBe(200);
    await box.sandbox.sandbox("DELETE", "faults");
  });
});

describe("the example dashboard", () => {
  const folder = join(import.meta.dirname, "../../examples/grafana");
  const dashboard = JSON.parse(readFileSync(join(folder, "dashboard.json"), "utf8"));

  interface Query {
    readonly expr: string;
    readonly legendFormat: string;
  }
  const queries: readonly Query[] = [
    ...dashboard.panels.flatMap(({ targets }: { targets: Query[] }) => targets),
    ...dashboard.templating.list
      .filter(({ type }: { type: string }) => type === "query")
      .map(({ query }: { query: { query: string } }) => ({ expr: query.query, legendFormat: "" })),
  ];
  const namesIn = ({ expr }: Query) => expr.match(/\bscalr_\w+/g) ?? [];
  const labelsIn = ({ expr, legendFormat }: Query) =>
    [
      ...expr.matchAll(/[{,]\s*(\w+)\s*[=!]/g),
      ...expr.matchAll(/\bby \((\w+)\)/g),
      ...expr.matchAll(/label_values\(\w+, (\w+)\)/g),
      ...legendFormat.matchAll(/{{(\w+)}}/g),
    ].map(([, label]) => label!);

  it("asks for nothing but what is exported, by labels that it has", async () => {
    const families = await scrape();
    expect(queries.length).toBeGreaterThan(10);
    for (const query of queries) {
      expect(namesIn(query), query.expr).not.toEqual([]);
      for (const name of namesIn(query)) {
        expect([...families.keys()]).toContain(name);
        const labels = METRICS.find((metric) => metric.name === name)!.labels;
        expect(labels, query.expr).toEqual(expect.arrayContaining(labelsIn(query)));
      }
    }
  });

  it("leaves no metric out", () => {
    const shown = new Set(queries.flatMap(namesIn));
    expect(METRICS.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([]);
  });

  it("comes with a scrape of the sandbox where it is by default", () => {
    const { scrape_configs } = parse(readFileSync(join(folder, "prometheus.yaml"), "utf8"));
    expect(scrape_configs).toEqual([
      { job_name: "scalr-sandbox", static_configs: [{ targets: ["127.0.0.1:7878"] }] },
    ]);
  });
});
