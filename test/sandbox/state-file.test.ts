import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { document, expectRefusal, type Reply, type Resource } from "../api/support.js";
import { ProtocolAgent, place, readyWorkspace } from "../dispatch/protocol-agent.js";
import { type Sandbox, startSandbox } from "../support/sandbox.js";

const STATE = "/api/sandbox/v1/state";

async function started(options: Parameters<typeof startSandbox>[0] = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ accountId: "acc-moved", ...options });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

async function exported({ url, token }: Sandbox): Promise<Buffer> {
  const response = await fetch(url + STATE, { headers: { Authorization: `Bearer ${token}` } });
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/gzip"]);
  return Buffer.from(await response.arrayBuffer());
}

async function put({ url, token }: Sandbox, file: Buffer): Promise<Reply> {
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/gzip" };
  const response = await fetch(url + STATE, { method: "PUT", headers, body: new Uint8Array(file) });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const linesOf = (file: Buffer) => gunzipSync(file).toString().trimEnd().split("\n");
const fileOf = (lines: readonly string[]) => gzipSync(lines.map((line) => `${line}\n`).join(""));

/** A sandbox with a bit of everything: a finished run with its files, tokens, a long log, secrets. */
async function furnished(options: Parameters<typeof startSandbox>[0] = {}) {
  const sandbox = await started(options);
  const where = await place(sandbox);
  const workspace = await readyWorkspace(sandbox, where);
  const agent = await ProtocolAgent.join(sandbox, where.token);
  const run = await sandbox.run(workspace);
  const task = await agent.work();
  const log = `${"x".repeat(250_000)}\nthe end\n`;
  await task.log(0, log);
  await task.finish({ hasChanges: false });
  const robot = await sandbox.create("service-accounts", { name: "robot" });
  const path = `service-accounts/${robot.id}/access-tokens`;
  const { body } = await sandbox.send("POST", path, document("access-tokens"));
  const roles = ["role-admin"];
  await sandbox.create("access-policies", {}, { "service-account": robot.id, account: "acc-moved", roles });
  const secret = body.data.attributes.token as string;
  return { sandbox, where, workspace, run, log, secret };
}

const everything = async (sandbox: Sandbox) => {
  const types = [
    "environments",
    "workspaces",
    "agent-pools",
    "runs",
    "service-accounts",
    "access-policies",
    "users",
  ];
  return Promise.all(types.map((type) => sandbox.list(`${type}?page[size]=100`)));
};

describe("export and import of the whole state", () => {
  it("moves a sandbox to another place: objects, ids, files, and tokens that stay good", async () => {
    const { sandbox, run, log, secret, where } = await furnished();
    await sandbox.advance("3d");
    const file = await exported(sandbox);
    const other = await started();
    expect(await put(other, file)).toMatchObject({ status: 200, body: { account: "acc-moved" } });
    const [mine, theirs] = [await everything(sandbox), await everything(other)];
    // Its runners are this process's own, and agents that have been silent for days are gone (R13).
    const managed = (pools: readonly Resource[]) =>
      pools
        .filter(({ attributes }) => !attributes["is-scalr-managed"])
        .map(({ attributes, id, relationships: { agents: _, ...others } }) => ({ id, attributes, others }));
    expect(theirs.toSpliced(2, 1)).toEqual(mine.toSpliced(2, 1));
    expect(managed(theirs[2]!)).toEqual(managed(mine[2]!));
    expect((await other.get(`plans/${run.relationships.plan!.data.id}/output`)).body).toBe(log);
    expect((await other.as(secret).get("environments")).status).toBe(200);
    // The time is at least that of the state: nothing in it is of the future.
    expect(other.simulator.clock.now()).toBeGreaterThanOrEqual(sandbox.simulator.clock.now());
    // Its pool tokens open it too, and what is queued there is executed.
    const queued = await other.run((await readyWorkspace(other, where)) as string);
    const agent = await ProtocolAgent.join(other, where.token, { name: "elsewhere" });
    expect((await agent.offered()).run).toBe(queued.id);
  });

  it("has tokens as hashes alone, and a new import of its own export changes nothing", async () => {
    const { sandbox, secret, where } = await furnished();
    const file = await exported(sandbox);
    const text = gunzipSync(file).toString();
    for (const token of [secret, where.token, sandbox.token]) expect(text).not.toContain(token);
    const before = await everything(sandbox);
    expect((await put(sandbox, file)).status).toBe(200);
    expect(await everything(sandbox)).toEqual(before);
    expect((await sandbox.as(secret).get("environments")).status).toBe(200);
  });

  it("does not make the admin of another place the admin here", async () => {
    const sandbox = await started({ token: "secret-of-the-first" });
    const file = await exported(sandbox);
    const other = await started({ token: "secret-of-the-second" });
    expect((await put(other, file)).status).toBe(200);
    expect((await other.get("environments")).status).toBe(200);
    expect((await other.as("secret-of-the-first").get("environments")).status).toBe(401);
  });
});

describe("a file that is not a state is refused, and nothing is changed", () => {
  const header = (changes: object) => (lines: string[]) => [
    JSON.stringify({ ...JSON.parse(lines[0]!), ...changes }),
    ...lines.slice(1),
  ];
  const insert = (line: unknown) => (lines: string[]) => [lines[0]!, JSON.stringify(line), ...lines.slice(1)];
  const without = (test: (line: string) => boolean) => (lines: string[]) =>
    lines.filter((line) => !test(line));
  const counted = (change: (lines: string[]) => string[]) => (lines: string[]) => {
    const changed = change(lines).slice(0, -1);
    const count = (part: string) => changed.filter((line) => line.includes(part)).length;
    const end = { entities: count('{"entity":'), blobs: count('"last":true') };
    return [...changed, JSON.stringify({ end })];
  };
  const damages: Readonly<Record<string, readonly [(lines: string[]) => string[], RegExp]>> = {
    "of something else": [header({ format: "other" }), /not a state file of a sandbox/],
    "of another version": [header({ version: 9 }), /version 9/],
    "of newer data": [header({ data: 99 }), /newer version/],
    "of another account": [header({ account: "acc-other" }), /--account-id acc-other/],
    "without a time": [header({ at: "soon" }), /time/],
    "cut off at a line": [(lines) => lines.slice(0, -3), /cut off/],
    "with a part lost": [without((line) => line.includes('"type":"environments"')), /damaged/],
    "with text in it": [(lines) => [lines[0]!, "text", ...lines.slice(1)], /Line 2/],
    "with an unknown type": [counted(insert({ entity: { type: "unicorns", id: "u-1" } })), /unicorns/],
    "with an object without an id": [counted(insert({ entity: { type: "tags" } })), /an id/],
    "with an object twice": [
      counted((lines) => [lines[0]!, lines[1]!, ...lines.slice(1)]),
      /cannot be imported/,
    ],
    "with an object that no index can take": [
      counted(insert({ entity: { type: "workspaces", id: "ws-x" } })),
      /cannot be imported/,
    ],
    "without an account": [counted(without((line) => line.includes('{"type":"accounts"'))), /no account/],
    "without a user": [counted(without((line) => line.includes('{"type":"users"'))), /no user/],
    "with a file of nobody": [counted(insert({ blob: "admin/token", data: "", last: true })), /admin\/token/],
    "with a file that leads out": [counted(insert({ blob: "logs/../x", data: "", last: true })), /logs/],
  };

  it.each(Object.keys(damages))("%s", async (name) => {
    const [damage, message] = damages[name]!;
    const sandbox = await started();
    const environment = await sandbox.environment("kept");
    const file = fileOf(damage(linesOf(await exported(sandbox))));
    expectRefusal(await put(sandbox, file), { status: 422, detail: message });
    expect((await sandbox.read("environments", environment.id)).attributes.name).toBe("kept");
    expect(await sandbox.simulator.store.blobs.list("imports")).toEqual([]);
  });

  it("no gzip, an empty one, or bytes cut off", async () => {
    const sandbox = await started();
    const file = await exported(sandbox);
    for (const broken of [
      Buffer.from("plain text"),
      gzipSync(""),
      Buffer.alloc(0),
      file.subarray(0, file.length - 20),
    ])
      expectRefusal(await put(sandbox, broken), { status: 422, detail: /not a state file|cut off/ });
    expect((await put(sandbox, file)).status).toBe(200);
  });

  it("from anybody but the operator", async () => {
    const sandbox = await started();
    const robot = await sandbox.create("service-accounts", { name: "robot" });
    const path = `service-accounts/${robot.id}/access-tokens`;
    const { body } = await sandbox.send("POST", path, document("access-tokens"));
    const guest = sandbox.as(body.data.attributes.token);
    expectRefusal(await guest.get(STATE), { status: 403 });
    expectRefusal(await guest.send("PUT", STATE, {}), { status: 403 });
    expectRefusal(await sandbox.send("DELETE", STATE), { status: 405 });
  });
});
