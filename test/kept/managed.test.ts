import { beforeAll, describe, expect, it } from "vitest";
import { type Api, expectRefusal, startApi, unique } from "../api/support.js";
import { afterSuite } from "../support/process.js";

const atEnd = afterSuite();

/** What links what is kept as data with environments, workspaces and VCS providers. */
let api: Api;
let environment: string;
let workspace: string;
let vcsProvider: string;
beforeAll(async () => {
  api = await startApi(atEnd);
  environment = (await api.create("environments", { name: unique("env") })).id;
  workspace = (await api.create("workspaces", { name: unique("ws") }, { environment })).id;
  vcsProvider = (await api.create("vcs-providers", { name: unique("vcs"), "vcs-type": "github", token: "t" }))
    .id;
});

const configuration = (attributes: object = {}, links: object = {}) =>
  api.create(
    "provider-configurations",
    { name: unique("pcfg"), "provider-name": "aws", ...attributes },
    links as never,
  );

describe("sharing", () => {
  it("is with every environment or with some", async () => {
    const shared = await configuration({ "is-shared": true });
    expect(shared.attributes["is-shared"]).toBe(true);
    const assigned = await api.update(
      "provider-configurations",
      shared.id,
      {},
      { environments: [environment] },
    );
    expect(assigned.attributes["is-shared"]).toBe(false);
    expectRefusal(
      await api.tryUpdate(
        "provider-configurations",
        shared.id,
        { "is-shared": true },
        { environments: [environment] },
      ),
      { status: 422, pointer: "/data/attributes/is-shared" },
    );
    const again = await api.update("provider-configurations", shared.id, { "is-shared": true });
    expect(again.relationships.environments!.data).toEqual([]);
    expect(
      (await api.read("environments", environment)).relationships["provider-configurations"]!.data,
    ).toEqual([]);
  });

  it("decides what an environment may have by default", async () => {
    const assigned = await configuration({}, { environments: [environment] });
    const elsewhere = await configuration();
    const link = (id: string) =>
      api.tryUpdate("environments", environment, {}, { "default-provider-configurations": [id] });
    expectRefusal(await link(elsewhere.id), {
      status: 422,
      pointer: "/data/relationships/default-provider-configurations",
      detail: /not available in environment/,
    });
    expect((await link(assigned.id)).status).toBe(200);
    const { relationships } = await api.read("environments", environment);
    expect(relationships["provider-configurations"]!.data).toEqual([
      { type: "provider-configurations", id: assigned.id },
    ]);
    expect((await api.delete("provider-configurations", assigned.id)).status).toBe(204);
    const after = await api.read("environments", environment);
    expect(after.relationships["default-provider-configurations"]!.data).toEqual([]);
  });
});

