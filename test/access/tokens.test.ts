import { Writable } from "node:stream";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { expectRefusal } from "../api/support.js";
import { call, ProtocolAgent, REGISTRATION } from "../dispatch/protocol-agent.js";
import { type Sandbox, startSandbox, useSandbox } from "../support/sandbox.js";
import { callerWith, grant, serviceAccount, signIn, tokenFor, user } from "./people.js";

const world = useSandbox();
const payloadOf = (token: string) => JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString());
const ids = (resources: readonly { readonly id: string }[]) => resources.map(({ id }) => id).sort();

describe("a token", () => {
  it("is a JWT that names where the API is, and is shown once", async () => {
    const { sandbox } = world;
    const account = await serviceAccount(sandbox);
    const made = await sandbox.create(`service-accounts/${account}/access-tokens`, {
      name: "ci",
      description: "for CI",
    });
    expect(payloadOf(made.attributes.token)).toMatchObject({ iss: sandbox.url, jti: made.id });
    expect(made.attributes).toMatchObject({ name: "ci", description: "for CI", "expires-at": null });
    const read = await sandbox.read("access-tokens", made.id);
    expect(read.attributes.token).toBeNull();
    expect(ids(await sandbox.list(`service-accounts/${account}/access-tokens`))).toEqual([made.id]);
    expect(ids(await sandbox.list(`access-tokens?filter[service-account]=${account}`))).toEqual([made.id]);
    const stored = JSON.stringify([...sandbox.simulator.store.all("access-tokens")]);
    expect(stored).not.toContain(made.attributes.token);
  });

  it("tells when it was used last, to the minute of the sandbox clock", async () => {
    const { sandbox } = world;
    const caller = await callerWith(sandbox, ["tags:read"]);
    const [token] = await caller.list("access-tokens");
    const usedAt = async () => (await sandbox.read("access-tokens", token!.id)).attributes["last-used-at"];
    const first = await usedAt();
    expect(Date.parse(first)).toBe(sandbox.simulator.clock.now());
    await sandbox.advance("5m");
    await caller.get("tags");
    expect(Date.parse(await usedAt()) - Date.parse(first)).toBe(5 * 60_000);
  });

  it("expires by the sandbox clock, to the second", async () => {
    const { sandbox } = world;
    const account = await serviceAccount(sandbox);
    await grant(sandbox, account, sandbox.accountId, ["role-admin"]);
    const made = await sandbox.create(`service-accounts/${account}/access-tokens`, { "expires-in": 60 });
    expect(made.attributes["expires-in"]).toBe(60);
    const caller = sandbox.as(made.attributes.token);
    await sandbox.advance(60 * 60_000 - 1);
    expect((await caller.get("tags")).status).toBe(200);
    await sandbox.advance(1);
    expect((await caller.get("tags")).status).toBe(401);
    expect((await sandbox.read("access-tokens", made.id)).attributes["is-expired"]).toBe(true);
    const refused = await sandbox.tryCreate(`service-accounts/${account}/access-tokens`, { "expires-in": 0 });
    expectRefusal(refused, { status: 422, pointer: "/data/attributes/expires-in" });
  });

  it("opens nothing the moment it is revoked, nor when its owner goes or is made inactive", async () => {
    const { sandbox } = world;
    const [kept, deleted, inactive] = [await user(sandbox), await user(sandbox), await user(sandbox)];
    for (const each of [kept, deleted, inactive])
      await grant(sandbox, each, sandbox.accountId, ["role-read-only"]);
    const callers = [
      await signIn(sandbox, kept),
      await signIn(sandbox, deleted),
      await signIn(sandbox, inactive),
    ];
    for (const caller of callers) expect((await caller.get("tags")).status).toBe(200);
    const [token] = await callers[0]!.list(`access-tokens?filter[user]=${kept}`);
    await sandbox.delete("access-tokens", token!.id);
    await sandbox.delete("users", deleted);
    await sandbox.update("users", inactive, { status: "Inactive" });
    for (const caller of callers) expect((await caller.get("tags")).status).toBe(401);
    await sandbox.update("users", inactive, { status: "Active" });
    expect((await callers[2]!.get("tags")).status).toBe(200);
  });
});

describe("/access-tokens", () => {
  it("is everybody's own: made, seen, changed and revoked without any permission", async () => {
    const { sandbox } = world;
    for (const caller of [await signIn(sandbox, await user(sandbox)), await callerWith(sandbox, [])]) {
      const second = await caller.create("access-tokens", { description: "mine", "expires-in": 5 });
      const again = sandbox.as(second.attributes.token);
      expect(ids(await again.list("access-tokens"))).toEqual(ids(await caller.list("access-tokens")));
      expect(await caller.list("access-tokens")).toHaveLength(2);
      await again.update("access-tokens", second.id, { description: "still mine" });
      expect((await again.delete("access-tokens", second.id)).status).toBe(204);
      expect((await again.get("access-tokens")).status).toBe(401);
    }
  });

  it("shows the tokens of others to those alone who may read them", async () => {
    const { sandbox } = world;
    const account = await serviceAccount(sandbox);
    const { id } = await sandbox.create(`service-accounts/${account}/access-tokens`);
    const own = await callerWith(sandbox, ["tags:*"]);
    expect((await own.get(`access-tokens/${id}`)).status).toBe(404);
    expect((await own.delete("access-tokens", id)).status).toBe(404);
    const reads = await callerWith(sandbox, ["service-accounts:read"]);
    expect((await reads.get(`access-tokens/${id}`)).status).toBe(200);
    expectRefusal(await reads.delete("access-tokens", id), { status: 403, detail: /'access-tokens:delete'/ });
    const manages = await callerWith(sandbox, ["service-accounts:read", "service-accounts:update"]);
    expect((await manages.delete("access-tokens", id)).status).toBe(204);
  });

  it("never shows an agent's session", async () => {
    const { sandbox } = world;
    const pool = (await sandbox.pool("sessions")).id;
    await call(sandbox.url, "POST", "register", await sandbox.poolToken(pool), REGISTRATION);
    const all = await sandbox.list("access-tokens?page[size]=100");
    const stored = [...sandbox.simulator.store.all("access-tokens")].filter(({ kind }) => kind === "agent");
    expect(stored).not.toEqual([]);
    for (const { id } of stored) {
      expect(ids(all)).not.toContain(id);
      expect((await sandbox.get(`access-tokens/${id}`)).status).toBe(404);
    }
  });
});

