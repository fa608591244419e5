import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { CONNECTION_RULES, type Situation } from "../../cli/client/connection-rules.js";
import { exitCodes } from "../../cli/shell/exit-codes.js";
import { afterSuite, temporaryFolder } from "../support/process.js";
import { recordingServer } from "../support/recording-server.js";
import { cli, typed } from "./support.js";

/** Two sandboxes with data folders, one of them the one of the folder where commands are called. */
const atEnd = afterSuite();
let here: { url: string; token: string; account: string; folder: string; data: string };
let other: typeof here;

async function sandboxIn(folder: string): Promise<typeof here> {
  const data = join(folder, ".scalr-sandbox");
  const { startServer } = await import("../../cli/serve/serve.js");
  const served = await startServer({
    ...{ port: 0, https: true, httpsPort: 0, hostname: [], host: "127.0.0.1", dataDir: data, memory: false },
    ...{ store: undefined, onStandby: () => {}, signal: new AbortController().signal, repair: false },
    ...{
      token: undefined,
      seed: undefined,
      accountId: undefined,
      accountName: undefined,
      offlineAfter: undefined,
    },
    ...{ keepDays: undefined, runnerQuota: undefined, minAgentVersion: undefined, webhookHost: [] },
    ...{ clock: "real", logLevel: "error", logFile: undefined, telemetry: {} },
  } as never);
  atEnd(() => served.close());
  return { url: served.info.url, token: served.info.token, account: served.info.accountId, folder, data };
}

beforeAll(async () => {
  here = await sandboxIn(temporaryFolder("here-", atEnd));
  other = await sandboxIn(temporaryFolder("other-", atEnd));
  mkdirSync(join(here.folder, "below"));
});

const REQUIRED =
  'terraform {\n  required_providers {\n    scalr = {\n      source = "scalr/scalr"\n    }\n  }\n}\n';

const status = (args: readonly string[], env: Record<string, string> = {}) =>
  typed(["status", ...args], { cwd: join(here.folder, "below"), env });

