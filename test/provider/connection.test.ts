import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { blockType } from "../../engine/provider.js";
import { fromPlain } from "../../engine/values/index.js";
import { createScalrProvider } from "../../provider/resources/index.js";
import { unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";
import { Host, plain } from "./host.js";

const used = useSandbox();

/** A server between provider and simulator that may lose answers: `lose` says which, after they took effect. */
async function lossy(lose: (method: string, path: string) => boolean) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "GET", url = "/" } = request;
    const answer = await fetch(used.sandbox.url + url, {
      method,
      headers: {
        authorization: request.headers.authorization ?? "",
        "content-type": request.headers["content-type"] ?? "",
      },
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    if (lose(method, url)) return request.socket.destroy();
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

describe("the connection", () => {
  it("comes from the environment where the configuration says nothing", async () => {
    const { url, token } = used.sandbox;
    const provider = createScalrProvider({ env: { SCALR_HOSTNAME: url, SCALR_TOKEN: token } });
    await provider.configure(fromPlain({}, blockType(provider.schema.provider.block)));
    const none = fromPlain({}, blockType(provider.schema.dataSources.scalr_current_account!.block));
    const { state, diagnostics } = await provider.readDataSource("scalr_current_account", none);
    expect(diagnostics).toEqual([]);
    expect(state.attr("id").asString()).toBe(used.sandbox.accountId);
  });

  it("says what is wrong and what to do", async () => {
    const { url } = used.sandbox;
    const cases: [{ url: string; token: string }, RegExp][] = [
      [{ url, token: "wrong" }, /does not accept the token from the provider's block. Change it there/],
      [{ url, token: "t\u00f6ken" }, /its character 2 is U\+00F6.*set SCALR_TOKEN, or the provider's token/],
      [{ url, token: "\n" }, /There is no API token/],
      [
        { url, token: "" },
        /There is no API token for http:.*Set the provider's token, or SCALR_HOSTNAME and SCALR_TOKEN/,
      ],
      [{ url: "http://127.0.0.1:9", token: "t" }, /Nothing listens at http:\/\/127.0.0.1:9\. /],
    ];
    for (const [connection, message] of cases) {
      const host = new Host(connection);
      await expect(host.read("scalr_current_account", {}), String(message)).rejects.toThrow(message);
    }
  });

  it("has no default host", async () => {
    const provider = createScalrProvider({ env: { SCALR_TOKEN: "token-of-scalr.io" } });
    const [diagnostic] = await provider.configure(fromPlain({}, blockType(provider.schema.provider.block)));
    expect(diagnostic).toMatchObject({
      severity: "error",
      cause: "unreachable",
      detail:
        "No sandbox is running here. Start one with `scalr-sandbox up`, or set SCALR_HOSTNAME, or the provider's hostname.",
    });
  });

  it("refuses an invalid hostname before anything is called", () => {
    const provider = createScalrProvider({ env: {} });
    const config = fromPlain({ hostname: "http://a b" }, blockType(provider.schema.provider.block));
    expect(provider.validateProviderConfig(config)[0]!.detail).toMatch(/is not a host/);
  });

  it("does not create twice what was created while the answer was lost", async () => {
    const lost = new Set<string>();
    const between = await lossy((method, path) => {
      const first = method === "POST" && !lost.has(path);
      if (first) lost.add(path);
      return first;
    });
    try {
      const host = new Host({ url: between.url, token: used.sandbox.token });
      const name = unique("env");
      const environment = await host.create("scalr_environment", { name });
      const there = (await used.sandbox.list(`environments?filter[name]=${name}`)).map(({ id }) => id);
      expect(there).toEqual([plain(environment).id]);
      expect(lost.size).toBe(1);
    } finally {
      await between.close();
    }
  });

  it("repeats a read and a deletion whose answer was lost", async () => {
    let losing = 0;
    const between = await lossy((method) => ["GET", "DELETE"].includes(method) && losing++ % 2 === 0);
    try {
      const host = new Host({ url: between.url, token: used.sandbox.token });
      const { id } = await used.sandbox.pool(unique("pool"));
      const pool = await host.import("scalr_agent_pool", id);
      await host.destroy(pool);
      expect((await used.sandbox.get(`agent-pools/${id}`)).status).toBe(404);
    } finally {
      await between.close();
    }
  });

  it("waits as long as a busy server asks, and creates once whatever it answered", async () => {
    const fault = (method: string, status: number) =>
      used.sandbox.sandbox("POST", "faults", {
        method,
        path: "agent-pools",
        status,
        retryAfter: 1,
        count: 1,
      });
    const host = new Host({ url: used.sandbox.url, token: used.sandbox.token });
    for (const status of [429, 503, 500]) {
      await fault("POST", status);
      const name = unique("pool");
      const started = performance.now();
      const pool = await host.create("scalr_agent_pool", { name });
      // After a 5xx nobody knows, so it looks first; a 429 did nothing, and says when to come again.
      if (status === 429) expect(performance.now() - started).toBeGreaterThan(990);
      const there = await used.sandbox.list(`agent-pools?filter[name]=${name}`);
      expect(there.map(({ id }) => id)).toEqual([plain(pool).id]);
      const path = `agent-pools/${String(plain(pool).id)}`;
      const once = { method: "GET", path, status, retryAfter: 0, count: 1 };
      await used.sandbox.sandbox("POST", "faults", once);
      expect(plain(await host.refresh(pool)).name).toBe(name);
      expect((await used.sandbox.sandbox("GET", "faults")).faults).toMatchObject([
        { struck: 1, remaining: 0 },
        { struck: 1, remaining: 0 },
      ]);
      await used.sandbox.sandbox("DELETE", "faults");
    }
  });
});
