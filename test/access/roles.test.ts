import { describe, expect, it } from "vitest";
import { PERMISSIONS } from "../../simulator/access/permission-rules.js";
import { expectRefusal, unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";
import { callerWith, grant, roleOf, serviceAccount, user } from "./people.js";

const world = useSandbox();

describe("roles", () => {
  it("are made of permissions that exist, wildcards among them", async () => {
    const { sandbox } = world;
    const permissions = ["agent-pools:*", "*:read", "workspaces:lock"];
    const role = await sandbox.create("roles", { name: unique("role"), description: "d" }, { permissions });
    expect(role.attributes).toMatchObject({ description: "d", "is-system": false });
    expect(role.relationships.account!.data.id).toBe(sandbox.accountId);
    expect(role.relationships.permissions!.data.map(({ id }: { id: string }) => id)).toEqual(permissions);
    for (const unknown of [
      "agent-pools:fly",
      "dragons:read",
      "agent-pools",
      "*",
      ":",
      "agent-pools:read:x",
    ]) {
      const body = {
        data: {
          type: "roles",
          attributes: { name: unique("role") },
          relationships: { permissions: { data: [{ type: "permissions", id: unknown }] } },
        },
      };
      expectRefusal(await sandbox.send("POST", "roles", body), {
        status: 404,
        title: "Invalid Relationship",
        detail: `Relationship 'permissions' with ID '${unknown}' not found or user unauthorized.`,
        pointer: "/data/relationships/permissions/data/0",
      });
    }
    // E17: a role may have none, and grants nothing then.
    const none = await sandbox.create("roles", { name: unique("role") }, { permissions: [] });
    expect(none.relationships.permissions!.data).toEqual([]);
  });

  it("of the system belong to no account and cannot be changed or deleted", async () => {
    const { sandbox } = world;
    const system = await sandbox.list("roles?filter[is-system]=true");
    expect(system.map(({ attributes }) => attributes.name).sort()).toEqual(["admin", "read-only", "user"]);
    for (const { id, relationships } of system) {
      expect(relationships.account!.data).toBeNull();
      expectRefusal(await sandbox.tryUpdate("roles", id, { name: "mine" }), {
        status: 409,
        detail: /system role/,
      });
      const widened = await sandbox.tryUpdate("roles", id, {}, { permissions: ["*:*"] });
      expectRefusal(widened, { status: 409, detail: /system role/ });
      expectRefusal(await sandbox.delete("roles", id), { status: 409, detail: /system role/ });
    }
    const own = await roleOf(sandbox, ["tags:read"]);
    const ids = async (query: string) => (await sandbox.list(`roles?${query}`)).map(({ id }) => id);
    expect(await ids(`filter[account]=${sandbox.accountId}&filter[role]=${own}`)).toEqual([own]);
    expect(await ids(`filter[account]=${sandbox.accountId}&filter[name]=admin`)).toEqual([]);
    expect(await ids("filter[name]=user")).toEqual(["role-user"]);
  });

  it("cannot be deleted while a policy grants them, and have names of their own", async () => {
    const { sandbox } = world;
    const role = await roleOf(sandbox, ["tags:read"]);
    const policy = await grant(sandbox, await user(sandbox), sandbox.accountId, [role]);
    expectRefusal(await sandbox.delete("roles", role), { status: 409, detail: new RegExp(policy) });
    await sandbox.delete("access-policies", policy);
    const { name } = (await sandbox.read("roles", role)).attributes;
    const same = await sandbox.tryCreate("roles", { name }, { permissions: ["tags:read"] });
    expectRefusal(same, { status: 422, pointer: "/data/attributes/name" });
    expect((await sandbox.delete("roles", role)).status).toBe(204);
    expectRefusal(await sandbox.get(`roles/${role}`), {
      status: 404,
      detail: `IamRole with ID '${role}' not found or user unauthorized.`,
    });
  });
});

describe("permissions", () => {
  it("are listed with what they are for, one by one and all", async () => {
    const { sandbox } = world;
    const { body } = await sandbox.get("permissions?page[size]=100");
    const known = Object.entries(PERMISSIONS).flatMap(([resource, actions]) =>
      actions.map((action) => `${resource}:${action}`),
    );
    expect(body.meta.pagination["total-count"]).toBeGreaterThan(known.length);
    const whole = (await sandbox.get("permissions")).body;
    expect(whole.data).toHaveLength(body.meta.pagination["total-count"]);
    expect(whole.meta.pagination["next-page"]).toBeNull();
    expect(await sandbox.list("permissions?page[size]=5&page[number]=2")).toHaveLength(5);
    const one = await sandbox.read("permissions", "agent-pools:update");
    expect(one.attributes).toEqual({
      description: "Change agent pools.",
      "applicable-scopes": ["account", "environment", "workspace"],
    });
    for (const id of ["*:*", "*:read", "agent-pools:*", ...known])
      expect((await sandbox.read("permissions", id)).attributes.description).toMatch(/^[A-Z].*[a-z]\.$/);
    expectRefusal(await sandbox.get("permissions/dragons:read"), { status: 404 });
    expect((await sandbox.tryUpdate("permissions", "*:*", { description: "x" })).status).toBe(405);
  });
});

describe("access policies", () => {
  it("have one subject and one scope, and roles", async () => {
    const { sandbox } = world;
    const [account, person] = [await serviceAccount(sandbox), await user(sandbox)];
    const environment = (await sandbox.environment(unique("env"))).id;
    const roles = ["role-user"];
    const create = (links: object) => sandbox.tryCreate("access-policies", {}, links as never);
    const here = { account: sandbox.accountId };
    expectRefusal(await create({ ...here, roles }), { status: 422, detail: /one subject.*none is given/ });
    expectRefusal(await create({ ...here, roles, user: person, "service-account": account }), {
      status: 422,
      detail: /one subject.*'user' and 'service-account' are given/,
    });
    expectRefusal(await create({ user: person, roles }), { status: 422, detail: /one scope.*none is given/ });
    // E26: of several scopes the narrowest counts.
    const narrow = (await create({ ...here, environment, user: person, roles })).body.data.relationships;
    expect([narrow.account.data, narrow.environment.data.id]).toEqual([null, environment]);
    const none = await create({ ...here, user: person, roles: [] });
    expectRefusal(none, { status: 422, pointer: "/data/relationships/roles" });
    expect((await create({ ...here, user: person })).status).toBe(422);
    expectRefusal(await create({ ...here, user: person, roles: ["role-none"] }), {
      status: 404,
      pointer: "/data/relationships/roles/data/0",
    });
    expectRefusal(await create({ ...here, user: "user-none", roles }), {
      status: 404,
      detail: "User with ID 'user-none' not found or user unauthorized.",
    });
  });

  it("change their roles, never whom and where they are for", async () => {
    const { sandbox } = world;
    const [first, second] = [await user(sandbox), await user(sandbox)];
    const id = await grant(sandbox, first, sandbox.accountId, ["role-user"]);
    const updated = await sandbox.update(
      "access-policies",
      id,
      {},
      { roles: ["role-user", "role-read-only"] },
    );
    expect(updated.relationships.roles!.data).toHaveLength(2);
    expectRefusal(await sandbox.tryUpdate("access-policies", id, {}, { user: second }), {
      status: 422,
      pointer: "/data/relationships/user",
    });
    const found = await sandbox.list(
      `access-policies?filter[user]=${first}&filter[account]=${sandbox.accountId}`,
    );
    expect(found.map((policy) => policy.id)).toEqual([id]);
  });

  it("of the administrator are built in", async () => {
    const { sandbox } = world;
    const [policy] = await sandbox.list("access-policies?filter[is-system]=true");
    expect(policy!.attributes["is-system"]).toBe(true);
    expectRefusal(await sandbox.delete("access-policies", policy!.id), { status: 409 });
    const changed = await sandbox.tryUpdate("access-policies", policy!.id, {}, { roles: ["role-user"] });
    expectRefusal(changed, { status: 409 });
    const administrator = policy!.relationships.user!.data.id;
    expectRefusal(await sandbox.delete("users", administrator), { status: 409 });
    expectRefusal(await sandbox.tryUpdate("users", administrator, { status: "Inactive" }), { status: 409 });
  });

  it("are set in an environment by whoever holds environments:set-access-policies there", async () => {
    const { sandbox } = world;
    const environment = (await sandbox.environment(unique("env"))).id;
    const other = (await sandbox.environment(unique("env"))).id;
    const account = await serviceAccount(sandbox);
    const caller = await callerWith(
      sandbox,
      ["environments:read", "environments:set-access-policies"],
      environment,
    );
    const links = { "service-account": account, roles: ["role-user"] };
    // Whom, and what, is the account's to show.
    expect((await caller.tryCreate("access-policies", {}, { ...links, environment })).status).toBe(404);
    const knows = ["roles:read", "service-accounts:read", "environments:read"];
    const role = await roleOf(sandbox, knows);
    const [policy] = await caller.list("access-policies");
    const subject = policy!.relationships["service-account"]!.data.id;
    await grant(sandbox, subject, sandbox.accountId, [role]);
    const made = await caller.create("access-policies", {}, { ...links, environment });
    expectRefusal(await caller.tryCreate("access-policies", {}, { ...links, environment: other }), {
      status: 403,
      detail: /'access-policies:create' is required in environment/,
    });
    await caller.update("access-policies", made.id, {}, { roles: ["role-read-only"] });
    expect((await caller.delete("access-policies", made.id)).status).toBe(204);
  });
});
