import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  canHideProc,
  hasTools,
  needsHiddenProc,
  needsTools,
  pathWithTools,
  WITHOUT_PROC,
} from "../support/hidden-proc.js";
import { temporaryFolder } from "../support/process.js";
import { recordingServer } from "../support/recording-server.js";
import { AgentProcess } from "./agent-process.js";

type Server = Awaited<ReturnType<typeof recordingServer>>;

/** An agent on a system without `/proc`, which has joined, looked for what others left in its folder, and asked for work. */
async function agentIn(
  folder: string,
  { url, requests, received }: Server,
  env: Readonly<Record<string, string>> = {},
) {
  const before = requests.filter((line) => line.includes("/tasks?")).length;
  const agent = new AgentProcess(
    {
      SCALR_URL: url,
      SCALR_AGENT_TOKEN: "pool-token",
      SCALR_AGENT_NAME: "without-proc",
      SCALR_AGENT_DATA_DIR: folder,
      ...env,
    },
    undefined,
    WITHOUT_PROC,
  );
  await received("/tasks?", before + 1);
  return agent;
}

/** A folder of tasks as an agent leaves it: of a process with this number, last touched so many minutes ago. */
function left(folder: string, name: string, pid: number, minutes: number): string {
  const path = join(folder, `tasks-${name}`);
  mkdirSync(path, { mode: 0o700 });
  const owner = { host: hostname(), pid, started: "Mon Jan  1 00:00:00 2001" };
  writeFileSync(join(path, "owner.json"), JSON.stringify(owner), { mode: 0o600 });
  const at = new Date(Date.now() - minutes * 60_000);
  utimesSync(path, at, at);
  return path;
}

const DEAD = 99_999_999;

/** A folder with a living agent, that agent and its own folder of tasks, and how another one joins there. */
async function inhabited(env: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder();
  const server = await recordingServer();
  const living = await agentIn(folder, server, env);
  const own = readdirSync(folder).find((name) => name.startsWith("tasks-"))!;
  return { folder, living, own: join(folder, own), another: () => agentIn(folder, server, env) };
}

describe.runIf(canHideProc)(`what agents leave, cleaned up without /proc and ps${needsHiddenProc}`, () => {
  it("goes when its process has ended, or when nobody has touched it for ten minutes", async () => {
    const { folder, living, own, another } = await inhabited();
    const ended = left(folder, "ended", DEAD, 0);
    const old = left(folder, "old", process.pid, 11);
    const young = left(folder, "young", process.pid, 9);
    await another();
    expect([ended, old].filter(existsSync)).toEqual([]);
    expect(existsSync(young)).toBe(true);
    expect(existsSync(own)).toBe(true);
    expect((await living.kill("SIGTERM")).code).toBe(0);
  });
});

describe.runIf(hasTools)(
  `what agents leave, cleaned up where ps takes the place of /proc${needsTools}`,
  () => {
    it("goes when its process has ended, although another one has its number now", async () => {
      const { folder, own, another } = await inhabited({ PATH: pathWithTools() });
      const reused = left(folder, "reused", process.pid, 0);
      const agent = await another();
      await agent.logged(`removed ${reused}`);
      expect(existsSync(reused)).toBe(false);
      expect(existsSync(own)).toBe(true);
    });
  },
);
