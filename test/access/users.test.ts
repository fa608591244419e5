import { describe, expect, it } from "vitest";
import { document, expectRefusal, unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";
import { callerWith, grant, signIn, user } from "./people.js";

const world = useSandbox();
const email = () => `${unique("person")}@sandbox.invalid`;

const invite = (address: string, links: Record<string, readonly string[]> = {}) => {
  const { sandbox } = world;
  return sandbox.send(
    "POST",
    `accounts/${sandbox.accountId}/actions/invite`,
    document("account-users", { email: address }, links),
  );
};

const remove = (id: string) =>
  world.sandbox.send("DELETE", `accounts/${world.sandbox.accountId}/actions/remove/${id}`);

const memberOf = async (id: string) =>
  (await world.sandbox.list(`account-users?filter[user]=${id}&include=user,teams`))[0];

describe("users", () => {
  it("are created, changed, found and deleted, with their membership", async () => {
    const { sandbox } = world;
    const address = email();
    const { id, attributes } = await sandbox.create("users", { email: address, "full-name": "A. Person" });
    expect(attributes).toMatchObject({ email: address, username: address, status: "Active" });
    expect((await sandbox.list(`users?filter[email]=${address}`)).map((each) => each.id)).toEqual([id]);
    expect((await sandbox.list("users?query=a. person")).map((each) => each.id)).toEqual([id]);
    expect((await memberOf(id))!.attributes.status).toBe("Active");
    await sandbox.update("users", id, { "full-name": null, username: "person" });
    expect((await sandbox.delete("users", id)).status).toBe(204);
    expect(await memberOf(id)).toBeUndefined();
    expectRefusal(await sandbox.get(`users/${id}`), {
      status: 404,
      detail: `User with ID '${id}' not found or user unauthorized.`,
    });
  });

  it("have an email of their own that is one", async () => {
    const { sandbox } = world;
    const address = email();
    await sandbox.create("users", { email: address });
    for (const [wrong, detail] of [
      [address, /already exists/],
      ["", "Email cannot be empty."],
      ["nobody", "Value must be an email address."],
      ["a@b@c", "Value must be an email address."],
    ] as const)
      expectRefusal(await sandbox.tryCreate("users", { email: wrong }), {
        status: 422,
        detail,
        pointer: "/data/attributes/email",
      });
  });

  it("are in teams, seen from both sides", async () => {
    const { sandbox } = world;
    const id = await user(sandbox);
    const team = (await sandbox.create("teams", { name: unique("team") }, { users: [id] })).id;
    const other = (await sandbox.create("teams", { name: unique("team") })).id;
    const teams = async () =>
      (await sandbox.read("users", id)).relationships.teams!.data.map((each: { id: string }) => each.id);
    expect(await teams()).toEqual([team]);
    await sandbox.update("users", id, {}, { teams: [other] });
    expect(await teams()).toEqual([other]);
    expect((await sandbox.read("teams", team)).relationships.users!.data).toEqual([]);
    const caller = await callerWith(sandbox, ["users:*", "teams:read"]);
    expectRefusal(await caller.tryUpdate("users", id, {}, { teams: [] }), {
      status: 403,
      detail: /'teams:update' is required in account/,
    });
    await sandbox.delete("users", id);
    expect((await sandbox.read("teams", other)).relationships.users!.data).toEqual([]);
  });
});

describe("invitations", () => {
  it("make a pending user with teams and roles, who is active with the first sign-in", async () => {
    const { sandbox } = world;
    const team = (await sandbox.create("teams", { name: unique("team") })).id;
    const address = email();
    const reply = await invite(address, { teams: [team], roles: ["role-read-only"] });
    expect(reply.status, JSON.stringify(reply.body)).toBe(201);
    const { id, type, attributes } = reply.body.data;
    expect({ type, ...attributes }).toMatchObject({ type: "users", email: address, status: "Pending" });
    expect((await memberOf(id))!.attributes.status).toBe("Pending");
    expect((await memberOf(id))!.relationships.teams!.data).toEqual([{ type: "teams", id: team }]);
    const caller = await signIn(sandbox, id);
    expect((await caller.get("tags")).status).toBe(200);
    expect((await caller.tryCreate("tags", { name: unique("tag") })).status).toBe(403);
    expect((await memberOf(id))!.attributes.status).toBe("Active");
    expect((await sandbox.read("users", id)).attributes).toMatchObject({
      status: "Active",
      "last-login-at": new Date(sandbox.simulator.clock.now()).toISOString(),
    });
    expectRefusal(await invite(address), { status: 409, detail: /a member of account/ });
  });

  it.each([
    [{ data: { type: "users", attributes: {} } }, 422],
    [{ data: { type: "users", attributes: { email: "nobody" } } }, 422],
    [{ data: { type: "users", attributes: { email: 5 } } }, 422],
    [{ data: [] }, 400],
    [{}, 400],
    [{ data: { type: "users", attributes: { email: "a@b" }, relationships: { teams: { data: {} } } } }, 400],
    [
      {
        data: {
          type: "users",
          attributes: { email: "a@b" },
          relationships: { teams: { data: [{ id: "x" }] } },
        },
      },
      404,
    ],
  ])("refuses %j", async (body, status) => {
    const { sandbox } = world;
    const reply = await sandbox.send("POST", `accounts/${sandbox.accountId}/actions/invite`, body);
    expectRefusal(reply, { status });
    expect(await sandbox.list("users?filter[email]=a@b")).toEqual([]);
  });

  it("give roles only where the inviting may", async () => {
    const { sandbox } = world;
    const caller = await callerWith(sandbox, ["accounts:read", "users:*", "roles:read", "teams:read"]);
    const path = `accounts/${sandbox.accountId}/actions/invite`;
    const body = document("users", { email: email() }, { roles: ["role-admin"] });
    expectRefusal(await caller.send("POST", path, body), {
      status: 403,
      detail: /'accounts:set-access-policies' is required in account/,
    });
    expect((await caller.send("POST", path, document("users", { email: email() }))).status).toBe(201);
  });

  it("are undone by removal: what was granted is gone, the user is not", async () => {
    const { sandbox } = world;
    const id = await user(sandbox);
    const team = (await sandbox.create("teams", { name: unique("team") }, { users: [id] })).id;
    await grant(sandbox, id, sandbox.accountId, ["role-read-only"]);
    const caller = await signIn(sandbox, id);
    expect((await caller.get("tags")).status).toBe(200);
    expect((await remove(id)).status).toBe(204);
    expect((await caller.get("tags")).status).toBe(403);
    expect(await memberOf(id)).toBeUndefined();
    expect((await sandbox.read("teams", team)).relationships.users!.data).toEqual([]);
    expectRefusal(await remove(id), { status: 404 });
    expectRefusal(await remove("user-none"), { status: 404 });
    const administrator = (await sandbox.list("users?sort=created-at"))[0]!;
    expectRefusal(await remove(administrator.id), { status: 409, detail: /administrator/ });
  });
});

describe("signing in", () => {
  it("is refused to the inactive and the unknown, and takes a life in minutes", async () => {
    const { sandbox } = world;
    const id = await user(sandbox);
    const path = `/api/sandbox/v1/users/${id}/sign-in`;
    for (const wrong of [{ "expires-in": 0 }, { "expires-in": "5" }, { description: 5 }])
      expectRefusal(await sandbox.send("POST", path, wrong), { status: 422 });
    const { token } = await sandbox.sandbox("POST", `users/${id}/sign-in`, {
      "expires-in": 1,
      description: "d",
    });
    expect((await sandbox.as(token).list("access-tokens"))[0]!.attributes.description).toBe("d");
    await sandbox.advance("1m");
    expect((await sandbox.as(token).get("access-tokens")).status).toBe(401);
    await sandbox.update("users", id, { status: "Inactive" });
    expectRefusal(await sandbox.send("POST", path, {}), { status: 422, detail: /inactive/ });
    expectRefusal(await sandbox.send("POST", "/api/sandbox/v1/users/user-none/sign-in", {}), { status: 404 });
  });
});

describe("service accounts and teams", () => {
  it("have names of their own, and an email made of the name", async () => {
    const { sandbox } = world;
    const made = await sandbox.create("service-accounts", { name: "CI: Deploys", description: "d" });
    expect(made.attributes).toMatchObject({ email: "ci-deploys@sandbox.scalr.io", status: "Active" });
    expect(made.relationships["created-by"]!.data.id).toMatch(/^user-/);
    expectRefusal(await sandbox.tryCreate("service-accounts", { name: "CI: Deploys" }), { status: 422 });
    expectRefusal(await sandbox.tryCreate("service-accounts", { name: "ci deploys" }), {
      status: 422,
      detail: /with the email/,
    });
    expectRefusal(await sandbox.tryCreate("service-accounts", { name: "" }), {
      status: 422,
      detail: "Service account name can not be empty.",
    });
    const found = await sandbox.list("service-accounts?filter[email]=ci-deploys@sandbox.scalr.io");
    expect(found.map(({ id }) => id)).toEqual([made.id]);
  });

  it("a team that goes leaves the accounts that it owned", async () => {
    const { sandbox } = world;
    const team = (await sandbox.create("teams", { name: unique("team"), description: "d" })).id;
    const { id } = await sandbox.create("service-accounts", { name: unique("sa") }, { owners: [team] });
    expect(
      (await sandbox.read("service-accounts", id, "?include=owners")).relationships.owners!.data,
    ).toEqual([{ type: "teams", id: team }]);
    await sandbox.delete("teams", team);
    expect((await sandbox.read("service-accounts", id)).relationships.owners!.data).toEqual([]);
    const { name } = (await sandbox.create("teams", { name: unique("team") })).attributes;
    expectRefusal(await sandbox.tryCreate("teams", { name }), {
      status: 422,
      pointer: "/data/attributes/name",
    });
  });
});
