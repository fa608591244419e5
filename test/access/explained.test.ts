import { beforeAll, describe, expect, it } from "vitest";
import { KNOWN_PERMISSIONS } from "../../simulator/access/permission-catalogue-rules.js";
import { expectRefusal } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";
import { callerWith, grant, roleOf, serviceAccount, signIn, tokenFor, user } from "./people.js";

const world = useSandbox();

interface Permission {
  readonly id: string;
  readonly held: boolean;
  readonly by: readonly { readonly policy: string; readonly permission: string }[];
}

let dev: string;
let prod: string;
let api: string;

beforeAll(async () => {
  const { sandbox } = world;
  dev = (await sandbox.environment("dev")).id;
  prod = (await sandbox.environment("prod")).id;
  api = (await sandbox.workspace("api", dev)).id;
});

const explain = (query: string) => world.sandbox.sandbox("GET", `permissions?${query}`);
const of = (answer: { permissions: Permission[] }, id: string) =>
  answer.permissions.find((permission) => permission.id === id)!;

describe("what somebody may do here (R21)", () => {
  it("is explained by the policy, the role and the permission in it, through a team and by a wildcard too", async () => {
    const { sandbox } = world;
    const [ann, team] = [await user(sandbox), (await sandbox.create("teams", { name: "platform" })).id];
    await sandbox.update("teams", team, {}, { users: [ann] });
    const reading = await roleOf(sandbox, ["*:read"]);
    const running = await roleOf(sandbox, ["runs:create", "runs:apply"]);
    const own = await grant(sandbox, ann, sandbox.accountId, [reading]);
    const throughTeam = await grant(sandbox, team, dev, [running]);
    const elsewhere = await grant(sandbox, ann, prod, [running]);

    const here = await explain(`of=${ann}&at=${api}`);
    expect(here).toMatchObject({
      who: { type: "users", id: ann },
      at: { kind: "workspace", id: api, name: "api" },
    });
    expect(of(here, "workspaces:read")).toMatchObject({
      held: true,
      by: [{ policy: own, permission: "*:read" }],
    });
    expect(of(here, "runs:create").by).toMatchObject([{ policy: throughTeam, permission: "runs:create" }]);
    expect(of(here, "workspaces:update")).toMatchObject({ held: false, by: [] });
    const grants = here.grants.map((each: { policy: string }) => each.policy).sort();
    expect(grants).toEqual([own, throughTeam, elsewhere].sort());
    const grantOf = (policy: string) =>
      here.grants.find((each: { policy: string }) => each.policy === policy);
    expect(grantOf(throughTeam)).toMatchObject({ applies: true, team: { name: "platform" } });
    expect(grantOf(throughTeam).reason).toBe("Granted in environment 'dev', which includes this.");
    expect(grantOf(elsewhere)).toMatchObject({ applies: false, team: null, at: { name: "prod" } });

    expect(of(await explain(`of=${ann}`), "runs:create").held).toBe(false);
    expect(of(await explain(`of=${ann}&at=${prod}`), "runs:create").by).toMatchObject([
      { policy: elsewhere },
    ]);
  });

  it("agrees with what the API lets them do, for every permission at every scope", async () => {
    const { sandbox } = world;
    const account = await serviceAccount(sandbox);
    const mixed = [
      await roleOf(sandbox, ["agent-pools:*", "*:read"]),
      await roleOf(sandbox, ["workspaces:update"]),
    ];
    await grant(sandbox, account, dev, [mixed[0]!]);
    await grant(sandbox, account, api, [mixed[1]!]);
    const token = await tokenFor(sandbox, account);
    const { grants } = (await sandbox.as(token).get("/api/sandbox/v1/session")).body;
    expect(grants).toHaveLength(2);
    for (const [query, kind] of [
      ["", "account"],
      [`&at=${dev}`, "environment"],
      [`&at=${api}`, "workspace"],
    ] as const) {
      const answer = await explain(`of=${account}${query}`);
      const known = KNOWN_PERMISSIONS.filter(({ id, scopes }) => !id.includes("*") && scopes.includes(kind));
      expect(answer.permissions.map(({ id }: Permission) => id)).toEqual(known.map(({ id }) => id));
      const held = answer.permissions
        .filter((each: Permission) => each.held)
        .map((each: Permission) => each.id);
      expect(held.includes("agent-pools:create")).toBe(kind !== "account");
      expect(held.includes("workspaces:update")).toBe(kind === "workspace");
    }
    const caller = sandbox.as(token);
    expect((await caller.tryUpdate("workspaces", api, { "auto-apply": true })).status).toBe(200);
    expect((await caller.tryCreate("agent-pools", { name: "denied" })).status).toBe(403);
  });

  it("is told to everybody of themselves, and of others to the operator alone", async () => {
    const { sandbox } = world;
    const ann = await signIn(sandbox, await user(sandbox));
    const reply = await ann.get("/api/sandbox/v1/permissions");
    expect(reply.status).toBe(200);
    expect(reply.body.permissions.every((each: Permission) => !each.held)).toBe(true);
    const other = await serviceAccount(sandbox);
    expectRefusal(await ann.get(`/api/sandbox/v1/permissions?of=${other}`), {
      status: 403,
      detail: /operator/,
    });
    expectRefusal(await ann.get(`/api/sandbox/v1/permissions?at=${dev}`), {
      status: 404,
      detail: /Environment with/,
    });
    const reader = await callerWith(sandbox, ["environments:read"], dev);
    expect((await reader.get(`/api/sandbox/v1/permissions?at=${dev}`)).body.at.name).toBe("dev");
    for (const query of ["of=user-nobody", "at=ws-nowhere", "at=env-nowhere"])
      expect((await sandbox.get(`/api/sandbox/v1/permissions?${query}`)).status, query).toBe(404);
  });
});
