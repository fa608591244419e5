import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";
import { Host, type Instance, idOf, plain } from "./host.js";

const used = useSandbox();

/** The sandbox behind a relay that writes down what is asked, and refuses what `refuses` says. */
async function watched(refuses: (path: string) => boolean = () => false) {
  const asked: string[] = [];
  const relay = createServer(async (request, response) => {
    const path = decodeURIComponent(request.url!);
    asked.push(`${request.method} ${path}`);
    if (refuses(path)) {
      const errors = [{ status: "400", title: "Bad Request", detail: "Unknown filter." }];
      response.writeHead(400, { "content-type": "application/vnd.api+json" }).end(JSON.stringify({ errors }));
      return;
    }
    const { authorization = "" } = request.headers;
    const answer = await fetch(new URL(request.url!, used.sandbox.url), { headers: { authorization } });
    const type = answer.headers.get("content-type") ?? "application/json";
    response.writeHead(answer.status, { "content-type": type }).end(await answer.text());
  });
  await new Promise<void>((resolve) => relay.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => relay.close().closeAllConnections());
  const url = `http://127.0.0.1:${(relay.address() as AddressInfo).port}`;
  return { asked, host: new Host({ url, token: used.sandbox.token }) };
}

/** A pool of its own environment's, and workspaces in it. */
async function made(
  count: number,
): Promise<{ environment: Instance; pool: Instance; workspaces: Instance[] }> {
  const direct = new Host(used.sandbox);
  const environment = await direct.create("scalr_environment", { name: unique("env") });
  const pool = await direct.create("scalr_agent_pool", {
    name: unique("pool"),
    environments: [idOf(environment)],
  });
  const settings = { environment_id: idOf(environment), agent_pool_id: idOf(pool) };
  const workspaces = await Promise.all(
    Array.from({ length: count }, () =>
      direct.create("scalr_workspace", { ...settings, name: unique("ws") }),
    ),
  );
  return { environment, pool, workspaces };
}

const same = (read: readonly (Instance | null)[], known: readonly Instance[]) =>
  expect(read.map(plain)).toEqual(known.map(plain));

it("reads many objects of a type with one request, as each alone would be read", async () => {
  const { workspaces } = await made(6);
  const { asked, host } = await watched();
  same(await Promise.all(workspaces.map((one) => host.refresh(one))), workspaces);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatch(/^GET \/api\/iacp\/v3\/workspaces\?.*filter\[workspace\]=in:ws-\w+(,ws-\w+){5}/);
});

it("reads environments and pools in the same way", async () => {
  const all = await Promise.all(Array.from({ length: 4 }, () => made(0)));
  const { asked, host } = await watched();
  const known = all.flatMap(({ environment, pool }) => [environment, pool]);
  // A pool that was made for an environment is a part of what the environment shows.
  const alone = new Host(used.sandbox);
  const expected: (Instance | null)[] = [];
  for (const one of known) expected.push(await alone.refresh(one));
  same(await Promise.all(known.map((one) => host.refresh(one))), expected as Instance[]);
  expect(asked.map((line) => line.replace(/\?.*/, "")).sort()).toEqual([
    "GET /api/iacp/v3/agent-pools",
    "GET /api/iacp/v3/environments",
  ]);
});

it("asks for pages of at most a hundred", async () => {
  const { workspaces } = await made(103);
  const { asked, host } = await watched();
  same(await Promise.all(workspaces.map((one) => host.refresh(one))), workspaces);
  expect(asked.map((line) => line.split(",").length).sort((a, b) => a - b)).toEqual([1, 1, 1, 100]);
});

it("asks for an object that the list lacks by its own address, and says that it is gone", async () => {
  const { workspaces } = await made(5);
  await new Host(used.sandbox).destroy(workspaces[2]!);
  const { asked, host } = await watched();
  const read = await Promise.all(workspaces.map((one) => host.refresh(one)));
  expect(read.map((one) => one === null)).toEqual([false, false, true, false, false]);
  expect(asked).toHaveLength(2);
  expect(asked[1]).toContain(`/workspaces/${idOf(workspaces[2]!)}`);
});

it("reads each object by its own address where the list is refused, or where there are few", async () => {
  const { workspaces } = await made(5);
  const refusing = await watched((path) => path.includes("filter"));
  same(await Promise.all(workspaces.map((one) => refusing.host.refresh(one))), workspaces);
  expect(refusing.asked).toHaveLength(6);
  const few = await watched();
  same(await Promise.all(workspaces.slice(0, 3).map((one) => few.host.refresh(one))), workspaces.slice(0, 3));
  expect(few.asked.every((path) => /\/workspaces\/ws-/.test(path))).toBe(true);
});
