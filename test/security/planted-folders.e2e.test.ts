import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { AgentProcess } from "../agent/agent-process.js";
import { cli } from "../cli/support.js";
import { temporaryFolder } from "../support/process.js";
import { RECORDING_SANDBOX, recordingServer } from "../support/recording-server.js";
import { asSecondUser, canSwitchUser, needsRoot } from "../support/second-user.js";

const SECRET = "root's own secret";

/** Makes folders and files as the second user: `args` is JSON of text by path. */
const PLANT = `
  import { mkdirSync, writeFileSync } from "node:fs";
  import { dirname } from "node:path";
  for (const [path, text] of Object.entries(JSON.parse(process.argv[1]))) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }`;

/** A folder for temporary files that everybody may use, as /tmp is, and what belongs to root outside it. */
function machine() {
  const root = temporaryFolder("machine-");
  chmodSync(root, 0o755);
  const tmp = join(root, "tmp");
  mkdirSync(tmp);
  chmodSync(tmp, 0o1777);
  const victim = join(root, "victim-dir");
  mkdirSync(victim);
  writeFileSync(join(victim, "precious"), "precious");
  const secret = join(root, "rootonly");
  mkdirSync(secret, { mode: 0o700 });
  writeFileSync(join(secret, "secret"), SECRET, { mode: 0o600 });
  const home = join(root, "home");
  mkdirSync(home, { mode: 0o700 });
  return { root, tmp, victim, home };
}

/** Everything of root's outside the shared folder that could be touched, by path. */
function outside({ root, tmp, home }: ReturnType<typeof machine>): Record<string, string> {
  const files = (readdirSync(root, { recursive: true }) as string[])
    .map((name) => join(root, name))
    .filter((path) => !path.startsWith(tmp) && !path.startsWith(home) && statSync(path).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(path, "utf8")]));
}

function plant(files: Readonly<Record<string, unknown>>): void {
  const texts = Object.entries(files).map(([path, value]) => [path, JSON.stringify(value)]);
  asSecondUser(PLANT, JSON.stringify(Object.fromEntries(texts)));
}

const abandoned = () => ({ host: hostname(), pid: 99_999_999, started: null });

/** A record as an agent leaves it, which leads out of its folder in each way that one can. */
const evilRecord = (url: string) => ({
  url,
  sandbox: RECORDING_SANDBOX,
  task: { id: "../../victim", attempt: "dir" },
  jobToken: "planted",
  run: "run-1",
  workspace: { id: "ws-1", name: "ws" },
  path: "../../../rootonly/secret",
});

function agentOf(url: string, { tmp, home }: ReturnType<typeof machine>, env = {}) {
  return new AgentProcess({
    SCALR_URL: url,
    SCALR_AGENT_TOKEN: "pool-token",
    SCALR_AGENT_NAME: "root",
    SCALR_AGENT_DATA_DIR: "",
    TMPDIR: tmp,
    HOME: home,
    ...env,
  });
}

