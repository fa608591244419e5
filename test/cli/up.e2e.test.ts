import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { greeting, type UpInfo } from "../../cli/client/up-info.js";
import { canHideProc, needsHiddenProc } from "../support/hidden-proc.js";
import { temporaryFolder, up } from "../support/process.js";
import { cleanEnvironment, cli, program } from "./support.js";

test("one line of JSON says where it listens, with which token, and as which process", async () => {
  const folder = temporaryFolder();
  const dataDir = join(folder, "data");
  const server = await up("--data-dir", dataDir, "--account-id", "acc-mine", "--account-name", "Mine");
  expect(server).toMatchObject({ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), dataDir });
  expect(readFileSync(join(dataDir, "admin-token"), "utf8").trim()).toBe(server.token);
  expect(statSync(join(dataDir, "admin-token")).mode & 0o777).toBe(0o600);
  const { stdout } = await cli(["status", "--json", "--data-dir", dataDir]);
  expect(JSON.parse(stdout).account).toEqual({ id: "acc-mine", name: "Mine" });
  expect(await server.kill("SIGINT")).toEqual({ code: 0, signal: null });
  expect(existsSync(join(dataDir, "server.json"))).toBe(false);
});

test("commands find it from its folder and from one below, and nowhere when it has gone", async () => {
  const folder = temporaryFolder();
  const server = await up("--data-dir", join(folder, ".scalr-sandbox"));
  expect((await cli(["clock", "show"], { cwd: folder })).code).toBe(0);
  await server.kill("SIGKILL");
  const { code, stderr } = await cli(["clock", "show"], { cwd: folder });
  expect(code).toBe(5);
  expect(stderr).toContain("scalr-sandbox up");
  expect(stderr).not.toMatch(/\n\s+at /);
});

test("after kill -9 it starts again from the same folder, with a new token, and the old one opens nothing", async () => {
  const dataDir = join(temporaryFolder(), "data");
  const first = await up("--data-dir", dataDir);
  await first.kill("SIGKILL");
  const second = await up("--data-dir", dataDir);
  const asked = (token: string) =>
    fetch(`${second.url}/api/iacp/v3/accounts`, { headers: { authorization: `Bearer ${token}` } });
  expect((await asked(second.token)).status).toBe(200);
  expect((await asked(first.token)).status).toBe(401);
});

/** A token as scalr.io issues them. */
const REAL = `eyJ${"hbGciOiJIUzI1NiJ9"}.${"eyJqdGkiOiJhdC1yZWFsIn0"}.${"c2lnbmF0dXJl".repeat(3)}`;

test("never takes over a token of scalr.io: not from SCALR_TOKEN, and not as its own", async () => {
  const dataDir = join(temporaryFolder(), "data");
  const at = { env: { ...cleanEnvironment(), SCALR_TOKEN: REAL } };
  const ran = await cli(["up", "--detach", "--json", "--port", "0", "--no-https", "--data-dir", dataDir], at);
  onTestFinished(async () => void (await cli(["down", "--data-dir", dataDir])));
  const { url, token } = JSON.parse(ran.stdout);
  expect(token).not.toBe(REAL);
  for (const file of readdirSync(dataDir, { recursive: true, withFileTypes: true }))
    if (file.isFile()) expect(readFileSync(join(file.parentPath, file.name), "utf8")).not.toContain(REAL);
  const asked = await fetch(`${url}/api/iacp/v3/accounts`, { headers: { authorization: `Bearer ${REAL}` } });
  expect(asked.status).toBe(401);

  for (const [args, env] of [
    [["--token", REAL], {}],
    [[], { SCALR_SANDBOX_ADMIN_TOKEN: REAL }],
  ] as const) {
    const refused = await cli(["up", "--memory", "--port", "0", ...args], {
      env: { ...cleanEnvironment(), ...env },
    });
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("looks like a token of scalr.io"),
    });
    expect(refused.stderr).not.toContain(REAL);
  }
  // A token that this sandbox issued is its own.
  await cli(["down", "--data-dir", dataDir]);
  const own = { env: { ...cleanEnvironment(), SCALR_SANDBOX_ADMIN_TOKEN: `${token}\n` } };
  const again = await cli(
    ["up", "--detach", "--json", "--port", "0", "--no-https", "--data-dir", dataDir],
    own,
  );
  expect(JSON.parse(again.stdout).token).toBe(token);
});