describe("the sandbox's own API", () => {
  it("is for its operator alone", async () => {
    const { sandbox } = world;
    for (const caller of [
      await callerWith(sandbox, ["*:read", "*:update", "*:create", "*:delete"]),
      await callerWith(sandbox, ["*:*"], (await sandbox.environment("somewhere")).id),
    ])
      expectRefusal(await caller.get("/api/sandbox/v1/status"), { status: 403, detail: /admin token/ });
    const operator = await callerWith(sandbox, ["*:*"]);
    expect((await operator.get("/api/sandbox/v1/status")).status).toBe(200);
  });
});

it("a stream of events ends the moment its token is revoked", async () => {
  const { sandbox } = world;
  const operator = await callerWith(sandbox, ["*:*"]);
  const { id, attributes } = await operator.create("access-tokens");
  const response = await fetch(`${sandbox.url}/api/sandbox/v1/events?state=none`, {
    headers: { Authorization: `Bearer ${attributes.token}` },
  });
  expect(response.status).toBe(200);
  const all = response.text();
  expect((await operator.delete("access-tokens", id)).status).toBe(204);
  expect(await all).toContain("event: live");
});

it("a task's token opens that task and nothing else", async () => {
  const { sandbox } = world;
  const pool = (await sandbox.pool("tasks")).id;
  const environment = (await sandbox.environment("tasks")).id;
  for (const name of ["one", "two"]) {
    const workspace = (await sandbox.workspace(name, environment, {}, pool)).id;
    await sandbox.run(workspace, await sandbox.upload(workspace, { "main.tf": "" }));
  }
  const agent = await ProtocolAgent.join(sandbox, await sandbox.poolToken(pool));
  const [one, two] = [await agent.work(1), await agent.work(1)];
  const { jobToken } = one.info;
  expect((await one.log(0, "hello")).status).toBeLessThan(300);
  const path = `tasks/${two.offer.id}/log?attempt=${two.offer.attempt}&offset=0`;
  expect((await call(sandbox.url, "POST", path, jobToken, "hello")).status).toBe(401);
  expect((await call(sandbox.url, "GET", "tasks?slots=1&wait=0", jobToken)).status).toBe(401);
  expect((await call(sandbox.url, "POST", "register", jobToken, REGISTRATION)).status).toBe(401);
  for (const api of ["workspaces", "/api/sandbox/v1/status"])
    expect((await sandbox.as(jobToken).get(api)).status).toBe(401);
});

/** A simulator whose log is kept, at its most talkative. */
async function withLog(): Promise<{ sandbox: Sandbox; lines: () => string }> {
  let text = "";
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  const log = pino({ level: "trace" }, stream);
  return { sandbox: await startSandbox({ log }), lines: () => text };
}

it("no token, and no secret of a request, is in the log at its most talkative", async () => {
  const { sandbox, lines } = await withLog();
  const pool = (await sandbox.pool("pool")).id;
  const poolToken = await sandbox.poolToken(pool);
  const joined = await call(sandbox.url, "POST", "register", poolToken, REGISTRATION);
  const member = await user(sandbox);
  const person = (await sandbox.sandbox("POST", `users/${member}/sign-in`, {})).token;
  const account = await serviceAccount(sandbox);
  const token = await tokenFor(sandbox, account);
  const own = (await sandbox.as(token).create("access-tokens", {})).attributes.token;
  const environment = (await sandbox.environment("env")).id;
  const workspace = (await sandbox.workspace("ws", environment)).id;
  const version = await sandbox.create("configuration-versions", {}, { workspace });
  await fetch(version.links.upload!, { method: "PUT", body: "no archive" });
  await sandbox.create("vcs-providers", { name: "vcs", "vcs-type": "github", token: "vcs-secret-1" });
  await sandbox.as("unknown-secret-2").get(`tags?access_token=unknown-secret-3`);
  await sandbox.as(person).get("/api/sandbox/v1/status");
  await call(sandbox.url, "GET", "tasks?slots=1&wait=0", joined.body.sessionToken);
  await sandbox.close();

  const log = lines();
  expect(log.split("\n").length).toBeGreaterThan(15);
  const secrets = [
    sandbox.token,
    poolToken,
    joined.body.sessionToken,
    person,
    token,
    own,
    new URL(version.links.upload!).searchParams.get("key"),
    "vcs-secret-1",
    "unknown-secret-2",
    "unknown-secret-3",
  ];
  for (const secret of secrets) {
    expect(secret).toMatch(/^.{8,}$/);
    expect(log).not.toContain(secret);
    expect(log).not.toContain(secret.split(".").at(-1));
  }
});
