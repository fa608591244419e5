import { createPublicKey, X509Certificate } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { expect, it } from "vitest";
import { listen } from "../../simulator/platform/start/listen.js";
import {
  createAuthority,
  createServerCertificate,
  SERVER_LIFE,
} from "../../simulator/platform/tls/certificates.js";
import { Tls } from "../../simulator/platform/tls/index.js";
import { startSimulator } from "../../simulator/server.js";
import { temporaryFolder } from "../support/process.js";
import { ask, startSecure } from "./support.js";

const DAY = 24 * 60 * 60_000;
const log = pino({ level: "silent" });
const serial = (pem: string | Buffer) => new X509Certificate(pem).serialNumber;

/** The serial number of the certificate that the server shows. */
async function shown(url: string, ca: string): Promise<string> {
  return serial((await ask(`${url}/.well-known/terraform.json`, ca)).certificate.raw);
}

async function startedIn(dataDir: string, hostnames: readonly string[] = []) {
  const simulator = await startSimulator({
    dataDir,
    hostnames,
    httpsPort: 0,
    runners: false,
    logLevel: "error",
  });
  const seen = { ca: simulator.ca!, serial: await shown(simulator.httpsUrl!, simulator.ca!) };
  await simulator.close();
  return seen;
}

it("keeps its authority and its certificate, the keys for their owner alone", async () => {
  const dataDir = temporaryFolder();
  const first = await startedIn(dataDir);
  const folder = join(dataDir, "tls");
  expect(readdirSync(folder).sort()).toEqual(["ca-key.pem", "ca.pem", "server-key.pem", "server.pem"]);
  for (const key of ["ca-key.pem", "server-key.pem"])
    expect(statSync(join(folder, key)).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readFileSync(join(folder, "ca.pem"), "utf8")).toBe(first.ca);
  expect(await startedIn(dataDir)).toEqual(first);
});

it("makes another certificate under the same authority for another name", async () => {
  const dataDir = temporaryFolder();
  const first = await startedIn(dataDir);
  const second = await startedIn(dataDir, ["scalr.test"]);
  expect(second.ca).toBe(first.ca);
  expect(second.serial).not.toBe(first.serial);
});

it("replaces a certificate that is damaged or about to expire when it starts", async () => {
  const dataDir = temporaryFolder();
  const { ca, serial: first } = await startedIn(dataDir);
  writeFileSync(join(dataDir, "tls", "server.pem"), "no certificate");
  const repaired = await startedIn(dataDir);
  expect([repaired.ca, repaired.serial === first]).toEqual([ca, false]);
  const authority = { certificate: ca, key: readFileSync(join(dataDir, "tls", "ca-key.pem"), "utf8") };
  const old = await createServerCertificate(
    authority,
    ["localhost", "127.0.0.1", "::1"],
    Date.now() - SERVER_LIFE + 20 * DAY,
  );
  writeFileSync(join(dataDir, "tls", "server.pem"), old.certificate);
  writeFileSync(join(dataDir, "tls", "server-key.pem"), old.key);
  const renewed = await startedIn(dataDir);
  expect([renewed.ca, renewed.serial === serial(old.certificate)]).toEqual([ca, false]);
});

it("renews its certificate while it runs, by the machine's clock, and clients notice nothing", async () => {
  const today = Date.now();
  let now = today - 61 * DAY;
  const tls = await Tls.open({ host: "127.0.0.1", hostnames: [], log, now: () => now });
  const server = await listen(
    { listener: (_req, res) => res.end("{}"), classes: {} },
    log,
    "127.0.0.1",
    0,
    tls,
  );
  try {
    const first = await shown(server.url, tls.ca);
    now = today - 2 * DAY;
    expect([await tls.renew(), await shown(server.url, tls.ca)]).toEqual([false, first]);
    now = today;
    expect(await tls.renew()).toBe(true);
    expect(await shown(server.url, tls.ca)).toBe(serial(tls.current.certificate));
    expect(serial(tls.current.certificate)).not.toBe(first);
    const { validTo } = new X509Certificate(tls.current.certificate);
    expect(Date.parse(validTo)).toBeGreaterThan(today + SERVER_LIFE - DAY);
  } finally {
    tls.close();
    await server.close();
  }
});

it("does not go by the sandbox clock", async () => {
  const { httpsUrl, ca, clock } = await startSecure({ clock: "virtual" });
  const before = await shown(httpsUrl, ca);
  await clock.advance(5 * 365 * DAY);
  expect(await shown(httpsUrl, ca)).toBe(before);
});

it("names the files of an authority that cannot be used, and what to do", async () => {
  const dataDir = temporaryFolder();
  await startedIn(dataDir);
  const key = join(dataDir, "tls", "ca-key.pem");
  const other = await createAuthority(Date.now());
  const damages: readonly (() => void)[] = [
    () => rmSync(key),
    () => writeFileSync(key, "no key"),
    () => writeFileSync(key, other.key),
  ];
  for (const damage of damages) {
    damage();
    await expect(startedIn(dataDir)).rejects.toThrow(/ca-key\.pem.*Delete both/s);
  }
  // HTTP alone does not need it.
  await (await startSimulator({ dataDir, runners: false })).close();
});

it("makes a new authority when the old one is about to expire", async () => {
  const dataDir = temporaryFolder();
  const first = await startedIn(dataDir);
  const later = await Tls.open({
    dataDir,
    host: "127.0.0.1",
    hostnames: [],
    log,
    now: () => Date.now() + 3_000 * DAY,
  });
  later.close();
  expect(later.ca).not.toBe(first.ca);
  expect(new X509Certificate(later.current.certificate).verify(createPublicKey(later.ca))).toBe(true);
});

it("makes no certificate where HTTPS was not asked for", async () => {
  const dataDir = temporaryFolder();
  const simulator = await startSimulator({ dataDir, runners: false });
  expect([simulator.httpsUrl, simulator.ca]).toEqual([undefined, undefined]);
  await simulator.close();
  expect(readdirSync(dataDir)).not.toContain("tls");
});
