import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { describe, expect, test } from "vitest";
import { shellLines, shellOf } from "../../cli/client/shell-environment.js";
import { cli, typed } from "../cli/support.js";
import { temporaryFolder, up } from "../support/process.js";
import { ask } from "./support.js";

/** Whatever this machine's own shell trusts. */
const UNSET = { SSL_CERT_FILE: "", NODE_EXTRA_CA_CERTS: "" };

const hasCurl = spawnSync("curl", ["--version"]).status === 0;

/** A simulator with HTTPS, and a folder below which commands find it. */
async function started(...args: string[]) {
  const folder = temporaryFolder();
  const dataDir = join(folder, ".scalr-sandbox");
  const server = await up("--data-dir", dataDir, "--https-port", "0", ...args);
  return { ...server, httpsUrl: server.httpsUrl!, folder, dataDir };
}

test("up has HTTPS unless told otherwise", async () => {
  const { httpsUrl, folder, dataDir } = await started("--hostname", "scalr.test", "--hostname", "192.0.2.1");
  expect(httpsUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  const ca = readFileSync(join(dataDir, "tls", "ca.pem"), "utf8");
  const { certificate } = await ask(`${httpsUrl}/.well-known/terraform.json`, ca);
  const shown = new X509Certificate(certificate.raw);
  expect([shown.checkHost("scalr.test"), shown.checkIP("192.0.2.1")]).toEqual(["scalr.test", "192.0.2.1"]);
  const said = JSON.parse(readFileSync(join(dataDir, "server.json"), "utf8"));
  expect(said.httpsUrl).toBe(httpsUrl);
  expect((await cli(["status"], { cwd: folder })).code).toBe(0);
});

describe("flags that contradict each other are refused", () => {
  test.each([
    [["--no-https", "--https-port", "0"], "--no-https and --https-port exclude each other"],
    [["--no-https", "--hostname", "a.test"], "--no-https turns HTTPS off"],
    [["--hostname", "https://a.test"], "'https://a.test' is not a valid host name"],
    [["--https-port", "70000"], "--https-port must be a port from 0"],
  ])("%j", async (args, message) => {
    const { code, stderr } = await typed(["up", "--memory", "--port", "0", ...args]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe("ca export", () => {
  test("prints the authority, or writes it to a file; also when nothing runs any more", async () => {
    const { folder, dataDir, httpsUrl, kill } = await started();
    const { stdout } = await cli(["ca", "export"], { cwd: folder });
    expect(stdout).toBe(readFileSync(join(dataDir, "tls", "ca.pem"), "utf8"));
    if (hasCurl) {
      writeFileSync(join(folder, "ca.pem"), stdout);
      const curl = ["-sS", "--cacert", join(folder, "ca.pem"), `${httpsUrl}/.well-known/terraform.json`];
      const trusting = spawnSync("curl", curl, { encoding: "utf8" });
      expect([trusting.status, JSON.parse(trusting.stdout)]).toMatchObject([
        0,
        { "iacp.v3": "/api/iacp/v3/" },
      ]);
      expect(spawnSync("curl", ["-sS", curl.at(-1)!]).status).toBe(60);
    }
    await kill("SIGTERM");
    const later = await typed(["ca", "export", "--out", "later.pem", "--data-dir", dataDir], { cwd: folder });
    expect(later.stdout).toContain(join(folder, "later.pem"));
    expect(readFileSync(join(folder, "later.pem"), "utf8")).toBe(stdout);
  });

  test("asks a simulator that keeps nothing", async () => {
    const { url, token, httpsUrl } = await up("--memory", "--https-port", "0");
    const env = { SCALR_HOSTNAME: url, SCALR_TOKEN: token };
    const { stdout } = await cli(["ca", "export", "--json"], { env });
    const { certificate } = JSON.parse(stdout);
    expect((await ask(`${httpsUrl}/.well-known/terraform.json`, certificate)).status).toBe(200);
    const { url: plain } = await up("--memory");
    const none = await typed(["ca", "export"], { env: { ...env, SCALR_HOSTNAME: plain } });
    expect([none.code, none.stderr]).toEqual([1, expect.stringContaining("--no-https")]);
  });
});

describe("env", () => {
  test("sets up a shell so that commands reach the simulator over HTTPS", async () => {
    const { folder, httpsUrl, token, accountId, dataDir } = await started();
    const { stdout } = await cli(["env"], { cwd: folder, env: { ...UNSET, SHELL: "/bin/bash" } });
    const names =
      "SCALR_HOSTNAME SCALR_TOKEN SCALR_ACCOUNT SCALR_ACCOUNT_ID SSL_CERT_FILE NODE_EXTRA_CA_CERTS".split(
        " ",
      );
    const script = `eval "$1"; for name in ${names.join(" ")}; do printenv "$name"; done`;
    const shell = spawnSync("bash", ["-c", script, "bash", stdout], { encoding: "utf8" });
    const values = shell.stdout.trim().split("\n");
    const trusted = join(dataDir, "tls", "trusted.pem");
    const { host } = new URL(httpsUrl);
    expect(values).toEqual([host, token, accountId, accountId, trusted, join(dataDir, "tls", "ca.pem")]);

    const env = Object.fromEntries(names.map((name, i) => [name, values[i]!]));
    for (const less of [env, { ...env, NODE_EXTRA_CA_CERTS: "" }, { ...env, SSL_CERT_FILE: "" }]) {
      const { code, stdout: said, stderr } = await cli(["status"], { env: less });
      expect([code, stderr]).toEqual([0, ""]);
      expect(said).toContain(`(${accountId}) at ${httpsUrl}`);
    }
    const untrusting = await cli(["status"], { env: { ...UNSET, SCALR_HOSTNAME: host, SCALR_TOKEN: token } });
    expect([untrusting.code, untrusting.stderr]).toEqual([
      5,
      expect.stringContaining("scalr-sandbox ca export"),
    ]);
  });

  test("leaves trusted whom others trust already", async () => {
    const { folder, dataDir } = await started();
    const [one, another] = [rootCertificates[0]!, rootCertificates[1]!];
    writeFileSync(join(folder, "company.pem"), one);
    writeFileSync(join(folder, "node.pem"), another);
    const env = { SSL_CERT_FILE: join(folder, "company.pem"), NODE_EXTRA_CA_CERTS: join(folder, "node.pem") };
    for (let again = 0; again < 2; again++) {
      const { stdout } = await typed(["env", "--json"], { cwd: folder, env });
      const variables = JSON.parse(stdout);
      expect(variables.NODE_EXTRA_CA_CERTS).toBe(variables.SSL_CERT_FILE);
      const text = readFileSync(variables.SSL_CERT_FILE, "utf8");
      const all = text.match(/-----BEGIN CERTIFICATE-----/g);
      expect(all).toHaveLength(rootCertificates.length + 1);
      for (const each of [one, another, readFileSync(join(dataDir, "tls", "ca.pem"), "utf8").trim()])
        expect(text).toContain(each);
    }
  });

  test("gives tofu and terraform the token beside what the user's own configuration says, also the second time", async () => {
    const { folder, httpsUrl, token } = await started();
    const { host, port } = new URL(httpsUrl);
    const own = join(folder, "own.tfrc");
    writeFileSync(own, 'plugin_cache_dir = "/cache"\n');
    const first = JSON.parse(
      (await typed(["env", "--json"], { cwd: folder, env: { TF_CLI_CONFIG_FILE: own } })).stdout,
    );
    const text = readFileSync(first.TF_CLI_CONFIG_FILE, "utf8");
    expect(text).toContain('plugin_cache_dir = "/cache"');
    expect(text).toContain(`credentials "${host}" {\n  token = "${token}"\n}`);
    expect(text).toContain(`credentials "localhost:${port}"`);
    expect(statSync(first.TF_CLI_CONFIG_FILE).mode & 0o777).toBe(0o600);
    const second = JSON.parse((await cli(["env", "--json"], { cwd: folder, env: first })).stdout);
    expect(second).toMatchObject({ ...first, NODE_EXTRA_CA_CERTS: expect.stringMatching(/\.pem$/) });
    expect(readFileSync(second.TF_CLI_CONFIG_FILE, "utf8")).toBe(text);
    expect(readFileSync(own, "utf8")).toBe('plugin_cache_dir = "/cache"\n');
  });

  test("asks where to write certificates when the simulator keeps nothing", async () => {
    const { url, token, httpsUrl } = await up("--memory", "--https-port", "0");
    const env = { SCALR_HOSTNAME: url, SCALR_TOKEN: token };
    const none = await typed(["env"], { env });
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining("--ca-file")]);
    const cwd = temporaryFolder();
    const { stdout } = await typed(["env", "--json", "--ca-file", "ca.pem"], { env, cwd });
    expect(JSON.parse(stdout)).toMatchObject({
      SCALR_HOSTNAME: new URL(httpsUrl!).host,
      SSL_CERT_FILE: join(cwd, "ca.pem"),
    });
  });

  test("without HTTPS it says so, and gives the address of HTTP", async () => {
    const { url, token, accountId } = await up("--memory");
    const { stdout, stderr } = await cli(["env", "--json"], {
      env: { SCALR_HOSTNAME: url, SCALR_TOKEN: token },
    });
    expect(JSON.parse(stdout)).toEqual({
      SCALR_HOSTNAME: url,
      SCALR_TOKEN: token,
      SCALR_ACCOUNT: accountId,
      SCALR_ACCOUNT_ID: accountId,
    });
    expect(stderr).toContain("has no HTTPS");
  });

  test("quotes values so that no shell expands anything in them", () => {
    const value = "a'b$HOME`id`\"\\n";
    const lines = shellLines({ V: value }, "sh");
    const shell = spawnSync("bash", ["-c", `eval "$1"; printf %s "$V"`, "bash", lines], { encoding: "utf8" });
    expect(shell.stdout).toBe(value);
    expect(shellLines({ V: "it's \\" }, "fish")).toBe("set -gx V 'it\\'s \\\\'\n");
    expect(shellLines({ V: "it's $x" }, "powershell")).toBe("$env:V = 'it''s $x'\n");
    expect([
      shellOf({ SHELL: "/usr/bin/fish" }),
      shellOf({ SHELL: "/bin/zsh" }),
      shellOf({}, "win32"),
    ]).toEqual(["fish", "sh", "powershell"]);
  });
});
