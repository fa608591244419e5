import { get as httpsGet } from "node:https";
import express, { type Request, type Response } from "express";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/server.js";

/** The requests that an Express app was given, as it sees them at its front. */
const seen: string[] = [];
const { application } = express as unknown as {
  application: { handle(req: Request, res: Response, done: unknown): void };
};
const handle = application.handle;
let simulator: Simulator;

beforeAll(async () => {
  application.handle = function (req, res, done) {
    seen.push(`${req.method} ${req.url}`);
    handle.call(this, req, res, done);
  };
  simulator = await startSimulator({ port: 0, httpsPort: 0, runners: false });
});

afterAll(async () => {
  application.handle = handle;
  await simulator.close();
});

it.each([
  ["the scalr.io API", "GET", "/api/iacp/v3/workspaces", 200],
  ["its description", "GET", "/api/iacp/v3/openapi-public.yml", 200],
  ["an operation that is not simulated", "GET", "/api/iacp/v3/usage-statistics", 501],
  ["the API of OpenTofu's remote backend", "GET", "/api/tfe/v2/ping", 204],
  ["the registry", "GET", "/api/registry/v1/modules/dev/network/null/versions", 404],
  ["the login of programs", "POST", "/api/login/v1/token", 400],
  ["the agent protocol", "POST", "/api/agents/v1/register", 401],
  ["a long poll of an agent", "GET", "/api/agents/v1/tasks?slots=1&wait=30", 401],
  ["the sandbox's own API", "GET", "/api/sandbox/v1/health", 200],
  ["metrics", "GET", "/metrics", 200],
  ["discovery", "GET", "/.well-known/terraform.json", 200],
  ["the keys of workload identity tokens", "GET", "/.well-known/openid-configuration", 200],
  ["the console", "GET", "/", 200],
  ["a path that does not exist", "DELETE", "/nowhere", 404],
])("%s passes Express", async (_, method, path, status) => {
  seen.length = 0;
  const authorization = path.includes("/agents/") ? "Bearer of-nobody" : `Bearer ${simulator.token}`;
  const response = await fetch(`${simulator.url}${path}`, { method, headers: { authorization } });
  await response.arrayBuffer();
  expect(response.status).toBe(status);
  expect(seen).toEqual([`${method} ${path}`]);
});

it("the stream of events passes Express", async () => {
  seen.length = 0;
  const end = new AbortController();
  const headers = { authorization: `Bearer ${simulator.token}` };
  const response = await fetch(`${simulator.url}/api/sandbox/v1/events`, { headers, signal: end.signal });
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  end.abort();
  expect(seen).toEqual(["GET /api/sandbox/v1/events"]);
});

it("HTTPS passes Express", async () => {
  seen.length = 0;
  const status = await new Promise((resolve, reject) =>
    httpsGet(`${simulator.httpsUrl}/api/sandbox/v1/health`, { ca: simulator.ca! }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode));
    }).on("error", reject),
  );
  expect(status).toBe(200);
  expect(seen).toEqual(["GET /api/sandbox/v1/health"]);
});