it("is that of the folder, with its own token", async () => {
  const { code, stdout, stderr } = await status([]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain(here.url);
});

it("--data-dir is used with its own token, whatever the environment says, and that is told", async () => {
  const exported = { SCALR_HOSTNAME: here.url, SCALR_TOKEN: here.token };
  const named = await status(["--data-dir", other.data], exported);
  expect(named).toMatchObject({ code: 0, stdout: expect.stringContaining(other.url) });
  expect(named.stderr).toBe(`Using ${other.url} from --data-dir; ignoring SCALR_HOSTNAME (${here.url}).\n`);
  const onlyToken = await status(["--data-dir", other.data], { SCALR_TOKEN: here.token });
  expect(onlyToken.code).toBe(0);
  expect(onlyToken.stderr).toBe(`Using ${other.url} from --data-dir; ignoring SCALR_TOKEN.\n`);
  const same = await status(["--data-dir", other.data], {
    SCALR_HOSTNAME: other.url,
    SCALR_TOKEN: other.token,
  });
  expect(same).toMatchObject({ code: 0, stderr: "" });
});

it("SCALR_HOSTNAME comes before the folder, and that is told; where both are one sandbox its token may be left out", async () => {
  const exported = await status([], { SCALR_HOSTNAME: other.url, SCALR_TOKEN: other.token });
  expect(exported).toMatchObject({ code: 0, stdout: expect.stringContaining(other.url) });
  expect(exported.stderr).toContain(
    `Using ${other.url} of SCALR_HOSTNAME, and not the sandbox of this folder (${here.url})`,
  );
  expect(await status([], { SCALR_HOSTNAME: here.url })).toMatchObject({ code: 0, stderr: "" });
  expect(await status([], { SCALR_HOSTNAME: other.url })).toMatchObject({
    code: 6,
    stderr: expect.stringContaining("SCALR_TOKEN is not set"),
  });
});

it("SCALR_TOKEN may end with the line end of the file that it comes from", async () => {
  const env = { SCALR_HOSTNAME: other.url, SCALR_TOKEN: `${other.token}\n` };
  expect(await status([], env)).toMatchObject({ code: 0, stdout: expect.stringContaining(other.url) });
});

it("names the source of a token that is not accepted, and what to do", async () => {
  const stale = { SCALR_HOSTNAME: here.url, SCALR_TOKEN: "stale" };
  expect(await status([], stale)).toMatchObject({
    code: 6,
    stderr: expect.stringContaining(
      `${here.url} does not accept the token from SCALR_TOKEN. Set that variable to a token of this host. To use the sandbox of ` +
        "the current folder instead, unset SCALR_TOKEN and SCALR_HOSTNAME.",
    ),
  });
  const folder = temporaryFolder();
  const data = join(folder, ".scalr-sandbox");
  cpSync(here.data, data, { recursive: true });
  writeFileSync(join(data, "admin-token"), "stale");
  writeFileSync(join(folder, "main.tf"), `${REQUIRED}data "scalr_current_account" "mine" {}\n`);
  for (const command of [["status"], ["plan"]]) {
    const { code, stderr } = await typed(command, { cwd: folder, env: { SCALR_TOKEN: here.token } });
    expect(code).toBe(6);
    expect(stderr.replace(/[\s│]+/g, " ")).toMatch(
      /does not accept the token from \S+admin-token\. Stop the sandbox with `scalr-sandbox down`/,
    );
  }
});

it("the token of the folder is not sent to the host of a provider's block", async () => {
  const elsewhere = await recordingServer();
  const folder = temporaryFolder("blocks-");
  cpSync(here.data, join(folder, ".scalr-sandbox"), { recursive: true });
  const block = `provider "scalr" {\n  hostname = "${elsewhere.url}"\n}\n`;
  writeFileSync(join(folder, "main.tf"), `${REQUIRED}${block}data "scalr_current_account" "mine" {}\n`);
  for (const command of [["plan"], ["apply", "--auto-approve", "--host", elsewhere.url]]) {
    const { code, stderr } = await typed(command, { cwd: folder });
    expect(code).toBe(1);
    expect(stderr.replace(/[\s│]+/g, " ")).toContain(`There is no API token for ${elsewhere.url}`);
  }
  expect(elsewhere.requests.filter((request) => request.includes(here.token))).toEqual([]);
});

it.each([
  ["to\nken", "character 3 is U+000A"],
  ["t\u00f6ken", "character 2 is U+00F6"],
  ["\u{1f4a5}", "character 1 is U+1F4A5"],
])("SCALR_TOKEN %j is refused before anything is sent", async (token, which) => {
  const { code, stderr } = await status([], { SCALR_HOSTNAME: other.url, SCALR_TOKEN: token });
  expect(code).toBe(exitCodes.unauthorised.code);
  expect(stderr).toContain(`The token cannot be used: its ${which}, and tokens have only ASCII`);
  // It is not needed here.
  expect((await status(["--data-dir", other.data], { SCALR_TOKEN: token })).code).toBe(0);
});

it("SCALR_TOKEN alone is ignored, and that is told", async () => {
  const { code, stderr } = await status([], { SCALR_TOKEN: "somebody-else" });
  expect(code).toBe(0);
  expect(stderr).toBe(
    `Using the sandbox of this folder (${here.url}); ignoring SCALR_TOKEN, as SCALR_HOSTNAME is not set.\n`,
  );
});

it("env works again and again in one shell, and from folder to folder", async () => {
  let env: Record<string, string> = {};
  for (const cwd of [here.folder, here.folder, join(here.folder, "below"), temporaryFolder()]) {
    const { code, stdout, stderr } = await cli(["env", "--json"], { cwd, env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    env = JSON.parse(stdout);
    expect(env).toMatchObject({ SCALR_TOKEN: here.token, SCALR_ACCOUNT_ID: env.SCALR_ACCOUNT });
  }
});

/** What the table says of a situation. */
const ruleIn = (situation: Situation) =>
  CONNECTION_RULES.find(({ when }) =>
    Object.entries(when).every(([fact, values]) =>
      (values as readonly unknown[]).includes(situation[fact as keyof Situation]),
    ),
  )!;

describe("each situation is decided by the first row of the table that fits", () => {
  const relations = ["unset", "same", "other"] as const;
  const situations: Situation[] = [true, false].flatMap((dataDir) =>
    [true, false].flatMap((folder) =>
      relations
        // Nothing is the same as what is not there.
        .filter((hostname) => folder || hostname !== "same")
        .flatMap((hostname) =>
          relations
            .filter((token) => folder || token !== "same")
            .map((token) => ({ dataDir, folder, hostname, token })),
        ),
    ),
  );
  const spelled = ({ dataDir, folder, hostname, token }: Situation) =>
    `${dataDir ? "--data-dir" : "no --data-dir"}, ${folder ? "a" : "no"} sandbox there, hostname ${hostname}, token ${token}`;

  it("which has a row for every one of them, and no row for none", () => {
    const used = new Set(situations.map((situation) => CONNECTION_RULES.indexOf(ruleIn(situation))));
    expect([...used].sort((a, b) => a - b)).toEqual(CONNECTION_RULES.map((_, index) => index));
  });

  it.each(situations.map((situation) => [spelled(situation), situation] as const))(
    "%s",
    async (_, situation) => {
      const { use, says } = ruleIn(situation);
      const empty = temporaryFolder();
      const env = {
        ...(situation.hostname !== "unset" && {
          SCALR_HOSTNAME: situation.hostname === "same" ? here.url : other.url,
        }),
        ...(situation.token !== "unset" && {
          SCALR_TOKEN: situation.token === "same" ? here.token : other.token,
        }),
      };
      const data = situation.folder ? here.data : join(empty, "nothing");
      const called = await typed(["status", "--json", ...(situation.dataDir ? ["--data-dir", data] : [])], {
        cwd: situation.dataDir ? empty : situation.folder ? join(here.folder, "below") : empty,
        env,
      });
      const where = situation.dataDir ? { where: data } : {};
      const told = says?.({ url: here.url, hostname: env.SCALR_HOSTNAME ?? "", ...where });
      if ("refused" in use) {
        expect(called.code).toBe(exitCodes[use.refused].code);
        expect(called.stderr).toContain(told);
        return;
      }
      const isHere = use.sandbox === "folder" || situation.hostname === "same";
      const token = use.token === "folder" ? here.token : env.SCALR_TOKEN;
      if (token !== (isHere ? here : other).token) {
        // Of the other sandbox: the rule sends it, and it is refused there.
        expect(called).toMatchObject({ code: exitCodes.unauthorised.code });
        return;
      }
      expect(called.code, called.stderr).toBe(0);
      expect(called.stderr).toBe(told === undefined ? "" : `${told}\n`);
      expect(JSON.parse(called.stdout).account.id).toBe((isHere ? here : other).account);
    },
  );
});
