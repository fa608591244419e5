import { createServer } from "node:net";
import { beforeAll, describe, expect, test } from "vitest";
import { useSandbox } from "../support/sandbox.js";
import { cli, typed } from "./support.js";

const context = useSandbox();
const ids = { development: "", production: "", api: "" };

beforeAll(async () => {
  const { sandbox } = context;
  const development = await sandbox.environment("development");
  const production = await sandbox.environment("production");
  const own = await sandbox.pool("own", [development.id]);
  const api = await sandbox.workspace("api", development.id, {}, own.id);
  await sandbox.workspace("api", production.id);
  await sandbox.workspace("web", production.id);
  Object.assign(ids, { development: development.id, production: production.id, api: api.id });
});

const call = (...args: string[]) => {
  const { url, token } = context.sandbox.simulator;
  return typed(args, { env: { SCALR_HOSTNAME: url, SCALR_TOKEN: token } });
};

describe("explain", () => {
  test("names the winner and why each other one did not win (R4)", async () => {
    const { code, stdout } = await call("explain", "development/api");
    expect(code).toBe(0);
    expect(stdout).toContain(`development/api (${ids.api})`);
    expect(stdout).toMatch(/linked to the workspace\s+own\s+won: /);
    expect(stdout).toMatch(/default of the account\s+-\s+not-set: /);
    expect(stdout).toMatch(/Scalr runners\s+scalr-runners\s+overridden: /);
  });

  test("takes an id, or a name that is unique, and gives JSON", async () => {
    for (const name of [ids.api, "web"]) {
      const { stdout } = await call("explain", name, "--json");
      expect(JSON.parse(stdout).candidates).toHaveLength(4);
    }
  });

  test.each([
    ["api", 'There are 2 workspaces called "api": development/api, production/api.'],
    ["nowhere/api", 'There is no workspace "nowhere/api".'],
    ["ws-000000", "ws-000000"],
  ])("%s is refused by name", async (name, message) => {
    const { code, stderr } = await call("explain", name);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
  });
});

describe("sign-in", () => {
  test("prints a token of a user, named by email or id, and nothing else", async () => {
    const { sandbox } = context;
    const { id } = await sandbox.create("users", { email: "ann@sandbox.invalid" });
    for (const user of ["ann@sandbox.invalid", id]) {
      const { code, stdout } = await call("sign-in", user, "--expires-in", "60");
      expect(code).toBe(0);
      const [token] = await sandbox
        .as(stdout.trim())
        .list(`access-tokens?filter[user]=${id}&sort=-created-at`);
      expect(token!.attributes["expires-in"]).toBe(60);
    }
    const { stdout } = await call("sign-in", id, "--json");
    expect(JSON.parse(stdout)).toMatchObject({ user: id, token: expect.stringMatching(/^\S+$/) });
  });

  test("is the operator's alone, and says who is not there", async () => {
    const { sandbox } = context;
    const { id } = await sandbox.create("users", { email: "bob@sandbox.invalid" });
    const SCALR_TOKEN = (await call("sign-in", id)).stdout.trim();
    const asBob = { env: { SCALR_HOSTNAME: sandbox.url, SCALR_TOKEN } };
    const refused = await typed(["sign-in", id], asBob);
    expect(refused.code).toBe(6);
    expect(refused.stderr).toContain("admin token");
    const unknown = await call("sign-in", "nobody@sandbox.invalid");
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain('There is no user with the email "nobody@sandbox.invalid".');
  });
});

test("status shows pools, and is JSON when asked", async () => {
  const { stdout } = await call("status");
  expect(stdout).toMatch(/own\s+runs\s+its environments\s+0\s+0\s+0\s+0/);
  expect(JSON.parse((await call("status", "--json")).stdout)).toMatchObject({
    runners: { quota: 5 },
    queue: [],
  });
});

test("the clock moves by what is asked, and refuses what is not a time span", async () => {
  const before = JSON.parse((await call("clock", "show", "--json")).stdout).now;
  const after = JSON.parse((await call("clock", "advance", "1h30m", "--json")).stdout).now;
  expect(Date.parse(after) - Date.parse(before)).toBe(90 * 60_000);
  const { code, stderr } = await call("clock", "advance", "soon");
  expect(code).toBe(2);
  expect(stderr).toContain('not "soon"');
});

test("a token that is not known exits with 6", async () => {
  const env = { SCALR_HOSTNAME: context.sandbox.simulator.url, SCALR_TOKEN: "not-a-token" };
  expect((await cli(["status"], { env })).code).toBe(6);
  const { code, stderr } = await cli(["status"], { env: { SCALR_HOSTNAME: env.SCALR_HOSTNAME } });
  expect(code).toBe(6);
  expect(stderr).toContain("SCALR_TOKEN is not set");
});

test("nothing listens: exit code 5, and how to start it", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  const { code, stderr } = await cli(["status"], {
    env: { SCALR_HOSTNAME: `http://127.0.0.1:${port}`, SCALR_TOKEN: "x" },
  });
  expect(code).toBe(5);
  expect(stderr).toContain("scalr-sandbox up");
});

test("colours are for terminals, unless they are forced", async () => {
  expect((await call("status")).stdout).not.toContain("\u001b[");
  expect((await call("status", "--color")).stdout).toContain("\u001b[");
});

describe("reset", () => {
  test("asks, and takes nothing but yes for a yes", async () => {
    const { url, token } = context.sandbox.simulator;
    for (const input of ["y\n", "no\n"]) {
      const { code, stderr } = await typed(["reset"], {
        env: { SCALR_HOSTNAME: url, SCALR_TOKEN: token },
        input,
      });
      expect({ code, stderr }).toEqual({ code: 1, stderr: "Error: Nothing was deleted.\n" });
    }
    const unanswered = await cli(["reset"], { env: { SCALR_HOSTNAME: url, SCALR_TOKEN: token } });
    expect(unanswered.code).toBe(1);
    expect(unanswered.stderr).toMatch(/^Error: Nothing was deleted\. .*add --auto-approve\.\n$/);
    expect((await call("reset", "--json")).code).toBe(2);
    expect((await call("explain", "web")).code).toBe(0);
  });

  test("empties the simulator when told", async () => {
    const { url, token } = context.sandbox.simulator;
    const { code } = await cli(["reset"], {
      env: { SCALR_HOSTNAME: url, SCALR_TOKEN: token },
      input: "yes\n",
    });
    expect(code).toBe(0);
    expect((await call("explain", "web")).code).toBe(1);
  });
});
