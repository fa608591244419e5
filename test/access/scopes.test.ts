import { beforeAll, describe, expect, it } from "vitest";
import { type Api, expectRefusal, identifiers, unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";
import { callerWith, grant, roleOf, serviceAccount, signIn, tokenFor, user } from "./people.js";

const world = useSandbox();
const names = (resources: readonly { readonly id: string }[]) => resources.map(({ id }) => id).sort();

let dev: string;
let prod: string;
let api: string;
let web: string;
let billing: string;

beforeAll(async () => {
  const { sandbox } = world;
  dev = (await sandbox.environment("dev")).id;
  prod = (await sandbox.environment("prod")).id;
  api = (await sandbox.workspace("api", dev)).id;
  web = (await sandbox.workspace("web", dev)).id;
  billing = (await sandbox.workspace("billing", prod)).id;
});

describe("R20: linking a pool needs agent-pools:read where the workspace is", () => {
  it("in its environment, and not in another", async () => {
    const { sandbox } = world;
    const pool = (await sandbox.pool(unique("pool"))).id;
    const rights = { [dev]: ["workspaces:read", "workspaces:update"], [prod]: ["agent-pools:read"] };
    const account = await serviceAccount(sandbox);
    for (const [scope, permissions] of Object.entries(rights))
      await grant(sandbox, account, scope, [await roleOf(sandbox, permissions)]);
    const caller = sandbox.as(await tokenFor(sandbox, account));
    const link = () => caller.tryUpdate("workspaces", web, {}, { "agent-pool": pool });
    expectRefusal(await link(), {
      status: 403,
      detail: `You don't have permission to perform this action: 'agent-pools:read' is required in workspace 'web' (${web}).`,
    });
    await grant(sandbox, account, dev, [await roleOf(sandbox, ["agent-pools:read"])]);
    expect((await link()).status).toBe(200);
    await sandbox.update("workspaces", web, {}, { "agent-pool": null });
  });
});

describe("R21: lists show what may be read", () => {
  it("everything for a role in the account, one environment's for one there, one workspace's for one there", async () => {
    const { sandbox } = world;
    const at = (scope?: string) => callerWith(sandbox, ["*:read"], scope);
    const workspaces = async (caller: Api) => names(await caller.list("workspaces"));
    expect(await workspaces(await at())).toEqual([api, web, billing].sort());
    expect(await workspaces(await at(dev))).toEqual([api, web].sort());
    expect(await workspaces(await at(api))).toEqual([api]);
    expect(names(await (await at(dev)).list("environments"))).toEqual([dev]);
    expect(names(await (await at(api)).list("environments"))).toEqual([]);
  });

  it("and count only that, page by page", async () => {
    const caller = await callerWith(world.sandbox, ["workspaces:read"], dev);
    const { body } = await caller.get("workspaces?page[size]=1&sort=-name");
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual([web]);
    expect(body.meta.pagination).toMatchObject({ "total-count": 2, "total-pages": 2 });
    expect(names(await caller.list(`workspaces?filter[workspace]=in:${api},${billing}`))).toEqual([api]);
    expect(await caller.list(`workspaces?filter[name]=billing`)).toEqual([]);
  });

  it("pools, providers and tags where an environment may use them", async () => {
    const { sandbox } = world;
    const shared = (await sandbox.pool(unique("pool"))).id;
    const ours = (await sandbox.pool(unique("pool"), [dev])).id;
    const theirs = (await sandbox.pool(unique("pool"), [prod])).id;
    const tag = (await sandbox.create("tags", { name: unique("tag") })).id;
    for (const scope of [dev, api]) {
      const caller = await callerWith(sandbox, ["*:read"], scope);
      const pools = names(await caller.list("agent-pools"));
      expect(pools).toEqual(expect.arrayContaining([shared, ours]));
      expect(pools).not.toContain(theirs);
      expect((await caller.get(`agent-pools/${theirs}`)).status).toBe(404);
      expect(names(await caller.list("tags"))).toContain(tag);
      expectRefusal(await caller.tryUpdate("tags", tag, { name: "mine" }), {
        status: 403,
        detail: `You don't have permission to perform this action: 'tags:update' is required in account 'sandbox' (${sandbox.accountId}).`,
      });
    }
  });

  it("includes leave out what may not be read", async () => {
    const { sandbox } = world;
    const pool = (await sandbox.pool(unique("pool"))).id;
    await sandbox.update("workspaces", web, {}, { "agent-pool": pool });
    const caller = await callerWith(sandbox, ["workspaces:read", "environments:read"], dev);
    const { body } = await caller.get(`workspaces/${web}?include=environment,agent-pool,created-by`);
    expect(names(body.included)).toEqual([dev]);
    await sandbox.update("workspaces", web, {}, { "agent-pool": null });
  });

  it("nothing of the account for a role in an environment", async () => {
    const { sandbox } = world;
    const caller = await callerWith(sandbox, ["*:*"], dev);
    for (const type of ["users", "teams", "roles", "permissions", "service-accounts", "accounts"])
      expect(await caller.list(type), type).toEqual([]);
    expectRefusal(await caller.get(`accounts/${sandbox.accountId}`), {
      status: 404,
      detail: `Account with ID '${sandbox.accountId}' not found or user unauthorized.`,
    });
  });
});

describe("R21: grants hold where they were made and below", () => {
  it("add up over several policies, teams and roles", async () => {
    const { sandbox } = world;
    const account = await serviceAccount(sandbox);
    const caller = sandbox.as(await tokenFor(sandbox, account));
    expect((await caller.get("workspaces")).status).toBe(403);
    await grant(sandbox, account, dev, [await roleOf(sandbox, ["workspaces:read"])]);
    expect(names(await caller.list("workspaces"))).toEqual([api, web].sort());
    await grant(sandbox, account, billing, [await roleOf(sandbox, ["workspaces:read", "workspaces:lock"])]);
    expect(names(await caller.list("workspaces"))).toEqual([api, web, billing].sort());
    expect((await caller.send("POST", `workspaces/${billing}/actions/lock`)).status).toBe(200);
    expect((await caller.send("GET", `workspaces/${billing}/actions/unlock`)).status).toBe(200);
    expect((await caller.send("POST", `workspaces/${api}/actions/lock`)).status).toBe(403);
  });

  it("change at once with the policy, the role and the team", async () => {
    const { sandbox } = world;
    const role = await roleOf(sandbox, ["tags:read"]);
    const member = await user(sandbox);
    const team = (await sandbox.create("teams", { name: unique("team") })).id;
    const policy = await grant(sandbox, team, sandbox.accountId, [role]);
    const caller = await signIn(sandbox, member);
    const status = async (path: string) => (await caller.get(path)).status;
    expect(await status("tags")).toBe(403);
    await sandbox.update("teams", team, {}, { users: [member] });
    expect(await status("tags")).toBe(200);
    expect(await status("environments")).toBe(403);
    await sandbox.update("roles", role, {}, { permissions: ["environments:read"] });
    expect(await status("tags")).toBe(403);
    expect(await status("environments")).toBe(200);
    await sandbox.delete("access-policies", policy);
    expect(await status("environments")).toBe(403);
  });

  it("go with the team, the user, the environment and the workspace", async () => {
    const { sandbox } = world;
    const environment = (await sandbox.environment(unique("env"))).id;
    const workspace = (await sandbox.workspace(unique("ws"), environment)).id;
    const member = await user(sandbox);
    const team = (await sandbox.create("teams", { name: unique("team") })).id;
    const policies = [
      await grant(sandbox, member, environment, ["role-read-only"]),
      await grant(sandbox, team, workspace, ["role-read-only"]),
      await grant(sandbox, team, environment, ["role-read-only"]),
      await grant(sandbox, member, sandbox.accountId, ["role-read-only"]),
    ];
    const left = async () => {
      const all = names(await sandbox.list("access-policies?page[size]=100"));
      return policies.map((id) => all.includes(id));
    };
    await sandbox.delete("workspaces", workspace);
    expect(await left()).toEqual([true, false, true, true]);
    await sandbox.delete("teams", team);
    expect(await left()).toEqual([true, false, false, true]);
    await sandbox.delete("environments", environment);
    expect(await left()).toEqual([false, false, false, true]);
    await sandbox.delete("users", member);
    expect(await left()).toEqual([false, false, false, false]);
  });
});

describe("R21: creating and moving", () => {
  it("needs the permission where the new object will be", async () => {
    const { sandbox } = world;
    const caller = await callerWith(sandbox, ["environments:read", "workspaces:*"], dev);
    const made = await caller.create("workspaces", { name: unique("ws") }, { environment: dev });
    expectRefusal(await caller.tryCreate("workspaces", { name: unique("ws") }, { environment: prod }), {
      status: 404,
      title: "Invalid Relationship",
      detail: `Environment with ID '${prod}' not found or user unauthorized.`,
      pointer: "/data/relationships/environment",
    });
    const both = await callerWith(sandbox, ["environments:read"], prod);
    expect((await both.tryCreate("workspaces", { name: "x" }, { environment: prod })).status).toBe(403);
    expect((await caller.tryCreate("environments", { name: unique("env") })).status).toBe(403);
    expect((await caller.delete("workspaces", made.id)).status).toBe(204);
  });

  it("an object of the account is created by a role there alone", async () => {
    const { sandbox } = world;
    const caller = await callerWith(sandbox, ["*:*"], dev);
    expectRefusal(await caller.tryCreate("tags", { name: unique("tag") }), {
      status: 403,
      detail: /'tags:create' is required in account 'sandbox'/,
    });
    expect((await caller.tryCreate("agent-pools", { name: unique("pool") })).status).toBe(403);
  });

  it("a workspace moves only to where the caller may create one", async () => {
    const { sandbox } = world;
    const account = await serviceAccount(sandbox);
    const caller = sandbox.as(await tokenFor(sandbox, account));
    await grant(sandbox, account, dev, [await roleOf(sandbox, ["environments:read", "workspaces:*"])]);
    await grant(sandbox, account, prod, [await roleOf(sandbox, ["environments:read"])]);
    const { id } = await caller.create("workspaces", { name: unique("ws") }, { environment: dev });
    expectRefusal(await caller.tryUpdate("workspaces", id, {}, { environment: prod }), {
      status: 403,
      detail: `You don't have permission to perform this action: 'workspaces:create' is required in environment 'prod' (${prod}).`,
    });
    await grant(sandbox, account, prod, [await roleOf(sandbox, ["workspaces:create"])]);
    await caller.update("workspaces", id, {}, { environment: prod });
    expect((await caller.get(`workspaces/${id}`)).status).toBe(404);
  });
});

describe("R20: pools", () => {
  it("assigning one to a workspace needs workspaces:update and agent-pools:read, both", async () => {
    const { sandbox } = world;
    const pool = (await sandbox.pool(unique("pool"))).id;
    const link = { "agent-pool": pool };
    const updates = await callerWith(sandbox, ["workspaces:read", "workspaces:update"]);
    expectRefusal(await updates.tryUpdate("workspaces", api, {}, link), {
      status: 404,
      title: "Invalid Relationship",
      detail: `AgentPool with ID '${pool}' not found or user unauthorized.`,
    });
    const reads = await callerWith(sandbox, ["workspaces:read", "agent-pools:read"]);
    expectRefusal(await reads.tryUpdate("workspaces", api, {}, link), {
      status: 403,
      detail: `You don't have permission to perform this action: 'workspaces:update' is required in workspace 'api' (${api}).`,
    });
    for (const scope of [sandbox.accountId, dev, api]) {
      const both = await callerWith(
        sandbox,
        ["workspaces:read", "workspaces:update", "agent-pools:read"],
        scope,
      );
      await both.update("workspaces", api, {}, link);
      await both.update("workspaces", api, {}, { "agent-pool": null });
    }
  });

  it("linking workspaces from the pool's side needs workspaces:update on each that comes or goes", async () => {
    const { sandbox } = world;
    const pool = (await sandbox.pool(unique("pool"))).id;
    const account = await serviceAccount(sandbox);
    const caller = sandbox.as(await tokenFor(sandbox, account));
    await grant(sandbox, account, sandbox.accountId, [
      await roleOf(sandbox, ["agent-pools:*", "workspaces:read"]),
    ]);
    await grant(sandbox, account, dev, [await roleOf(sandbox, ["workspaces:update"])]);
    const refusal = {
      status: 403,
      detail: `You don't have permission to perform this action: 'workspaces:update' is required in workspace 'billing' (${billing}).`,
    };
    expectRefusal(await caller.tryUpdate("agent-pools", pool, {}, { workspaces: [api, billing] }), refusal);
    await caller.update("agent-pools", pool, {}, { workspaces: [api] });
    await sandbox.update("workspaces", billing, {}, { "agent-pool": pool });
    expectRefusal(await caller.tryUpdate("agent-pools", pool, {}, { workspaces: [api] }), refusal);
    await caller.update("agent-pools", pool, {}, { workspaces: [web, billing] });
    // What first-generation clients always send says nothing about workspaces.
    await caller.update("agent-pools", pool, { name: unique("pool") }, { workspaces: [] });
    expect((await sandbox.read("workspaces", billing)).relationships["agent-pool"]!.data.id).toBe(pool);
  });

  it("making one the account's default needs agent-pools:update, also at its creation", async () => {
    const { sandbox } = world;
    const creates = await callerWith(sandbox, ["agent-pools:create", "agent-pools:read"]);
    await creates.create("agent-pools", { name: unique("pool") });
    expectRefusal(await creates.tryCreate("agent-pools", { name: unique("pool"), default: true }), {
      status: 403,
      detail: /'agent-pools:update' is required in account/,
    });
    const manages = await callerWith(sandbox, [
      "agent-pools:create",
      "agent-pools:update",
      "agent-pools:read",
    ]);
    const { id } = await manages.create("agent-pools", { name: unique("pool"), default: true });
    await manages.update("agent-pools", id, { default: false });
    expect((await manages.delete("agent-pools", id)).status).toBe(403);
  });

  it("a pool's tokens are managed with the pool", async () => {
    const { sandbox } = world;
    const pool = (await sandbox.pool(unique("pool"))).id;
    const reads = await callerWith(sandbox, ["agent-pools:read"]);
    const manages = await callerWith(sandbox, ["agent-pools:read", "agent-pools:update"]);
    const token = await manages.create(`agent-pools/${pool}/access-tokens`, { description: "one" });
    expect((await reads.tryCreate(`agent-pools/${pool}/access-tokens`)).status).toBe(403);
    expect(names(await reads.list(`agent-pools/${pool}/access-tokens`))).toEqual([token.id]);
    expect(names(await reads.list(`access-tokens?filter[agent-pool]=${pool}`))).toEqual([token.id]);
    expect((await reads.delete("access-tokens", token.id)).status).toBe(403);
    const other = await callerWith(sandbox, ["service-accounts:*"]);
    expect((await other.delete("access-tokens", token.id)).status).toBe(404);
    expect(
      (await manages.update("access-tokens", token.id, { description: "two" })).attributes.description,
    ).toBe("two");
    expect((await manages.delete("access-tokens", token.id)).status).toBe(204);
  });
});

describe("R21: what may not be read is as if it did not exist", () => {
  it("in every relationship and relationship endpoint", async () => {
    const { sandbox } = world;
    const tag = (await sandbox.create("tags", { name: unique("tag") })).id;
    const caller = await callerWith(sandbox, ["workspaces:*", "environments:*"], dev);
    for (const id of [tag, "tag-none"])
      expectRefusal(await caller.send("POST", `workspaces/${api}/relationships/tags`, identifiers([id])), {
        status: 404,
        title: "Validation Error",
        detail: `Tag with ID '${id}' not found or user unauthorized.`,
      });
    for (const id of [billing, "ws-none"])
      expectRefusal(
        await caller.send(
          "PATCH",
          `workspaces/${api}/relationships/remote-state-consumers`,
          identifiers([id]),
        ),
        {
          status: 404,
          detail: `Relationship 'remote-state-consumers' with ID '${id}' not found or user unauthorized.`,
        },
      );
  });

  it("in the attribute that says what the caller may do", async () => {
    const caller = await callerWith(
      world.sandbox,
      ["workspaces:read", "workspaces:lock", "runs:create"],
      dev,
    );
    const { permissions } = (await caller.read("workspaces", api)).attributes;
    expect(permissions).toMatchObject({
      "can-lock": true,
      "can-queue-run": true,
      "can-update": false,
      "can-destroy": false,
    });
  });

  it("in the queue of runs", async () => {
    const { sandbox } = world;
    const run = await sandbox.run(billing, await sandbox.upload(billing, { "main.tf": "" }));
    const ours = await sandbox.run(api, await sandbox.upload(api, { "main.tf": "" }));
    const caller = await callerWith(sandbox, ["runs:read"], dev);
    expect(names(await caller.list("runs-queue"))).toEqual([ours.id]);
    expect((await caller.get(`runs/${run.id}`)).status).toBe(404);
    expect((await caller.get(`plans/${run.relationships.plan!.data.id}`)).status).toBe(404);
    expect((await caller.get(`plans/${ours.relationships.plan!.data.id}`)).status).toBe(200);
  });
});
