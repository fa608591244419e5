import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createLog } from "../../simulator/platform/start/log.js";
import { ProtocolAgent, place, readyWorkspace } from "../dispatch/protocol-agent.js";
import { type Sandbox, startSandbox } from "../support/sandbox.js";

const ADMIN_TOKEN = "chosen-by-the-operator-9a7f";

interface Line {
  readonly level: string;
  readonly time: string;
  readonly msg: string;
  readonly requestId?: string;
  readonly method?: string;
  readonly path?: string;
  readonly status?: number;
  readonly ms?: number;
  readonly who?: string;
}

let sandbox: Sandbox;
const folder = mkdtempSync(join(tmpdir(), "scalr-sandbox-log-"));
const file = join(folder, "sandbox.log");

beforeAll(async () => {
  sandbox = await startSandbox({ logLevel: "debug", logFile: file, token: ADMIN_TOKEN });
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

const text = () => readFileSync(file, "utf8");
const lines = (): Line[] =>
  text()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

/** The one line about a request; it is written when the answer has gone out. */
async function lineOf(requestId: string | null): Promise<Line> {
  expect(requestId).toMatch(/^[0-9a-f]{8}-\d+$/);
  for (;;) {
    const found = lines().filter((line) => line.requestId === requestId);
    if (found.length > 0) {
      expect(found).toHaveLength(1);
      return found[0]!;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

it("has a line for each request, by the id that its answer carries, whatever the answer is", async () => {
  const cases = [
    ["GET", "environments?page[size]=1", 200],
    ["POST", "environments", 422],
    ["GET", "environments/env-nowhere", 404],
    ["PUT", "environments", 405],
    ["GET", "/api/sandbox/v1/status", 200],
    ["GET", "/api/nowhere", 404],
    ["POST", "/api/agents/v1/register", 403],
  ] as const;
  for (const [method, path, status] of cases) {
    const body = status === 422 ? { data: { type: "environments", attributes: {} } } : undefined;
    const reply = await sandbox.send(method, path, body);
    expect(reply.status, path).toBe(status);
    const line = await lineOf(reply.headers.get("x-request-id"));
    expect(line).toMatchObject({ msg: "request", method, status, ms: expect.any(Number) });
    expect(line.path).toBe((path.startsWith("/") ? path : `/api/iacp/v3/${path}`).split("?")[0]);
    expect(line.level).toBe(path.includes("agents/v1") ? "debug" : "info");
    expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  }
});

it("says who called, and that is what the audit log says of the same request", async () => {
  const reply = await sandbox.tryCreate("tags", { name: "logged" });
  const requestId = reply.headers.get("x-request-id");
  const { who } = await lineOf(requestId);
  const { entries } = await sandbox.sandbox("GET", "audit?type=tags");
  expect(entries[0]).toMatchObject({ who: { id: who }, via: { requestId } });
});

it("gives an id to what is not a request, too", async () => {
  const { hostname, port } = new URL(sandbox.url);
  const answer = await new Promise<string>((resolve) => {
    let all = "";
    const socket = connect(Number(port), hostname, () => socket.write("NONSENSE\r\n\r\n"));
    socket.on("data", (data) => {
      all += data;
    });
    socket.on("close", () => resolve(all));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  const [, requestId] = /^x-request-id: (\S+)/im.exec(answer)!;
  expect(await lineOf(requestId!)).toMatchObject({ status: 400, msg: "not a request" });
});

it("holds no token, whoever used it for what, and is its owner's alone", async () => {
  const where = await place(sandbox);
  const workspace = await readyWorkspace(sandbox, where);
  const user = await sandbox.create("users", { email: "logged@sandbox.invalid" });
  const { token: session } = await sandbox.sandbox("POST", `users/${user.id}/sign-in`);
  const version = await sandbox.create("configuration-versions", {}, { workspace });
  const uploadKey = new URL(version.links.upload!).searchParams.get("key")!;
  await fetch(version.links.upload!, { method: "PUT", body: "no archive" });
  const agent = await ProtocolAgent.join(sandbox, where.token, { concurrency: 1 });
  await sandbox.run(workspace);
  const task = await agent.work(1);
  await task.finish({ hasChanges: false });
  for (const token of [session, where.token, "eyJhbGciOiJIUzI1NiJ9.unknown.token"])
    await sandbox.as(token).get("pools");

  const secrets = [ADMIN_TOKEN, session, where.token, task.info.jobToken, uploadKey];
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(15);
    expect(text()).not.toContain(secret);
  }
  expect(text()).not.toMatch(/eyJ[\w-]+\./);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it("would mask a token that got into a message or an error", () => {
  let written = "";
  const write = (line: string) => {
    written += line;
  };
  const log = createLog("info", { write });
  const jwt = `eyJ${"a".repeat(20)}.b-_b.c`;
  log.info(
    { err: new Error(`PUT /upload?key=s3cret with Authorization: Bearer ${ADMIN_TOKEN}`) },
    `it was ${jwt}`,
  );
  const { msg, err } = JSON.parse(written);
  expect(msg).toBe("it was <token>");
  expect(err.message).toBe("PUT /upload?key=<secret> with Authorization: Bearer <token>");
  expect(written).not.toMatch(/s3cret|chosen-by|eyJ/);
});