describe("provider configurations", () => {
  it("have parameters, whose sensitive values are not shown and which go with them", async () => {
    const { id } = await configuration({ "is-custom": true, "provider-name": "kubernetes" });
    const path = `provider-configurations/${id}/parameters`;
    const add = (attributes: object) =>
      api.send("POST", path, { data: { type: "provider-configuration-parameters", attributes } });
    const plain = (await add({ key: "host", value: "h" })).body.data;
    const secret = (await add({ key: "token", value: "hush-hush", sensitive: true })).body.data;
    expect(plain.attributes.value).toBe("h");
    expect(secret.attributes.value).toBeNull();
    expectRefusal(await add({ key: "host", value: "again" }), {
      status: 422,
      pointer: "/data/attributes/key",
    });
    expectRefusal(await api.tryUpdate("provider-configuration-parameters", secret.id, { sensitive: false }), {
      status: 422,
      pointer: "/data/attributes/sensitive",
    });
    const included = (await api.get(`provider-configurations/${id}?include=parameters`)).body.included;
    expect(included.map((each: { id: string }) => each.id)).toEqual([plain.id, secret.id]);
    expect(JSON.stringify(included)).not.toContain("hush-hush");
    await api.delete("provider-configurations", id);
    expect((await api.get(`provider-configuration-parameters/${plain.id}`)).status).toBe(404);
  });

  it("are linked to workspaces, and stay while they are", async () => {
    const { id } = await configuration({ "is-shared": true });
    const path = `workspaces/${workspace}/provider-configuration-links`;
    const reply = await api.send("POST", path, {
      data: {
        type: "provider-configuration-links",
        attributes: { alias: "west" },
        relationships: { "provider-configuration": { data: { type: "provider-configurations", id } } },
      },
    });
    expect(reply.status).toBe(201);
    expect(reply.body.data.relationships.workspace.data.id).toBe(workspace);
    expect(await api.list(path)).toEqual([reply.body.data]);
    expectRefusal(await api.delete("provider-configurations", id), { status: 409, detail: /in use/ });
    await api.delete("provider-configuration-links", reply.body.data.id);
    expect((await api.delete("provider-configurations", id)).status).toBe(204);
  });

  it("have tags by relationship endpoints", async () => {
    const { id } = await configuration();
    const tag = (await api.create("tags", { name: unique("tag") })).id;
    const at = `provider-configurations/${id}/relationships/tags`;
    const body = { data: [{ type: "tags", id: tag }] };
    expect((await api.send("POST", at, body)).status).toBe(204);
    expect((await api.get(at)).body.data).toEqual(body.data);
    expect((await api.list(`provider-configurations?filter[tag]=${tag}`)).map((each) => each.id)).toEqual([
      id,
    ]);
    expect((await api.send("DELETE", at, body)).status).toBe(204);
    expect((await api.get(at)).body.data).toEqual([]);
  });
});

