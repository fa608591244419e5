import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import {
  baseUrlOf,
  ScalrApiError,
  ScalrClient,
  type ScalrConnectionError,
} from "../../provider/client/index.js";
import { unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";

const used = useSandbox();
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const client = (baseUrl: string, limit = 0) =>
  new ScalrClient({ baseUrl, token: used.sandbox.token, retry: { limit, delay: 1 } });

describe("the client of the scalr.io API", () => {
  it("reads objects, lists of all pages, and tells what is gone from what is wrong", async () => {
    const scalr = client(used.sandbox.url);
    const tags = await Promise.all(
      Array.from({ length: 105 }, () => used.sandbox.create("tags", { name: unique("tag") })),
    );
    const listed = await scalr.list("tags");
    expect(new Set(listed.map(({ id }) => id))).toEqual(new Set(tags.map(({ id }) => id)));
    expect((await scalr.get(`tags/${tags[0]!.id}`)).data.attributes.name).toBe(tags[0]!.attributes.name);
    expect(await scalr.find("tags/tag-gone")).toBeNull();
    expect(await scalr.delete("tags/tag-gone")).toBe(false);
    const refused = await scalr.get("tags/tag-gone").catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ScalrApiError);
    expect((refused as ScalrApiError).message).toContain("tag-gone");
  });

  it("says that nothing listens, and how to start a sandbox", async () => {
    const url = await serve(() => {});
    for (const close of closers.splice(0)) close();
    await expect(client(url).list("tags")).rejects.toThrow(/Nothing listens at .*"scalr-sandbox up"/);
  });

  it("says that it is not scalr.io that answers", async () => {
    const url = await serve((_, response) =>
      response.writeHead(404, { "content-type": "text/html" }).end("<h1>no"),
    );
    const refused = await client(url)
      .find("tags/tag-1")
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ fault: "not-scalr" });
    expect((refused as ScalrConnectionError).message).toMatch(/not as scalr.io does.*Check SCALR_HOSTNAME/);
  });

  it("waits as the server asks and tries again, but repeats no POST that may have worked", async () => {
    const seen: string[] = [];
    const url = await serve((request, response) => {
      seen.push(request.method!);
      const status = seen.length === 1 ? 429 : request.method === "POST" ? 503 : 200;
      const headers = { "content-type": "application/vnd.api+json", "retry-after": "0" };
      response.writeHead(status, headers).end(JSON.stringify({ data: [], errors: [] }));
    });
    expect(await client(url, 3).list("tags")).toEqual([]);
    expect(seen).toEqual(["GET", "GET"]);
    await expect(client(url, 3).create("tags", { type: "tags" })).rejects.toMatchObject({ status: 503 });
    expect(seen).toEqual(["GET", "GET", "POST"]);
  });

  it("waits until the time that a server names, but not for longer than five minutes", async () => {
    const asked = [new Date(0).toUTCString(), "301"];
    let calls = 0;
    const url = await serve((_, response) => {
      const wait = asked[calls++];
      const headers = { "content-type": "application/vnd.api+json", ...(wait && { "retry-after": wait }) };
      response.writeHead(wait ? 429 : 200, headers).end(JSON.stringify({ data: [], errors: [] }));
    });
    // Without the server's word it would wait for an hour.
    const scalr = new ScalrClient({ baseUrl: url, token: "t", retry: { delay: 4e6, maxDelay: 4e6 } });
    await expect(scalr.list("tags")).rejects.toThrow(/Too many requests. Waiting as the server asked/);
    expect(calls).toBe(2);
    expect(await scalr.list("tags")).toEqual([]);
  });

  it("sends bodies with a DELETE too, and follows where it is sent", async () => {
    const seen: string[] = [];
    const url = await serve((request, response) => {
      if (request.url!.includes("/old")) {
        response.writeHead(307, { location: request.url!.replace("/old", "/new") }).end();
        return;
      }
      let body = "";
      request.on("data", (piece) => {
        body += piece;
      });
      request.on("end", () => {
        seen.push(`${request.method} ${body}`);
        const answer = JSON.stringify({ data: { type: "tags", id: "tag-1" } });
        response.writeHead(200, { "content-type": "application/json" }).end(answer);
      });
    });
    await client(url).relate("DELETE", "a/relationships/tags", [{ type: "tags", id: "ä" }]);
    await client(url).action("old");
    expect(seen).toEqual(['DELETE {"data":[{"type":"tags","id":"ä"}]}', "POST {}"]);
  });

  it("sends its token to its own host alone", async () => {
    const tokens: (string | undefined)[] = [];
    const elsewhere = await serve((request, response) => {
      tokens.push(request.headers.authorization);
      response.end();
    });
    await client(used.sandbox.url).upload(`${elsewhere}/upload`, Buffer.from("x"));
    expect(tokens).toEqual([undefined]);
  });

  it("stops when it is told to", async () => {
    const stop = new AbortController();
    const url = await serve(() => stop.abort());
    const scalr = new ScalrClient({ baseUrl: url, token: "t", signal: stop.signal });
    const refused = await scalr.list("tags").catch((error: unknown) => error);
    expect(refused).toMatchObject({ fault: "canceled" });
  });

  it("reads a hostname as the official tools do, and a whole address too", () => {
    expect(baseUrlOf("example.scalr.io")).toBe("https://example.scalr.io");
    expect(baseUrlOf("localhost:7443")).toBe("https://localhost:7443");
    expect(baseUrlOf("http://127.0.0.1:7878/")).toBe("http://127.0.0.1:7878");
    for (const wrong of ["", "ftp://a", "https://a/b", "https://u:p@a", "a b"]) {
      expect(() => baseUrlOf(wrong), wrong).toThrow(/is not a host/);
    }
  });
});
