/** Every route of the TFE v2 API, walked with no token, with tokens that may nothing or too little, and with bodies of every kind. */
import { beforeAll, describe, expect, it } from "vitest";
import { TFE_ROUTES } from "../../simulator/api/tfe/index.js";
import { callerWith } from "../access/people.js";
import { useSandbox } from "../support/sandbox.js";

const box = useSandbox();

const BASE = "/api/tfe/v2";

/** Each method of each path, with what it takes. */
const ROUTES = Object.entries(TFE_ROUTES).flatMap(([pattern, methods]) =>
  Object.entries(methods).map(([method, { permission }]) => ({ pattern, method, permission })),
);

/** Objects of the sandbox by the segment that comes before their place in a path. */
let ids: Record<string, string>;
let workspaceName: string;

const pathOf = (pattern: string): string => {
  let before = "";
  const segments = pattern.split("/").map((segment) => {
    const isNamed = before === "workspaces" && pattern.startsWith("organizations");
    const filled = segment !== "*" ? segment : isNamed ? workspaceName : (ids[before] ?? "unknown");
    before = segment;
    return filled;
  });
  return `${BASE}/${segments.join("/")}`;
};

async function send(method: string, path: string, token: string | null, body?: string) {
  const response = await fetch(`${box.sandbox.simulator.url}${path}`, {
    method,
    headers: {
      ...(token !== null && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "Content-Type": "application/vnd.api+json" }),
    },
    ...(body !== undefined && { body }),
  });
  return { status: response.status, text: await response.text() };
}

const BODY = JSON.stringify({
  data: { type: "anything", attributes: { name: "made", serial: 1, md5: "x" } },
});
const bodyOf = (method: string) => (method === "GET" || method === "DELETE" ? undefined : BODY);

beforeAll(async () => {
  const { sandbox } = box;
  const environment = await sandbox.environment("walked");
  workspaceName = "walked-workspace";
  const workspace = await sandbox.workspace(workspaceName, environment.id);
  const version = await sandbox.upload(workspace.id, { "main.tf": "" });
  const run = await sandbox.run(workspace.id, version);
  const state = Buffer.from(
    JSON.stringify({ version: 4, serial: 1, lineage: "l", outputs: { o: { value: 1, type: "number" } } }),
  ).toString("base64");
  const { id } = await sandbox.create("state-versions", { state }, { workspace: workspace.id });
  const check = sandbox.simulator.store.transact((tx) =>
    tx.insert<"policy-checks">({
      type: "policy-checks",
      id: "polchk-walked",
      run: run.id,
      stage: "policy_check",
      status: "soft_failed",
      statusTimestamps: {},
      policies: [],
      input: {},
      overriddenBy: null,
    }),
  );
  ids = {
    "policy-checks": check.id,
    organizations: environment.id,
    workspaces: workspace.id,
    runs: run.id,
    plans: run.relationships.plan!.data.id,
    applies: run.relationships.apply!.data.id,
    "configuration-versions": version,
    "state-versions": id,
    "state-version-outputs": `${id}.${Buffer.from("o").toString("base64url")}`,
  };
});

describe("the TFE v2 API", () => {
  it.each(ROUTES)("opens $method $pattern to nobody without a token", async ({ method, pattern }) => {
    const { status } = await send(method, pathOf(pattern), null, bodyOf(method));
    expect(status).toBe(pattern === "ping" ? 204 : 401);
  });

  it.each(ROUTES.filter(({ permission }) => permission !== null))(
    "hides what $method $pattern leads to from who may nothing",
    async ({ method, pattern }) => {
      const { token } = await callerWith(box.sandbox, []);
      const { status } = await send(method, pathOf(pattern), token, bodyOf(method));
      expect(status).toBe(404);
    },
  );

  it.each(ROUTES.filter(({ permission, method }) => permission && method !== "GET"))(
    "refuses $method $pattern to who may read everything and change nothing",
    async ({ method, pattern, permission }) => {
      const { token } = await callerWith(box.sandbox, ["*:read"]);
      const { status, text } = await send(method, pathOf(pattern), token, bodyOf(method));
      // A run names its workspace in its body.
      expect(status).toBe(pattern === "runs" ? 404 : 403);
      if (pattern !== "runs") expect(text).toContain(permission);
    },
  );

  it.each(ROUTES)("never fails on what is sent to $method $pattern", async ({ method, pattern }) => {
    const { token } = box.sandbox.simulator;
    // With ids that are there, these would take what the other tests need.
    const deletes = method === "DELETE" || pattern.includes("safe-delete");
    const bodies = [
      "{",
      "null",
      "[]",
      '{"data":[]}',
      '{"data":{"attributes":5}}',
      BODY,
      '{"data":{"relationships":7}}',
    ];
    for (const body of deletes ? [] : method === "GET" ? [undefined] : bodies) {
      const { status, text } = await send(method, pathOf(pattern), token, body);
      expect(status, text).toBeLessThan(500);
      if (status >= 400) expect(JSON.parse(text).errors[0].title).toMatch(/\S/);
    }
    for (const strange of ["%zz", "%00", "__proto__", "..%2f..", "x".repeat(3_000)]) {
      const { status } = await send(
        method,
        `${BASE}/${pattern.replaceAll("*", strange)}`,
        token,
        bodyOf(method),
      );
      expect(status).toBeLessThan(500);
      expect(status).toBeGreaterThanOrEqual(pattern === "ping" ? 200 : 400);
    }
  });

  it("reads everything with a token that may", async () => {
    const { token } = box.sandbox.simulator;
    const reads = ROUTES.filter(({ method, permission }) => method === "GET" && permission !== null);
    const wrong: string[] = [];
    for (const { pattern, method } of reads) {
      const { status } = await send(method, pathOf(pattern), token);
      // A plan that has not finished has no JSON.
      const expected = pattern.startsWith("plans/*/json") ? [404, 422] : [200];
      if (!expected.includes(status)) wrong.push(`${pattern}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  it("reads a log by its own link alone, which ends with the token that it was made for", async () => {
    const { sandbox } = box;
    const reader = await callerWith(sandbox, ["runs:read", "workspaces:read", "environments:read"]);
    const { text } = await send("GET", `${BASE}/plans/${ids.plans}`, reader.token);
    const link = new URL(JSON.parse(text).data.attributes["log-read-url"]).pathname;
    const read = (path: string) => send("GET", `${path}?limit=64&offset=0`, null);
    expect(await read(link)).toMatchObject({ status: 200, text: expect.stringMatching("^\u0002") });
    const { signature } = /(?<signature>[^/]+)$/.exec(link)!.groups!;
    expect(JSON.stringify(await sandbox.sandbox("GET", "audit"))).not.toContain(signature);
    expect((await read(`${link.slice(0, -4)}AAAA`)).status).toBe(403);
    expect((await read(link.replace(ids.plans!, "plan-other"))).status).toBe(403);
    const [token] = sandbox.simulator.store.find("access-tokens", "owner", ownerOf(reader.token));
    await sandbox.send("DELETE", `access-tokens/${token!.id}`);
    expect((await read(link)).status).toBe(401);
  });
});

/** The owner of the token with a secret. */
function ownerOf(secret: string): string {
  const { store } = box.sandbox.simulator;
  const id = JSON.parse(Buffer.from(secret.split(".")[1]!, "base64url").toString()).jti;
  return store.get("access-tokens", id)!.owner;
}
