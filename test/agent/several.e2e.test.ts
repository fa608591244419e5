import { readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { baseEnvironment } from "../../agent/tasks/environment.js";
import { program } from "../cli/support.js";
import { place } from "../dispatch/protocol-agent.js";
import { useSandbox } from "../support/sandbox.js";
import { AgentProcess } from "./agent-process.js";
import { reached, workspaceWith } from "./workshop.js";

const box = useSandbox({ clock: "real" });

const agents = (token: string, ...args: string[]) =>
  new AgentProcess(
    { SCALR_AGENT_TOKEN: token, SCALR_AGENT_NAME: "build", SCALR_AGENT_LOG_FORMAT: "plain" },
    onTestFinished,
    [],
    [program, "agent", ...args],
  );

const namesIn = async (pool: string) =>
  (await box.sandbox.list(`agents?filter[agent-pool]=${pool}`))
    .map(({ attributes }) => attributes.name)
    .sort();

const five = ["build-1", "build-2", "build-3", "build-4", "build-5"];

test("--count 5 starts five agents, whose lines say which it is; one Ctrl-C makes all leave", async () => {
  const where = await place(box.sandbox);
  const several = agents(where.token, "--count", "5", "--concurrency", "1");
  for (const name of five) await several.logged(`${name}: agent ${name} (`);
  expect(await namesIn(where.pool)).toEqual(five);

  const workspace = await workspaceWith(box.sandbox, where, "", {});
  expect(await reached(box.sandbox, await box.sandbox.run(workspace))).toMatchObject({
    status: "planned_and_finished",
  });

  expect(await several.kill("SIGINT")).toEqual({ code: 0, signal: null });
  for (const name of five)
    expect(several.lines.some(({ message }) => String(message).includes(`${name}: Agent '${name}'`))).toBe(
      true,
    );
  expect(await namesIn(where.pool)).toEqual([]);
});

test("an agent that cannot join leaves the others at work, and its exit code is that of all", async () => {
  const where = await place(box.sandbox);
  const taken = agents(where.token, "--name", "build-2");
  await taken.logged("agent build-2");
  const several = agents(where.token, "--count", "3");
  await several.logged("Error: build-2: ");
  for (const name of ["build-1", "build-3"]) await several.logged(`${name}: agent ${name} (`);
  expect(await namesIn(where.pool)).toEqual(["build-1", "build-2", "build-3"]);
  expect(await several.kill("SIGTERM")).toEqual({ code: 3, signal: null });
  expect(await namesIn(where.pool)).toEqual(["build-2"]);
});

test.each(["0", "1.5", "101"])("--count %s is refused", async (count) => {
  const refused = agents("token", "--count", count);
  expect(await refused.ended).toMatchObject({ code: 2 });
  expect(JSON.stringify(refused.lines)).toContain("--count must be a whole number from 1 to 100");
});

test("what an agent starts sees the proxies that its page names", () => {
  const page = readFileSync(new URL("../../docs/reference/agent.md", import.meta.url), "utf8");
  const [, section] = /## Behind a proxy\n(.*?)\n## /s.exec(page)!;
  const named = [...section!.matchAll(/^\| (`.*?`) \|/gm)]
    .flatMap(([, names]) => [...names!.matchAll(/`(\w+)`/g)].map(([, name]) => name!))
    .filter((name) => !/^all_proxy$/i.test(name));
  expect(named).toHaveLength(9);
  const env = Object.fromEntries(named.map((name) => [name, "set"]));
  expect(baseEnvironment(env)).toEqual(env);
});

const fromSandbox = (...args: string[]) =>
  new AgentProcess(
    {
      SCALR_HOSTNAME: box.sandbox.url,
      SCALR_TOKEN: box.sandbox.token,
      SCALR_AGENT_NAME: "build",
      SCALR_AGENT_LOG_FORMAT: "plain",
    },
    onTestFinished,
    [],
    [program, "agent", ...args],
  );

test("--pool joins a pool by its name, with a token that ends with the command", async () => {
  const where = await place(box.sandbox);
  const { name } = (await box.sandbox.read("agent-pools", where.pool)).attributes;
  const tokens = () => box.sandbox.list(`agent-pools/${where.pool}/access-tokens`);
  const before = (await tokens()).length;
  const joined = fromSandbox("--pool", String(name));
  await joined.logged("agent build (");
  expect(await namesIn(where.pool)).toEqual(["build"]);
  expect(await tokens()).toHaveLength(before + 1);
  expect(await joined.kill("SIGINT")).toEqual({ code: 0, signal: null });
  expect(await tokens()).toHaveLength(before);
});

test("--pool names a pool that is not there, and what may have been meant", async () => {
  await box.sandbox.pool("builders");
  const refused = fromSandbox("--pool", "bilders");
  expect(await refused.ended).toEqual({ code: 1, signal: null });
  expect(JSON.stringify(refused.lines)).toContain('There is no agent pool \\"bilders\\". Did you mean');
});
