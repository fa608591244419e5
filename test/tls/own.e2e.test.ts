import { X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { createAuthority, createServerCertificate } from "../../simulator/platform/tls/certificates.js";
import { startSimulator } from "../../simulator/server.js";
import { reached, workspaceWith } from "../agent/workshop.js";
import { cli, typed } from "../cli/support.js";
import { temporaryFolder, up } from "../support/process.js";
import { Sandbox } from "../support/sandbox.js";
import { ask, startSecure } from "./support.js";

const DAY = 24 * 60 * 60_000;
const serial = (pem: string | Buffer) => new X509Certificate(pem).serialNumber;

/** Files of a certificate that somebody has made for these names, with its authority after it. */
async function ownFiles(names: readonly string[] = ["127.0.0.1"], madeAt = Date.now()) {
  const folder = temporaryFolder();
  const authority = await createAuthority(madeAt);
  const pair = await createServerCertificate(authority, names, madeAt, 30 * DAY);
  const files = { certificate: join(folder, "own.pem"), key: join(folder, "own-key.pem") };
  writeFileSync(files.certificate, pair.certificate + authority.certificate);
  writeFileSync(files.key, pair.key);
  return { folder, files, pair, ca: authority.certificate };
}

/** The serial number of the certificate that the server shows. */
const shown = async (url: string, ca: string) =>
  serial((await ask(`${url}/.well-known/terraform.json`, ca)).certificate.raw);

it("serves with a certificate of somebody's own, and makes none", async () => {
  const { files, pair, ca } = await ownFiles();
  const dataDir = temporaryFolder();
  const simulator = await startSecure({ tlsFiles: files, dataDir });
  expect(await shown(simulator.httpsUrl, ca)).toBe(serial(pair.certificate));
  expect(new X509Certificate(simulator.ca).fingerprint256).toBe(new X509Certificate(ca).fingerprint256);
  expect(existsSync(join(dataDir, "tls"))).toBe(false);
});

it("says its address by a name that the certificate is for", async () => {
  const { files, ca } = await ownFiles(["*.lab.test", "localhost"]);
  const simulator = await startSecure({ tlsFiles: files });
  expect(simulator.httpsUrl).toMatch(/^https:\/\/localhost:\d+$/);
  const headers = { Authorization: `Bearer ${simulator.token}` };
  const { text } = await ask(`${simulator.httpsUrl}/api/sandbox/v1/https`, ca, { headers });
  expect(JSON.parse(text)).toMatchObject({ url: simulator.httpsUrl, names: ["*.lab.test", "localhost"] });
});

test("the Scalr runners work beside a certificate that is not for this machine's address", async () => {
  const { files } = await ownFiles(["build.example"]);
  const sandbox = new Sandbox(await startSecure({ tlsFiles: files, runners: true }));
  const environment = await sandbox.environment("dev");
  const main = 'resource "terraform_data" "work" { input = "done" }';
  const workspace = await workspaceWith(sandbox, { environment: environment.id }, main);
  expect(await reached(sandbox, await sandbox.run(workspace))).toMatchObject({ status: "applied" });
});

test.each([
  ["no authority", false],
  ["an authority of the sandbox's own", true],
])("commands and a shell trust it where the data folder has %s", async (_has, hasOther) => {
  const { files, pair, ca, folder } = await ownFiles();
  const dataDir = join(folder, ".scalr-sandbox");
  if (hasOther) await (await up("--data-dir", dataDir, "--https-port", "0")).kill("SIGTERM");
  const flags = ["--tls-cert", files.certificate, "--tls-key", files.key];
  const server = await up("--data-dir", dataDir, "--https-port", "0", ...flags);
  expect(await shown(server.httpsUrl!, ca)).toBe(serial(pair.certificate));
  const exported = await cli(["ca", "export"], { cwd: folder });
  expect(exported.stdout.trim()).toBe(ca.trim());
  const unset = { SSL_CERT_FILE: "", NODE_EXTRA_CA_CERTS: "" };
  const { stdout } = await cli(["env", "--json"], { cwd: folder, env: unset });
  const status = await cli(["status"], { env: JSON.parse(stdout) });
  expect([status.code, status.stderr]).toEqual([0, ""]);
  expect(status.stdout).toContain(server.httpsUrl);
});

describe("what HTTPS cannot be served with is refused with exit code 2", () => {
  const refused = async (...args: readonly string[]) => {
    const { code, stderr } = await typed(["up", "--memory", "--port", "0", ...args]);
    expect(code).toBe(2);
    return stderr.replaceAll(/\s+/g, " ");
  };
  const refusedFiles = (certificate: string, key: string) =>
    refused("--tls-cert", certificate, "--tls-key", key);

  test("one file without the other, and flags that contradict them", async () => {
    expect(await refused("--tls-cert", "a.pem")).toContain("--tls-cert and --tls-key go together");
    expect(await refused("--tls-key", "a.pem")).toContain("--tls-cert and --tls-key go together");
    const both = ["--tls-cert", "a.pem", "--tls-key", "b.pem"];
    expect(await refused(...both, "--no-https")).toContain("--no-https turns HTTPS off");
    expect(await refused(...both, "--hostname", "a.test")).toContain("--tls-cert brings its own certificate");
  });

  test("files that are absent, no PEM, or encrypted", async () => {
    const { files, folder } = await ownFiles();
    expect(await refusedFiles(join(folder, "none.pem"), files.key)).toContain("none.pem cannot be read");
    expect(await refusedFiles(files.certificate, folder)).toContain("cannot be read");
    expect(await refusedFiles(files.key, files.key)).toContain("contains no PEM certificate");
    expect(await refusedFiles(files.certificate, files.certificate)).toContain("contains no PEM private key");
    const locked = join(folder, "locked.pem");
    writeFileSync(locked, "-----BEGIN ENCRYPTED PRIVATE KEY-----\n-----END ENCRYPTED PRIVATE KEY-----\n");
    expect(await refusedFiles(files.certificate, locked)).toContain("Decrypt it");
  });

  test("a key of another certificate", async () => {
    const [one, other] = [await ownFiles(), await ownFiles()];
    expect(await refusedFiles(one.files.certificate, other.files.key)).toContain("is not that of");
  });

  test("a certificate that has expired or is not valid yet", async () => {
    const { files: old } = await ownFiles(["localhost"], Date.now() - 31 * DAY);
    expect(await refusedFiles(old.certificate, old.key)).toMatch(/expired on \d{4}-/);
    const { files: early } = await ownFiles(["localhost"], Date.now() + DAY);
    expect(await refusedFiles(early.certificate, early.key)).toMatch(/is not valid before \d{4}-/);
  });
});

describe("files that somebody has put into tls/", () => {
  test("are kept beside what takes their place, and the log says so", async () => {
    const dataDir = join(temporaryFolder(), "data");
    const folder = join(dataDir, "tls");
    await (await startSimulator({ dataDir, httpsPort: 0, runners: false })).close();
    const logFile = join(temporaryFolder(), "log");
    const start = async (text: string) => {
      writeFileSync(join(folder, "server.pem"), text);
      await (await startSimulator({ dataDir, httpsPort: 0, runners: false, logFile })).close();
    };
    await start("of somebody");
    expect(readFileSync(join(folder, "server.pem.bak"), "utf8")).toBe("of somebody");
    expect(readFileSync(join(folder, "server.pem"), "utf8")).toContain("BEGIN CERTIFICATE");
    expect(readFileSync(logFile, "utf8")).toMatch(/server\.pem\.bak.*--tls-cert/);
    await start("of somebody else");
    expect(readFileSync(join(folder, "server.pem.bak"), "utf8")).toBe("of somebody");
    expect(readFileSync(join(folder, "server.pem.2.bak"), "utf8")).toBe("of somebody else");
  });

  test("are not set aside when the sandbox made them itself", async () => {
    const dataDir = join(temporaryFolder(), "data");
    for (const hostnames of [[], ["a.test"]])
      await (await startSimulator({ dataDir, httpsPort: 0, hostnames, runners: false })).close();
    expect(existsSync(join(dataDir, "tls", "server.pem.bak"))).toBe(false);
  });

  test("are refused as an authority that the sandbox cannot sign with", async () => {
    const dataDir = join(temporaryFolder(), "data");
    const { pair } = await ownFiles();
    mkdirSync(join(dataDir, "tls"), { recursive: true, mode: 0o700 });
    writeFileSync(join(dataDir, "tls", "ca.pem"), pair.certificate);
    writeFileSync(join(dataDir, "tls", "ca-key.pem"), pair.key);
    await expect(startSimulator({ dataDir, httpsPort: 0, runners: false })).rejects.toThrow(
      /ca\.pem and .*ca-key\.pem, cannot be used: it must be a certificate authority/,
    );
  });
});
