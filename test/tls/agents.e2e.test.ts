import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { expect, test } from "vitest";
import { baseEnvironment } from "../../agent/tasks/environment.js";
import { createAuthority } from "../../simulator/platform/tls/certificates.js";
import { AgentProcess, joinedAgent } from "../agent/agent-process.js";
import { logOf, reached, workspaceWith } from "../agent/workshop.js";
import { temporaryFolder } from "../support/process.js";
import { Sandbox } from "../support/sandbox.js";
import { startSecure } from "./support.js";

const MAIN = 'resource "terraform_data" "work" { input = "done" }';

function file(name: string, text: string): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
}

/** Every call of the agent protocol that was answered: whether it was encrypted. */
function listening() {
  const calls: { readonly path: string; readonly secure: boolean }[] = [];
  const log = pino({ level: "debug" }, { write: (line) => void calls.push(JSON.parse(line)) });
  const secure = () =>
    calls.filter(({ path }) => path?.startsWith("/api/agents/v1")).map((call) => call.secure);
  return { log, secure };
}

test("an agent does all its work over HTTPS (R15)", async () => {
  const { log, secure } = listening();
  const simulator = await startSecure({ log });
  const sandbox = new Sandbox(simulator);
  const environment = await sandbox.environment("dev");
  const pool = await sandbox.pool("own");
  const agent = new AgentProcess({
    SCALR_URL: simulator.httpsUrl,
    SCALR_AGENT_TOKEN: await sandbox.poolToken(pool.id),
    SCALR_AGENT_NAME: "encrypted",
    SCALR_AGENT_CA_CERT: file("ca.pem", simulator.ca),
  });
  await agent.logged("joined pool");
  const workspace = await workspaceWith(sandbox, { environment: environment.id, pool: pool.id }, MAIN);
  const run = await sandbox.run(workspace);
  expect(await reached(sandbox, run)).toMatchObject({ status: "applied" });
  expect(await logOf(sandbox, run, "apply")).toContain("Apply complete!");
  expect(secure().length).toBeGreaterThan(5);
  expect(secure().every(Boolean)).toBe(true);
  expect(await agent.kill("SIGTERM")).toMatchObject({ code: 0 });
});

test("an agent that has nothing but its token does all its work over HTTPS", async () => {
  const { log, secure } = listening();
  const sandbox = new Sandbox(await startSecure({ log }));
  const environment = await sandbox.environment("dev");
  const pool = await sandbox.pool("own");
  const agent = await joinedAgent("trusting", await sandbox.poolToken(pool.id));
  const workspace = await workspaceWith(sandbox, { environment: environment.id, pool: pool.id }, MAIN);
  expect(await reached(sandbox, await sandbox.run(workspace))).toMatchObject({ status: "applied" });
  expect(secure().length).toBeGreaterThan(5);
  expect(secure().every(Boolean)).toBe(true);
  expect(await agent.kill("SIGTERM")).toMatchObject({ code: 0 });
});

test("the Scalr runners use HTTPS where there is HTTPS", async () => {
  const { log, secure } = listening();
  const sandbox = new Sandbox(await startSecure({ log, runners: true }));
  const environment = await sandbox.environment("dev");
  const workspace = await workspaceWith(sandbox, { environment: environment.id }, MAIN);
  expect(await reached(sandbox, await sandbox.run(workspace))).toMatchObject({ status: "applied" });
  expect(secure().length).toBeGreaterThan(5);
  expect(secure().every(Boolean)).toBe(true);
});

test("an agent that does not trust the certificate ends, and says which setting is missing", async () => {
  const simulator = await startSecure();
  const sandbox = new Sandbox(simulator);
  const token = await sandbox.poolToken((await sandbox.pool("own")).id);
  const { certificate } = await createAuthority(Date.now());
  for (const trust of [{}, { SCALR_AGENT_CA_CERT: file("other.pem", certificate) }] as Record<
    string,
    string
  >[]) {
    const agent = new AgentProcess({ SCALR_URL: simulator.httpsUrl, SCALR_AGENT_TOKEN: token, ...trust });
    expect(await agent.ended).toMatchObject({ code: 2 });
    expect(JSON.stringify(agent.lines)).toMatch(/is not trusted.*SCALR_AGENT_CA_CERT/);
  }
});

test("tasks trust whom their agent was told to trust", () => {
  const trusted = { SSL_CERT_FILE: "/a.pem", SSL_CERT_DIR: "/certs", NODE_EXTRA_CA_CERTS: "/b.pem" };
  expect(baseEnvironment({ ...trusted, SCALR_AGENT_TOKEN: "secret" })).toEqual(trusted);
});