describe.runIf(canSwitchUser)(
  `what a second user planted in the folder for temporary files${needsRoot}`,
  () => {
    it.each(["an abandoned folder of tasks", "a folder of undelivered states"])(
      "is not even looked at by an agent of root: %s",
      async (what) => {
        const place = machine();
        const { url, requests, received } = await recordingServer();
        const tasks = join(place.tmp, "scalr-agent-99999999-evil");
        const states = join(place.tmp, `scalr-states-${process.getuid!()}`);
        const files = {
          "an abandoned folder of tasks": {
            [join(tasks, "owner.json")]: abandoned(),
            [join(tasks, "t", "state-record.json")]: evilRecord(url),
          },
          "a folder of undelivered states": {
            [join(states, "task-1-1", "record.json")]: {
              ...evilRecord(url),
              task: { id: "task-1", attempt: 1 },
            },
            [join(states, "task-1-1", "state.json")]: { version: 4 },
          },
        }[what]!;
        plant(files);
        const before = outside(place);
        const agent = agentOf(url, place);
        await agent.logged("joined pool");
        await received("/heartbeat", 2);
        expect((await agent.kill("SIGTERM")).code).toBe(0);
        expect(outside(place)).toEqual(before);
        for (const file of Object.keys(files)) expect(existsSync(file), file).toBe(true);
        expect(requests.filter((line) => /late-state|planted/.test(line))).toEqual([]);
        expect(JSON.stringify(agent.lines)).not.toMatch(/evil|run-1|left behind/);
        expect(JSON.stringify(requests)).not.toContain(SECRET);
      },
    );

    const asTheirs = (path: string) => {
      plant({ [join(path, "scalr-sandbox", "agent", "owner.json")]: abandoned() });
    };
    it.each<[what: string, make: (state: string) => void, reason: RegExp]>([
      ["that another user made", asTheirs, /belongs to user 61777, and this program runs as user 0/],
      [
        "that is a link",
        (state) => symlinkSync(join(state, ".."), join(state, "scalr-sandbox")),
        /it is a link/,
      ],
      [
        "that others may write to",
        (state) => {
          mkdirSync(join(state, "scalr-sandbox"));
          chmodSync(join(state, "scalr-sandbox"), 0o777);
        },
        /other users have access to it \(mode 0777\)/,
      ],
      ["in a folder where others could replace it", (state) => chmodSync(state, 0o777), /could replace it/],
    ])("a folder for what the agent keeps %s is refused before it joins", async (_what, make, reason) => {
      const place = machine();
      const { url, requests } = await recordingServer();
      const state = join(place.root, "state");
      mkdirSync(state);
      chmodSync(state, 0o1777);
      make(state);
      const agent = agentOf(url, place, { XDG_STATE_HOME: state });
      expect((await agent.ended).code).toBe(2);
      expect(String(agent.lines.at(-1)?.message)).toMatch(reason);
      expect(String(agent.lines.at(-1)?.message)).toContain("SCALR_AGENT_DATA_DIR");
      expect(requests).toEqual([]);
    });

    it("a data folder of a sandbox does not lead a command there, nor its token", async () => {
      const { tmp } = machine();
      const { url, requests } = await recordingServer();
      const planted = join(tmp, ".scalr-sandbox");
      plant({ [join(planted, "server.json")]: { url, pid: 1 }, [join(planted, "admin-token")]: "planted" });
      const work = join(tmp, "work");
      mkdirSync(work);
      for (const args of [
        ["status"],
        ["status", "--data-dir", planted],
        ["env"],
        ["ca", "export", "--out", "ca.pem"],
      ]) {
        const { code, stderr } = await cli(args, { cwd: work, env: { SCALR_TOKEN: "precious-token" } });
        expect({ args, code }).toEqual({ args, code: 8 });
        expect(stderr).toContain(`${planted} is not safe to use: it belongs to user 61777`);
      }
      expect(requests).toEqual([]);
    });

    it("a user without a home folder keeps things in the shared folder, unless another user was there first", () => {
      const { tmp } = machine();
      const program = join(tmp, "files");
      cpSync(join(import.meta.dirname, "../../dist/files"), program, { recursive: true });
      const script = `
      import { stateFolder } from "${join(program, "places.js")}";
      try { console.log(stateFolder("agent", {})) } catch (error) { console.log(error.message) }`;
      // The second user has no entry among the system's users, and so no home folder.
      const folder = () => asSecondUser(`process.env.TMPDIR = "${tmp}";${script}`).trim();
      expect(folder()).toBe(join(tmp, "scalr-sandbox-61777", "agent"));
      expect(statSync(join(tmp, "scalr-sandbox-61777")).mode & 0o777).toBe(0o700);
      rmSync(join(tmp, "scalr-sandbox-61777"), { recursive: true });
      mkdirSync(join(tmp, "scalr-sandbox-61777"), { mode: 0o755 });
      expect(folder()).toMatch(/belongs to user 0, and this program runs as user 61777/);
    });
  },
);

it("nothing that is kept is sent to a server that has not accepted the agent", async () => {
  const folder = temporaryFolder();
  const { url, requests, received } = await recordingServer(false);
  const kept = join(folder, "states", RECORDING_SANDBOX, "task-1-1");
  mkdirSync(kept, { recursive: true, mode: 0o700 });
  const record = { ...evilRecord(url), task: { id: "task-1", attempt: 1 } };
  writeFileSync(join(kept, "record.json"), JSON.stringify(record));
  writeFileSync(join(kept, "state.json"), '{"version":4}');
  const agent = agentOf(url, machine(), { SCALR_AGENT_DATA_DIR: folder });
  await received("/register", 3);
  await agent.kill("SIGTERM");
  expect(requests.filter((line) => !line.startsWith("POST /api/agents/v1/register "))).toEqual([]);
  expect(existsSync(join(kept, "state.json"))).toBe(true);
});

it("records that lead out of their folder are left alone, whoever wrote them", async () => {
  const place = machine();
  const folder = join(place.root, "data");
  const { url, requests, received } = await recordingServer();
  const record = { ...evilRecord(url), task: { id: "task-1", attempt: 1 } };
  const left = join(folder, "tasks-99999999-left");
  const files: Record<string, unknown> = {
    [join(left, "owner.json")]: abandoned(),
    [join(left, "a.state-record.json")]: evilRecord(url),
    [join(left, "b.state-record.json")]: { ...record, path: "../../rootonly/secret", user: null },
    [join(left, "c.state-record.json")]: { ...record, path: "link/secret", user: null },
    [join(left, "d.state-record.json")]: "not a record",
    [join(folder, "states", RECORDING_SANDBOX, "task-1-1", "record.json")]: evilRecord(url),
  };
  for (const [path, value] of Object.entries(files)) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, JSON.stringify(value));
  }
  mkdirSync(join(left, "c"));
  symlinkSync(join(place.root, "rootonly"), join(left, "c", "link"));
  symlinkSync(place.victim, join(folder, "tasks-99999998-link"));
  symlinkSync(
    join(place.root, "rootonly", "secret"),
    join(folder, "states", RECORDING_SANDBOX, "task-1-1", "state.json"),
  );
  const before = outside({ ...place, tmp: folder });
  const agent = agentOf(url, place, { SCALR_AGENT_DATA_DIR: folder });
  await agent.logged(`removed ${left}`);
  await received("/heartbeat", 2);
  await agent.kill("SIGTERM");
  expect(outside({ ...place, tmp: folder })).toEqual(before);
  expect(JSON.stringify(requests)).not.toMatch(/late-state|root's own secret/);
  expect(existsSync(left)).toBe(false);
});