test("a record that a crash tore is cut off, kept and told of; a journal that was cut stops the start", async () => {
  const dataDir = join(temporaryFolder(), "data");
  await (await up("--data-dir", dataDir)).kill("SIGKILL");
  const journal = join(dataDir, "journal-000000.jsonl");
  appendFileSync(journal, '{"crc":"01234567","seq":9');
  const server = await up("--data-dir", dataDir);
  const { repairs } = server as unknown as UpInfo;
  expect(repairs).toMatchObject([{ file: journal, backup: `${journal}.tail`, cutBytes: 25 }]);
  expect(readFileSync(`${journal}.tail`, "utf8")).toBe('{"crc":"01234567","seq":9');
  expect(greeting(undefined, server as unknown as UpInfo)).toContain(
    `Repaired ${journal} (its last record was torn, as by a crash during the write; it was not acknowledged); ` +
      `the 25 bytes that were cut off are in ${journal}.tail`,
  );
  await server.kill("SIGINT");

  const lines = readFileSync(journal, "utf8").trimEnd().split("\n");
  writeFileSync(journal, `${lines.slice(0, -2).join("\n")}\n`);
  const { code, stderr } = await cli(["up", "--port", "0", "--data-dir", dataDir]);
  expect(code).toBe(8);
  expect(stderr).toContain("2 acknowledged commits are missing");
  expect(stderr).toContain("`up --repair`");
});

test("a port in use is refused by name, with exit code 7", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  const { code, stderr } = await cli(["up", "--memory", "--port", String(port)]);
  expect(code).toBe(7);
  expect(stderr).toContain(`Port ${port}`);
});

test("a data folder in use is refused by name, with exit code 7", async () => {
  const dataDir = join(temporaryFolder(), "data");
  const { pid } = await up("--data-dir", dataDir);
  const { code, stderr } = await cli(["up", "--port", "0", "--data-dir", dataDir]);
  expect(code).toBe(7);
  expect(stderr).toContain(`${dataDir} is in use by process ${pid}`);
});

test("a data folder that is a file is refused without a stack trace", async () => {
  const file = join(temporaryFolder(), "data");
  writeFileSync(file, "");
  const { code, stderr } = await cli(["up", "--port", "0", "--data-dir", file]);
  expect(code).not.toBe(0);
  expect(stderr).toContain(file);
  expect(stderr).not.toMatch(/\n\s+at /);
});

test.each([
  ["postgres://u:s3cret@127.0.0.1:1/db", ["--memory"], 2, "leave one of them out"],
  ["mysql://u:s3cret@127.0.0.1/db", [], 2, "does not begin with postgres://"],
  ["postgres://u:s3cret@127.0.0.1:1/db", ["--debug"], 8, "postgres://u@127.0.0.1:1/db cannot be used"],
] as const)(
  "--store %s %j is refused with exit code %i, without its password",
  async (store, flags, code, why) => {
    const args = ["up", "--port", "0", "--no-https", "--data-dir", join(temporaryFolder(), "data")];
    const ran = await cli([...args, "--store", store, ...flags]);
    expect(ran.code).toBe(code);
    expect(ran.stderr).toContain(why);
    expect(ran.stdout + ran.stderr).not.toContain("s3cret");
  },
);

test("with --exit-with-parent it ends when its standard input does", async () => {
  const child = spawn(process.execPath, [program, "up", "--memory", "--port", "0", "--exit-with-parent"], {
    env: cleanEnvironment(),
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  await new Promise((resolve) => child.stdout.once("data", resolve));
  child.stdin.end();
  expect(await new Promise((resolve) => child.once("close", resolve))).toBe(0);
});

test("a port of HTTPS that another program has is refused with the flag for another one", async () => {
  const other = createServer();
  onTestFinished(() => void other.close());
  other.listen(0, "127.0.0.1");
  await once(other, "listening");
  const taken = String((other.address() as AddressInfo).port);
  const refused = await cli(["up", "--memory", "--port", "0", "--https-port", taken]);
  expect(refused).toMatchObject({ code: 7, stdout: "" });
  expect(refused.stderr).toContain(`Port ${taken} of 127.0.0.1 is in use`);
  expect(refused.stderr).toContain("--https-port names another one");
});

test("a world that is not there is told in words", async () => {
  const { code, stderr } = await cli(["up", "--memory", "--port", "0", "--seed", "nowhere.yaml"]);
  expect(code).toBe(2);
  expect(stderr).toContain("nowhere.yaml:1:1: The file cannot be read: there is no such file.");
  expect(stderr).not.toContain("ENOENT");
});

// A mount namespace of its own is what hides /proc, too.
test.skipIf(!canHideProc).each([8, 24])(
  `a disk that is full after %i KiB is said with the folder on it${needsHiddenProc}`,
  (size) => {
    const disk = temporaryFolder();
    const mounted = `mount -t tmpfs -o size=${size}k none "$1" && shift && exec "$@"`;
    const command = [process.execPath, program, "up", "--port", "0", "--https-port", "0", "--data-dir"];
    const { status, stderr } = spawnSync(
      "unshare",
      ["--mount", "sh", "-c", mounted, "sh", disk, ...command, join(disk, "data")],
      { encoding: "utf8", env: cleanEnvironment() },
    );
    expect([status, stderr]).toEqual([8, expect.stringMatching(/no space (is )?left/)]);
    expect(stderr).toContain(join(disk, "data"));
  },
);