describe("policy groups", () => {
  it("are enforced in environments through a relationship of their own", async () => {
    const group = await api.create(
      "policy-groups",
      { name: unique("group"), "vcs-repo": { identifier: "a/b" } },
      { "vcs-provider": vcsProvider, environments: [] },
    );
    const at = `policy-groups/${group.id}/relationships/environments`;
    const body = { data: [{ type: "environments", id: environment }] };
    expect((await api.send("POST", at, body)).status).toBe(204);
    expect((await api.read("environments", environment)).relationships["policy-groups"]!.data).toEqual([
      { type: "policy-groups", id: group.id },
    ]);
    expect((await api.send("DELETE", `${at}/${environment}`)).status).toBe(204);
    expectRefusal(await api.send("DELETE", `${at}/${environment}`), { status: 404 });
    expect((await api.read("policy-groups", group.id)).relationships.environments!.data).toEqual([]);
    expectRefusal(await api.delete("vcs-providers", vcsProvider), { status: 409, detail: /policy group '/ });
    await api.delete("policy-groups", group.id);
  });
});

describe("modules", () => {
  it("are named after their repository, unless they have a name", async () => {
    const create = (attributes: object, links: object = {}) =>
      api.create(
        "modules",
        { "vcs-repo": { identifier: "acme/terraform-aws-vpc", path: "", "tag-prefix": "" }, ...attributes },
        { "vcs-provider": vcsProvider, ...links } as never,
      );
    const named = await create({});
    expect(named.attributes).toMatchObject({ name: "vpc", provider: "aws", status: "no_version_tags" });
    expect(named.attributes.source).toBe(`${api.accountId}/vpc/aws`);
    const own = await create({ name: "net" }, { environment });
    expect(own.attributes.source).toBe(`${environment}/net/aws`);
    expect((await api.list(`modules?filter[source]=${environment}/net/aws`)).map(({ id }) => id)).toEqual([
      own.id,
    ]);
  });
});

describe("hooks", () => {
  it("are linked to environments, and go from one with it", async () => {
    const env = (await api.create("environments", { name: unique("hooked") })).id;
    const hook = await api.create(
      "hooks",
      {
        name: unique("hook"),
        interpreter: "bash",
        "scriptfile-path": "h.sh",
        "vcs-repo": { identifier: "a/b" },
      },
      { "vcs-provider": vcsProvider },
    );
    await api.create("hook-environment-links", { events: ["pre-plan"] }, { environment: env, hook: hook.id });
    expectRefusal(
      await api.tryCreate(
        "hook-environment-links",
        { events: ["never"] },
        { environment: env, hook: hook.id },
      ),
      {
        status: 422,
        pointer: "/data/attributes/events/0",
      },
    );
    expect((await api.read("hooks", hook.id)).relationships.environments!.data).toEqual([
      { type: "environments", id: env },
    ]);
    expect((await api.list(`hooks?filter[environment]=${env}`)).map(({ id }) => id)).toEqual([hook.id]);
    expect(await api.list(`hooks?filter[environment]=${environment}`)).toEqual([]);
    expectRefusal(await api.delete("hooks", hook.id), { status: 409 });
    await api.delete("environments", env);
    expect((await api.delete("hooks", hook.id)).status).toBe(204);
  });
});

describe("workspaces", () => {
  it("have an SSH key that a first-generation client made, with underscores", async () => {
    const reply = await api.send("POST", "ssh-keys", {
      data: {
        type: "account-ssh-keys",
        attributes: { name: unique("key"), private_key: "k", is_shared: true },
        relationships: { account: { data: { type: "accounts", id: api.accountId } } },
      },
    });
    expect(reply.status, JSON.stringify(reply.body)).toBe(201);
    expect(reply.body.data.attributes["is-shared"]).toBe(true);
  });

  it("have an SSH key, which stays while they do", async () => {
    const made = (
      await api.send("POST", "ssh-keys", {
        data: {
          type: "account-ssh-keys",
          attributes: { name: unique("key"), "private-key": "k", "is-shared": true },
        },
      })
    ).body.data;
    const at = `workspaces/${workspace}/ssh-key-links`;
    const linked = await api.send("POST", at, { "ssh-key": made.id });
    expect(linked.body.data.relationships["ssh-key"].data.id).toBe(made.id);
    expect((await api.read("ssh-keys", made.id)).attributes["in-use"]).toBe(true);
    expectRefusal(await api.delete("ssh-keys", made.id), { status: 409, detail: /in use/ });
    expectRefusal(await api.send("POST", at, { "ssh-key": "ssh-none" }), { status: 404 });
    expect((await api.send("DELETE", at)).status).toBe(204);
    expect((await api.delete("ssh-keys", made.id)).status).toBe(204);
  });

  it("are scheduled, and say so", async () => {
    const at = `workspaces/${workspace}/actions/set-schedule`;
    const reply = await api.send("POST", at, { "apply-schedule": "30 3 * * 1-5", "destroy-schedule": "" });
    expect(reply.status).toBe(200);
    expect(reply.body.data.attributes).toMatchObject({
      "apply-schedule": "30 3 * * 1-5",
      "destroy-schedule": null,
    });
    expectRefusal(await api.send("POST", at, { "apply-schedule": "daily" }), {
      status: 422,
      pointer: "/apply-schedule",
    });
  });

  it("say what resyncing them would need", async () => {
    expectRefusal(await api.get(`workspaces/${workspace}/actions/resync`), {
      status: 409,
      detail: /has no VCS repository to resync from/,
    });
    await api.update(
      "workspaces",
      workspace,
      { "vcs-repo": { identifier: "a/b" } },
      { "vcs-provider": vcsProvider },
    );
    expectRefusal(await api.get(`workspaces/${workspace}/actions/resync`), { status: 501 });
  });

  it("have no outputs before they have a state", async () => {
    expect((await api.get(`workspaces/${workspace}/outputs`)).body).toEqual({ data: [] });
    expectRefusal(await api.get("workspaces/ws-none/outputs"), { status: 404 });
  });

  it("say who changed their deletion protection", async () => {
    const { id, attributes } = await api.create("workspaces", { name: unique("ws") }, { environment });
    expect(attributes["deletion-protection-changed-by-email"]).toBeNull();
    const after = await api.update("workspaces", id, { "deletion-protection-enabled": false });
    expect(after.attributes["deletion-protection-changed-by-email"]).toMatch(/@/);
  });

  it.each(["workspaces", "environments"])(
    "%s are favorites of whoever marks them, and come first",
    async (type) => {
      const id = type === "workspaces" ? workspace : environment;
      await api.create("environments", { name: unique("other") });
      expect((await api.get(`${type}/${id}/actions/favorite`)).status).toBe(204);
      expect((await api.read(type, id)).attributes.favorite).toBe(true);
      const listed = await api.list(`${type}?sort=-created-at&sort[favorite-first]=true`);
      expect(listed[0]!.id).toBe(id);
      expect((await api.get(`${type}/${id}/actions/unfavorite`)).status).toBe(204);
      expect((await api.read(type, id)).attributes.favorite).toBe(false);
    },
  );

  it("do not trigger one another in a circle, nor twice", async () => {
    const make = async () => (await api.create("workspaces", { name: unique("ws") }, { environment })).id;
    const [one, two, three] = [await make(), await make(), await make()];
    const trigger = (upstream: string, downstream: string) =>
      api.tryCreate("run-triggers", {}, { upstream, downstream });
    expect((await trigger(one, two)).status).toBe(201);
    expect((await trigger(two, three)).status).toBe(201);
    for (const [upstream, downstream, detail] of [
      [one, one, /cannot trigger itself/],
      [one, two, /already/],
      [two, one, /endlessly/],
      [three, one, /endlessly/],
    ] as const) {
      expectRefusal(await trigger(upstream, downstream), {
        status: 422,
        pointer: "/data/relationships/downstream",
        detail,
      });
    }
    expect((await trigger(one, three)).status).toBe(201);
  });

  it("share no state with themselves, and environments no outputs", async () => {
    for (const [type, id, name] of [
      ["workspaces", workspace, "remote-state-consumers"],
      ["environments", environment, "federated-environments"],
    ] as const) {
      const reply = await api.send("POST", `${type}/${id}/relationships/${name}`, { data: [{ type, id }] });
      expectRefusal(reply, { status: 422, pointer: `/data/relationships/${name}` });
    }
  });

  it("trigger one another as data, and lose the trigger with either end", async () => {
    const other = (await api.create("workspaces", { name: unique("ws") }, { environment })).id;
    const trigger = await api.create("run-triggers", {}, { upstream: workspace, downstream: other });
    expect(trigger.attributes["created-at"]).toMatch(/T/);
    await api.delete("workspaces", other);
    expectRefusal(await api.get(`run-triggers/${trigger.id}`), {
      status: 404,
      detail: `RunTrigger with ID '${trigger.id}' not found or user unauthorized.`,
    });
  });
});

describe("filters", () => {
  it("know no negation: `!` and `not:` are parts of the value (E4)", async () => {
    const names = [unique("red"), unique("green"), unique("blue")];
    const made: string[] = [];
    for (const name of names) made.push((await api.create("tags", { name })).id);
    const found = async (filter: string) =>
      (await api.list(`tags?page[size]=100&filter[tag]=${made.join()}&filter[name]=${filter}`)).map(
        ({ attributes }) => attributes.name,
      );
    const [red, , blue] = names;
    for (const negated of [`not:${red}`, `!${red}`, "! / nope", `not:in:${red}`, "!like:RE"])
      expect(await found(negated), negated).toEqual([]);
    expect(await found(`in:${blue},${red}`)).toEqual([red, blue]);
  });

  it("take a span of dates, where they are dates (E4)", async () => {
    const hook = await api.create("var-sets", { name: unique("set") });
    const at = Date.parse(hook.attributes["updated-at"]);
    const iso = (offset: number) => new Date(at + offset).toISOString();
    const found = async (span: string) =>
      (await api.list(`var-sets?filter[updated-at]=between:${span}`)).map(({ id }) => id);
    expect(await found(`${iso(-1)},${iso(1)}`)).toContain(hook.id);
    expect(await found(`${iso(1)},${iso(2)}`)).not.toContain(hook.id);
    expectRefusal(await api.get("var-sets?filter[updated-at]=between:then,now"), {
      status: 400,
      parameter: "filter[updated-at]",
    });
    // Elsewhere it is a value like any other.
    expect(await api.list("tags?filter[name]=between:a,b")).toEqual([]);
  });
});
