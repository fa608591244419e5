import { describe, expect, it } from "vitest";
import { document, expectRefusal, unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";

const box = useSandbox({ clock: "virtual", now: Date.parse("2030-01-01T00:00:00Z") });

const audit = (query = "") => box.sandbox.sandbox("GET", `audit${query}`);
const entriesOf = async (id: string) => (await audit(`?id=${id}`)).entries;

describe("the audit log", () => {
  it("says who changed what, when, and how, newest first", async () => {
    const { sandbox } = box;
    const name = unique("env");
    const environment = await sandbox.create("environments", { name });
    await sandbox.advance("1h");
    await sandbox.update("environments", environment.id, { "remote-backend": false });
    await sandbox.delete("environments", environment.id);
    const [deleted, updated, created] = await entriesOf(environment.id);
    const [admin] = await sandbox.list("users");
    const who = {
      type: "users",
      id: admin!.id,
      name: admin!.attributes.email,
      token: expect.stringMatching(/^at-/),
    };
    expect(created).toMatchObject({
      at: "2030-01-01T00:00:00.000Z",
      who,
      via: { method: "POST", path: "/api/iacp/v3/environments", requestId: expect.any(String) },
      action: "created",
      object: { type: "environments", id: environment.id, name },
      before: null,
      after: { id: environment.id, name, remoteBackend: true },
    });
    expect(updated).toMatchObject({
      at: "2030-01-01T01:00:00.000Z",
      action: "updated",
      before: { remoteBackend: true },
      after: { remoteBackend: false },
    });
    expect(Object.keys(updated.after).sort()).toEqual(["remoteBackend", "updatedAt", "updatedBy"]);
    expect(deleted).toMatchObject({ action: "deleted", before: { name, remoteBackend: false }, after: null });
    expect([deleted.number, updated.number, created.number]).toEqual([
      created.number + 2,
      created.number + 1,
      created.number,
    ]);
  });

  it("never tells secrets, but that they changed", async () => {
    const { sandbox } = box;
    const secret = "s3cret-value";
    const environment = await sandbox.environment(unique("env"));
    const workspace = await sandbox.workspace(unique("ws"), environment.id);
    const variable = await sandbox.create(
      "vars",
      { key: "password", value: secret, category: "terraform", sensitive: true },
      { workspace: workspace.id },
    );
    await sandbox.update("vars", variable.id, { value: `${secret}-2` });
    const pool = await sandbox.create("agent-pools", {
      name: unique("pool"),
      "webhook-headers": [{ name: "X-Key", value: secret, sensitive: true }],
    });
    await sandbox.create("vcs-providers", {
      name: unique("vcs"),
      "vcs-type": "github",
      "auth-type": "personal_token",
      token: secret,
    });
    const token = await sandbox.poolToken(pool.id);
    const text = JSON.stringify(await audit("?limit=1000"));
    expect(text).not.toContain(secret);
    expect(text).not.toContain(token);
    const [changed, created] = await entriesOf(variable.id);
    expect(created.after).toMatchObject({ key: "password", value: "(secret)" });
    expect([changed.before.value, changed.after.value]).toEqual(["(secret)", "(secret)"]);
    const tokens = (await audit("?type=access-tokens&action=created")).entries;
    expect(tokens[0].after).toMatchObject({ owner: pool.id, hash: "(secret)" });
  });

  it("names service accounts, and agents by their own tokens", async () => {
    const { sandbox } = box;
    const account = await sandbox.create("service-accounts", { name: unique("robot") });
    await sandbox.create(
      "access-policies",
      {},
      {
        "service-account": account.id,
        account: sandbox.accountId,
        roles: ["role-admin"],
      },
    );
    const path = `service-accounts/${account.id}/access-tokens`;
    const { body } = await sandbox.send("POST", path, document("access-tokens"));
    const tag = await sandbox.as(body.data.attributes.token).create("tags", { name: unique("tag") });
    expect((await entriesOf(tag.id))[0].who).toEqual({
      type: "service-accounts",
      id: account.id,
      name: account.attributes.email,
      token: body.data.id,
    });

    const pool = await sandbox.pool(unique("pool"));
    const register = await fetch(`${sandbox.url}/api/agents/v1/register`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${await sandbox.poolToken(pool.id)}`,
        "Content-Type": "application/json",
      },
      body: JSON.stringify({
        name: "auditor",
        concurrency: 1,
        os: "linux",
        cpuPlatform: "linux_amd64",
        driver: "local",
        runtime: "vm",
        version: "1",
      }),
    });
    expect(register.status, await register.clone().text()).toBe(201);
    const [joined] = (await audit("?type=agents&name=auditor")).entries;
    expect(joined).toMatchObject({ action: "created", who: { type: "agent-pools", id: pool.id } });
    // What nobody asked for is the sandbox's own doing: it made the admin's token when it started.
    const { entries } = await audit("?who=sandbox");
    expect(entries.at(-1)).toMatchObject({
      who: { type: "sandbox", id: null },
      via: null,
      action: "created",
      object: { type: "access-tokens", name: "admin-token" },
    });
  });

  it("does not count what changes by mere use", async () => {
    const { sandbox } = box;
    const before = (await audit("?limit=1")).entries[0].number;
    await sandbox.advance("10m");
    await sandbox.list("tags");
    await sandbox.list("environments");
    expect((await audit("?limit=1")).entries[0].number).toBe(before);
  });

  it("is filtered and read on from an entry", async () => {
    const { sandbox } = box;
    const tags = [];
    for (let i = 0; i < 5; i++) tags.push(await sandbox.create("tags", { name: unique("tag") }));
    await sandbox.advance("1d");
    await sandbox.delete("tags", tags[0]!.id);
    const ids = tags.map(({ id }) => id).join(",");
    const all = await audit(`?id=${ids}`);
    expect([all.entries.length, all.more]).toEqual([6, false]);
    const first = await audit(`?id=${ids}&limit=4`);
    const rest = await audit(`?id=${ids}&limit=4&before=${first.entries.at(-1).number}`);
    expect([first.more, rest.more]).toEqual([true, false]);
    expect([...first.entries, ...rest.entries]).toEqual(all.entries);
    const count = async (query: string) => (await audit(`?id=${ids}&${query}`)).entries.length;
    expect(await count("action=deleted,updated")).toBe(1);
    expect(await count("type=environments")).toBe(0);
    expect(await count("method=POST")).toBe(5);
    expect(await count(`since=${all.entries[0].at}`)).toBe(1);
    expect(await count(`until=${all.entries[1].at}`)).toBe(5);
    expect(await count("who=users")).toBe(6);
    expect(await count(`name=${tags[1]!.attributes.name}`)).toBe(1);
    expect(await count(`request=${all.entries[0].via.requestId}`)).toBe(1);
  });

  it.each([
    ["limit=0", "limit"],
    ["limit=1001", "limit"],
    ["before=x", "before"],
    ["since=yesterday", "since"],
    ["colour=red", "colour"],
    ["type=workspace", "type"],
    ["action=created,renamed", "action"],
  ])("refuses %s", async (query, parameter) => {
    const reply = await box.sandbox.get(`/api/sandbox/v1/audit?${query}`);
    expectRefusal(reply, { status: 400, parameter });
  });

  it("names a type or an action that was probably meant", async () => {
    const because = async (query: string) =>
      (await box.sandbox.get(`/api/sandbox/v1/audit?${query}`)).body.errors[0].detail;
    expect(await because("type=workspace")).toBe(
      "There is no type of objects 'workspace'. Did you mean 'workspaces'?",
    );
    expect(await because("action=create")).toBe("There is no action 'create'. Did you mean 'created'?");
  });

  it("keeps a bounded number of entries", async () => {
    const { store } = box.sandbox.simulator;
    for (let i = 0; i < 20_001; i++)
      store.transact((tx) =>
        tx.insert<"tags">({ type: "tags", id: `tag-b${i}`, name: `b${i}`, account: "a" }),
      );
    let [seen, before] = [0, ""];
    for (;;) {
      const { entries, more } = await audit(`?limit=1000${before}`);
      seen += entries.length;
      before = `&before=${entries.at(-1).number}`;
      if (!more) break;
    }
    expect(seen).toBe(10_000);
  });
});
