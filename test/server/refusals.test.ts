import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { expectRefusal, type Reply, unique } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";

const used = useSandbox();

const send = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  used.sandbox.send(method, path, body, headers);

/** Sends bytes as they are and returns the status line and the body of what comes back. */
function raw(text: string): Promise<Reply> {
  const { hostname, port } = new URL(used.sandbox.url);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on("data", (data) => {
      answer += data;
    });
    socket.on("error", reject);
    socket.on("close", () => {
      const [head = "", body = ""] = answer.split("\r\n\r\n", 2);
      resolve({ status: Number(head.split(" ")[1]), headers: new Headers(), body: JSON.parse(body) });
    });
  });
}

const BASES = ["/api/iacp/v3", "/api/agents/v1", "/api/sandbox/v1", ""];

describe("an unknown", () => {
  it.each(BASES)("path below '%s' is a 404 that names it", async (base) => {
    const reply = await send("GET", `${base}/nowhere`.replace(/^\/nowhere/, "/api/nowhere"));
    expectRefusal(reply, { status: 404, detail: /There is no GET \/api\/\S*nowhere here/ });
  });

  it("method is a 405 that names those that exist", async () => {
    const cases = [
      ["PUT", "environments", "GET, POST"],
      ["POST", "environments/env-1", "GET, PATCH, DELETE"],
      ["DELETE", "/api/sandbox/v1/status", "GET"],
      ["GET", "/api/sandbox/v1/reset", "POST"],
      ["POST", "/api/sandbox/v1/events", "GET"],
      ["GET", "/api/agents/v1/register", "POST"],
      ["POST", "/api/agents/v1/tasks/task-1/artifacts/plan", "PUT"],
    ] as const;
    for (const [method, path, allow] of cases) {
      const reply = await send(method, path);
      expectRefusal(reply, { status: 405, title: "Method Not Allowed" });
      expect(reply.headers.get("allow")).toBe(allow);
    }
  });

  it("token, and none, are a 401 everywhere but where none is needed", async () => {
    for (const path of [
      "environments",
      "nowhere",
      "/api/sandbox/v1/status",
      "/api/sandbox/v1/events",
      "/api/sandbox/v1/nowhere",
    ]) {
      for (const token of ["", "wrong"]) {
        const reply = await used.sandbox.as(token).send("GET", path);
        expectRefusal(reply, { status: 401, title: "Unauthorized" });
        expect(reply.headers.get("www-authenticate")).toBe("Bearer");
      }
    }
    expect((await used.sandbox.as("").send("GET", "/api/sandbox/v1/health")).body).toEqual({ status: "ok" });
  });

  it("workspace or run is a 404 with its id", async () => {
    expectRefusal(await send("GET", "/api/sandbox/v1/workspaces/ws-1/resolution"), {
      status: 404,
      detail: "Workspace with ID 'ws-1' not found or user unauthorized.",
    });
    expectRefusal(await send("GET", "/api/sandbox/v1/runs/run-1/waiting"), {
      status: 404,
      detail: /'run-1'/,
    });
  });
});

describe("a body", () => {
  const WRITES = ["environments", "/api/sandbox/v1/clock/advance"];

  it.each(WRITES)("that is not JSON is a 400 (%s)", async (path) => {
    for (const body of ["{", '{"data":', "\u0000", "[1,", "{'a':1}"])
      expectRefusal(await send("POST", path, body), { status: 400, detail: /not valid JSON/ });
  });

  it.each(WRITES)("of another media type is a 415 (%s)", async (path) => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
      expectRefusal(await send("POST", path, "a=b", { "Content-Type": type }), { status: 415 });
    expectRefusal(await send("POST", path, "{}", { "Content-Encoding": "compress" }), {
      status: 415,
      detail: /encoding/,
    });
  });

  it.each(WRITES)("over the limit is a 413, however it is sent (%s)", async (path) => {
    const large = JSON.stringify({ data: "x".repeat(1024 * 1024) });
    expectRefusal(await send("POST", path, large), { status: 413, detail: /limit of 1048576 bytes/ });
    const larger = JSON.stringify({ data: "x".repeat(30 * 1024 * 1024) });
    const endless = new ReadableStream({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        controller.enqueue(new TextEncoder().encode(" ".repeat(256 * 1024)));
      },
    });
    // They are answered before they have arrived, which not every client handles.
    for (const body of [larger, endless]) {
      const response = await fetch(
        new URL(path.startsWith("/") ? path : `/api/iacp/v3/${path}`, used.sandbox.url),
        {
          method: "POST",
          headers: { Authorization: `Bearer ${used.sandbox.token}`, "Content-Type": "application/json" },
          body,
          duplex: "half",
        } as RequestInit,
      );
      expect(response.status).toBe(413);
    }
    // The simulator continues.
    expect((await send("GET", "/api/sandbox/v1/health")).status).toBe(200);
  });

  it("of a shape that means nothing is a 400 or 422, never a 500", async () => {
    const bodies = [
      null,
      1,
      "text",
      [],
      {},
      { data: null },
      { data: [] },
      { data: { type: 1 } },
      { data: { type: "environments", attributes: [] } },
    ];
    for (const body of bodies) {
      const reply = await send("POST", "environments", JSON.stringify(body));
      expect([400, 409, 422], JSON.stringify(body)).toContain(reply.status);
      expect(reply.body.errors[0].detail).toMatch(/\S/);
    }
    for (const by of [null, {}, [], "", "soon", "-1h", -1, "1e400", "P1Y", "99999999d", 1e300]) {
      const reply = await send("POST", "/api/sandbox/v1/clock/advance", { by });
      expectRefusal(reply, { status: 422, pointer: "/by" });
    }
    expectRefusal(await send("POST", "/api/sandbox/v1/clock/advance"), {
      status: 400,
      detail: /how far to advance/,
    });
  });
});

describe("an address", () => {
  it("that cannot be decoded is a 400", async () => {
    const reply = await send("GET", "/api/sandbox/v1/workspaces/%E0%A4%A/resolution");
    expectRefusal(reply, { status: 400, detail: /cannot be decoded/ });
  });

  it("with strange ids names nothing that exists", async () => {
    for (const id of ["__proto__", "constructor", "%00", "..%2f..", "a".repeat(3_000), "*", "%F0%9F%98%80"])
      expectRefusal(await send("GET", `environments/${id}`), { status: 404 });
  });
});

describe("what is not HTTP", () => {
  it("is answered in the form of all other errors", async () => {
    expectRefusal(await raw("hello\r\n\r\n"), { status: 400, detail: /not valid HTTP/ });
    expectRefusal(await raw(`GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(40_000)}\r\n\r\n`), {
      status: 431,
    });
  });
});

it("an error names no file and shows no stack", async () => {
  const replies = [
    await send("POST", "environments", "{"),
    await send("GET", "environments?page[number]=x"),
    await send("PATCH", "environments/env-1", { data: null }),
    await send("GET", "environments?filter[nope]=1"),
  ];
  for (const reply of replies)
    expect(JSON.stringify(reply.body)).not.toMatch(/node_modules|\.[jt]s:\d|at \w+ \(/);
});

it("what was refused left nothing behind", async () => {
  const name = unique("env");
  const before = used.sandbox.simulator.store.seq;
  await send("POST", "environments", {
    data: {
      type: "environments",
      attributes: { name },
      relationships: { tags: { data: [{ type: "tags", id: "tag-1" }] } },
    },
  });
  expect(await used.sandbox.list(`environments?filter[name]=${name}`)).toEqual([]);
  expect(used.sandbox.simulator.store.seq).toBe(before);
});
