import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ConsoleSessions } from "../../simulator/access/console-sessions.js";
import { CONSOLE_PAGES } from "../../simulator/console/site.js";
import { callerWith, grant, roleOf, serviceAccount, tokenFor } from "../access/people.js";
import { expectRefusal, unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";
import { Told } from "./told.js";

const site = join(import.meta.dirname, "../../dist/simulator/console/site");
const used = useSandbox();

const OWN = { "X-Sandbox-Console": "1", "Sec-Fetch-Site": "same-origin" };

async function send(method: string, path: string, headers: Record<string, string>, body?: unknown) {
  const response = await fetch(used.sandbox.url + path, {
    method,
    headers: { "Content-Type": "application/json", ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" ? undefined : JSON.parse(text),
  };
}

/** Signs in as a browser does, and returns the headers of what the console's page then sends. */
async function signedIn(token: string): Promise<Record<string, string>> {
  const own = { ...OWN, Origin: used.sandbox.url };
  const reply = await send("POST", "/api/sandbox/v1/session", own, { token });
  expect(reply.status).toBe(200);
  const cookie = reply.headers.get("set-cookie")!.split(";")[0]!;
  return { ...own, "X-Sandbox-Console": reply.body.key, Cookie: cookie };
}

describe("the site", () => {
  it("is under one name of this machine, for another user may listen on ::1", async () => {
    const { url } = used.sandbox;
    const host = new URL(url).host.replace("127.0.0.1", "localhost");
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get(`${url}/pools?x=1`, { headers: { host } }, resolve).on("error", reject);
    });
    response.resume();
    expect([response.statusCode, response.headers.location]).toEqual([302, `${url}/pools?x=1`]);
  });

  it.each(["/", ...CONSOLE_PAGES.map((page) => `/${page}/some/where`)])(
    "answers %s with the page, and allows it nothing from elsewhere and nothing inline",
    async (path) => {
      const response = await fetch(used.sandbox.url + path);
      const html = await response.text();
      expect(html).toContain('<div id="app">');
      expect(html).not.toMatch(/<script>|<style>| on\w+=|https?:/);
      const policy = response.headers.get("content-security-policy")!;
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toMatch(/unsafe|https?:|\*|data:/);
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    },
  );

  it("leaves every other address to the API", async () => {
    for (const path of ["/nothing", "/assets/nothing.js", "/index", "/../package.json"])
      expect((await fetch(used.sandbox.url + path)).status, path).toBe(404);
    expect((await send("POST", "/pools", {})).status).toBe(405);
  });

  it("is less than 300 kB to load, and keeps what has a hash in its name", async () => {
    const names = readdirSync(site, { recursive: true, encoding: "utf8" }).filter((name) =>
      /\.\w+$/.test(name),
    );
    expect(names).toContain("index.html");
    const size = names.reduce((sum, name) => sum + gzipSync(readFileSync(join(site, name))).length, 0);
    expect(size).toBeLessThan(300_000);
    const script = names.find((name) => name.endsWith(".js"))!.replaceAll("\\", "/");
    const response = await fetch(`${used.sandbox.url}/${script}`, { headers: { "Accept-Encoding": "gzip" } });
    expect(response.headers.get("content-encoding")).toBe("gzip");
    expect(response.headers.get("cache-control")).toContain("immutable");
    expect(await response.text()).toBe(readFileSync(join(site, script), "utf8"));
  });
});

it("its pictures in the docs are there in light and dark, and small", () => {
  const folder = join(import.meta.dirname, "../../docs/images/console");
  const pictures = readdirSync(folder);
  expect(pictures.length).toBeGreaterThan(20);
  for (const name of pictures) {
    expect(readFileSync(join(folder, name)).length, name).toBeLessThan(200_000);
    expect(pictures).toContain(name.replace(/-(light|dark)\.png$/, "-light.png"));
    expect(pictures).toContain(name.replace(/-(light|dark)\.png$/, "-dark.png"));
  }
});

describe("signing in", () => {
  it("opens a session: a cookie that no script and no other site gets at, and its key, which no other port gets", async () => {
    const { sandbox } = used;
    expect((await send("GET", "/api/sandbox/v1/session", OWN)).body).toEqual({ who: null });
    const own = { ...OWN, Origin: sandbox.url };
    const reply = await send("POST", "/api/sandbox/v1/session", own, { token: sandbox.token });
    expect(reply.body).toMatchObject({ who: { type: "users" }, operator: true });
    const cookie = reply.headers.get("set-cookie")!;
    expect(cookie).toMatch(/^scalr-sandbox-\d+=/);
    for (const part of ["HttpOnly", "SameSite=Strict"]) expect(cookie).toContain(part);
    expect(cookie).not.toContain(sandbox.token);
    expect(cookie).not.toContain(reply.body.key);
    const signed = await signedIn(sandbox.token);
    const read = async (headers: Record<string, string>) =>
      (await send("GET", "/api/iacp/v3/agent-pools", headers)).status;
    expect(await read(signed)).toBe(200);
    const out = await send("DELETE", "/api/sandbox/v1/session", signed);
    expect(out.headers.get("set-cookie")).toContain("Max-Age=0");
    expect(await read(signed)).toBe(401);
  });

  it("ends the session that the browser had before, and with a session the streams that it opened", async () => {
    const { sandbox } = used;
    const first = await signedIn(sandbox.token);
    const events = await fetch(`${sandbox.url}/api/sandbox/v1/events`, { headers: first });
    expect(events.status).toBe(200);
    const { key: _key, ...told } = (
      await send("POST", "/api/sandbox/v1/session", first, { token: sandbox.token })
    ).body;
    expect(told).toMatchObject({ operator: true });
    // The rest of the stream, which has ended.
    expect(await events.text()).toContain("event: live");
    const { body } = await send("GET", "/api/sandbox/v1/session", first);
    expect(body).toEqual({ who: null, reason: expect.stringContaining("no longer signed in") });
  });

  it("ends by itself after its life", async () => {
    const sessions = new ConsoleSessions(1);
    const { cookie, key } = sessions.open("hash");
    const { token, ended } = sessions.find(cookie, key)!;
    expect([token, ended.aborted]).toEqual(["hash", false]);
    await once(ended, "abort");
    expect(sessions.find(cookie, key)).toBeUndefined();
  });

  it("is refused with a token that opens nothing, and with that of a pool", async () => {
    const { sandbox } = used;
    const own = { ...OWN, Origin: sandbox.url };
    const pool = await sandbox.pool(unique("pool"));
    for (const [token, status] of [
      ["no-such-token", 401],
      [await sandbox.poolToken(pool.id), 403],
      ["with spaces; and=more", 401],
      ["", 400],
    ] as const) {
      const reply = await send("POST", "/api/sandbox/v1/session", own, { token });
      expect(reply.status, token).toBe(status);
      expect(reply.headers.get("set-cookie")).toBeNull();
    }
  });

  it("tells what the caller was granted, so that the console can know what they may do", async () => {
    const { sandbox } = used;
    const environment = await sandbox.environment(unique("env"));
    const account = await serviceAccount(sandbox);
    await grant(sandbox, account, environment.id, [await roleOf(sandbox, ["workspaces:read"])]);
    const { body } = await send(
      "GET",
      "/api/sandbox/v1/session",
      await signedIn(await tokenFor(sandbox, account)),
    );
    expect(body).toMatchObject({
      who: { type: "service-accounts", id: account },
      operator: false,
      grants: [{ scope: { kind: "environment", id: environment.id }, permissions: ["workspaces:read"] }],
    });
  });
});

describe("the cookie counts for the console alone:", () => {
  const pool = () => ({ data: { type: "agent-pools", attributes: { name: unique("forged") } } });

  it.each([
    ["without the console's header", { "X-Sandbox-Console": undefined }],
    ["from another origin", { Origin: "http://elsewhere.example" }],
    ["from the same machine's other port", { Origin: "http://127.0.0.1:1" }],
    ["from another site, as the browser says", { "Sec-Fetch-Site": "cross-site" }],
    ["from another port of this site, as the browser says", { "Sec-Fetch-Site": "same-site" }],
    ["with no origin, for a change", { Origin: undefined }],
    ["from an opaque origin", { Origin: "null" }],
  ])("a request %s is refused", async (_name, change) => {
    const all = { ...(await signedIn(used.sandbox.token)), ...change };
    const headers = Object.fromEntries(
      Object.entries(all).filter(([, value]) => value !== undefined),
    ) as never;
    const reply = await send("POST", "/api/iacp/v3/agent-pools", headers, pool());
    expectRefusal(reply as never, { status: 403, detail: /console's sign-in/ });
    if (!("Origin" in change && change.Origin === undefined))
      expect((await send("GET", "/api/iacp/v3/agent-pools", headers)).status).toBe(403);
    expect(JSON.stringify([...used.sandbox.simulator.store.all("agent-pools")])).not.toContain("forged");
  });

  it.each([
    ["another session's", async () => (await signedIn(used.sandbox.token))["X-Sandbox-Console"]!],
    ["a guessed", () => "1"],
    ["an empty", () => ""],
  ])("a request with %s key has no session", async (_name, key) => {
    const headers = { ...(await signedIn(used.sandbox.token)), "X-Sandbox-Console": await key() };
    for (const method of ["GET", "POST"]) {
      const reply = await send(
        method,
        "/api/iacp/v3/agent-pools",
        headers,
        method === "GET" ? undefined : pool(),
      );
      expectRefusal(reply as never, { status: 401, detail: /A token is required/ });
    }
  });

  it("neither of its secrets is a token", async () => {
    const { Cookie, "X-Sandbox-Console": key } = await signedIn(used.sandbox.token);
    for (const secret of [Cookie!.split("=")[1]!, key!]) {
      const headers = { Authorization: `Bearer ${secret}` };
      expect((await send("GET", "/api/iacp/v3/agent-pools", headers)).status).toBe(401);
    }
  });

  it("the console's own is done", async () => {
    const headers = await signedIn(used.sandbox.token);
    expect((await send("POST", "/api/iacp/v3/agent-pools", headers, pool())).status).toBe(201);
  });
});

describe("the events of somebody who may not read everything", () => {
  it("tell what they may read, and nothing else", async () => {
    const { sandbox } = used;
    const [mine, other] = [
      await sandbox.environment(unique("mine")),
      await sandbox.environment(unique("other")),
    ];
    const caller = await callerWith(sandbox, ["environments:read", "workspaces:read", "runs:read"], mine.id);
    const told = await Told.follow(caller);
    await told.until(({ event }) => event === "live");
    const shown = await sandbox.workspace(unique("shown"), mine.id);
    const hidden = await sandbox.workspace(unique("hidden"), other.id);
    const seen = await sandbox.workspace(unique("last"), mine.id);
    await told.until(({ data }) => data.id === seen.id);
    expect(told.ids).toContain(mine.id);
    expect(told.ids).toContain(shown.id);
    for (const id of [other.id, hidden.id]) expect(told.ids).not.toContain(id);
    // Its own token among them.
    const readable = ["access-tokens", "environments", "sandbox", "workspaces"];
    expect(readable).toEqual(expect.arrayContaining([...told.types]));
    await sandbox.delete("workspaces", shown.id);
    const gone = await told.until(({ data }) => data.action === "deleted" && data.id === shown.id);
    expect(gone.data.before).toEqual({ type: "workspaces", id: shown.id });
  });

  it("tell of work with a Git server to who may read its provider", async () => {
    const { sandbox } = used;
    const attributes = { name: unique("git"), "vcs-enabled": true };
    const pool = (await sandbox.create("agent-pools", attributes)).id;
    const provider = (
      await sandbox.create(
        "vcs-providers",
        { name: unique("ghe"), "vcs-type": "github_enterprise", url: "https://git.invalid", token: "t" },
        { "agent-pool": pool },
      )
    ).id;
    const environment = await sandbox.environment(unique("env"));
    const told = await Told.follow(await callerWith(sandbox, ["vcs-providers:read", "workspaces:read"]));
    const blind = await Told.follow(await callerWith(sandbox, ["workspaces:read"]));
    const { id } = await sandbox.create(
      "workspaces",
      { name: unique("app"), "vcs-repo": { identifier: "acme/app" } as never },
      { environment: environment.id, "vcs-provider": provider },
    );
    await sandbox.get(`workspaces/${id}/actions/resync`);
    await told.until(({ data }) => data.type === "vcs-tasks");
    const last = await sandbox.workspace(unique("last"), environment.id);
    await blind.until(({ data }) => data.id === last.id);
    expect([...blind.types]).not.toContain("vcs-tasks");
    // Whoever comes when it is there already, too.
    const late = await Told.follow(await callerWith(sandbox, ["workspaces:read"]));
    await late.until(({ event }) => event === "live");
    expect([...late.types]).toContain("workspaces");
  });

  it("start again when what they may read changes", async () => {
    const { sandbox } = used;
    const environment = await sandbox.environment(unique("later"));
    const account = await serviceAccount(sandbox);
    await grant(sandbox, account, sandbox.accountId, [await roleOf(sandbox, ["tags:read"])]);
    const told = await Told.follow(sandbox.as(await tokenFor(sandbox, account)));
    await told.until(({ event }) => event === "live");
    expect(told.ids).not.toContain(environment.id);
    const role = await roleOf(sandbox, ["environments:read"]);
    await grant(sandbox, account, environment.id, [role]);
    await told.until(({ event }) => event === "restart");
    await told.until(({ data }) => data.id === environment.id);
    await told.until(({ event }) => event === "live");
  });

  it("come with the explanation of what they may read, and of nothing else", async () => {
    const { sandbox } = used;
    const [mine, other] = [
      await sandbox.environment(unique("mine")),
      await sandbox.environment(unique("other")),
    ];
    const caller = await callerWith(sandbox, ["workspaces:read"], mine.id);
    const workspace = await sandbox.workspace(unique("ws"), mine.id);
    const hidden = await sandbox.workspace(unique("ws"), other.id);
    expect((await caller.get(`/api/sandbox/v1/workspaces/${workspace.id}/resolution`)).status).toBe(200);
    expect((await caller.get(`/api/sandbox/v1/workspaces/${hidden.id}/resolution`)).status).toBe(404);
    expect((await caller.get("/api/sandbox/v1/clock")).body.upcoming).toEqual([]);
    expect((await caller.send("POST", "/api/sandbox/v1/clock/advance", { by: "1s" })).status).toBe(403);
  });
});
