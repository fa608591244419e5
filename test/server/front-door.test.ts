import express, { type Request, type Response } from "express";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startSimulator } from "../../simulator/server.js";

/** The requests that an Express app was given, as it sees them at its front. */
const seen: string[] = [];
const { application } = express as unknown as {
  application: { handle(req: Request, res: Response, done: unknown): void };
};
const handle = application.handle;
let url: string;
let close: () => Promise<void>;

beforeAll(async () => {
  application.handle = function (req, res, done) {
    seen.push(`${req.method} ${req.url}`);
    handle.call(this, req, res, done);
  };
  const simulator = await startSimulator({ port: 0, runners: false });
  url = simulator.url;
  close = () => simulator.close();
});

afterAll(async () => {
  application.handle = handle;
  await close();
});

it.each([
  ["the scalr.io API", "GET", "/api/iacp/v3/workspaces"],
  ["its description", "GET", "/api/iacp/v3/openapi-public.yml"],
  ["an operation that is not simulated", "GET", "/api/iacp/v3/cost-estimates/x"],
  ["the API of OpenTofu's remote backend", "GET", "/api/v2/ping"],
  ["the agent protocol", "POST", "/api/agents/v1/register"],
  ["the sandbox's own API", "GET", "/api/sandbox/v1/health"],
  ["metrics", "GET", "/metrics"],
  ["discovery", "GET", "/.well-known/terraform.json"],
  ["the console", "GET", "/"],
  ["a path that does not exist", "DELETE", "/nowhere"],
])("%s passes Express", async (_, method, path) => {
  seen.length = 0;
  const response = await fetch(`${url}${path}`, { method });
  await response.arrayBuffer();
  expect(seen).toEqual([`${method} ${path}`]);
});
