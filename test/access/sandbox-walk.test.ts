import { expect, it } from "vitest";
import { OPERATIONS } from "../../simulator/api/sandbox/index.js";
import type { Api } from "../api/support.js";
import { unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";
import { callerWith } from "./people.js";

/** R20: every operation of the sandbox's own API, by each kind of caller. The operator's is last: `/stop` is among them. */

const used = useSandbox();

const CELLS = Object.entries(OPERATIONS).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method, path, open: operation.for ?? "operator" })),
);

async function statusOf(caller: Api, { method, path }: (typeof CELLS)[number]): Promise<number> {
  const body = method === "POST" || method === "PUT" ? { nothing: "that is known" } : undefined;
  return (await caller.send(method, `/api/sandbox/v1${path.replace(":id", "no-such-id")}`, body)).status;
}

async function walk(caller: Api, expected: (open: string) => (status: number) => boolean): Promise<string[]> {
  const wrong: string[] = [];
  for (const cell of CELLS) {
    const status = await statusOf(caller, cell);
    if (!expected(cell.open)(status)) wrong.push(`${cell.method} ${cell.path} (${cell.open}): ${status}`);
  }
  return wrong;
}

const is = (wanted: number) => (status: number) => status === wanted;
/** It got past the door, whatever it then had to say of what was sent. */
const admitted = (status: number) => ![401, 403].includes(status) && status < 500;

it("asks for a token, except where anybody may call", async () => {
  const { sandbox } = used;
  expect(CELLS.length).toBeGreaterThan(30);
  expect(
    await walk(sandbox.as("no-such-token"), (open) => (open === "anybody" ? admitted : is(401))),
  ).toEqual([]);
});

it("is closed to the token of an agent pool", async () => {
  const { sandbox } = used;
  const pool = await sandbox.pool(unique("pool"));
  const agents = sandbox.as(await sandbox.poolToken(pool.id));
  expect(await walk(agents, (open) => (open === "anybody" ? admitted : is(403)))).toEqual([]);
});

it("opens to others what is for every caller, and keeps the rest for the operator", async () => {
  const { sandbox } = used;
  const caller = await callerWith(sandbox, ["agent-pools:*", "environments:*", "workspaces:*", "runs:*"]);
  expect(await walk(caller, (open) => (open === "operator" ? is(403) : admitted))).toEqual([]);
});

it("opens all of it to the operator", async () => {
  const { sandbox } = used;
  expect(await walk(sandbox, () => admitted)).toEqual([]);
});
