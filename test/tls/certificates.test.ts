import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createAuthority, createServerCertificate } from "../../simulator/platform/tls/certificates.js";
import { temporaryFolder } from "../support/process.js";

const YEAR = 365 * 24 * 60 * 60_000;
const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

const NAMES = [
  ...["localhost", "*.scalr.test", "127.0.0.1", "::1", "2001:db8::5:1", "fe80::", "1:2:3:4:5:6:7:8"],
  `${"long-name.".repeat(20)}test`,
];

describe("certificates", () => {
  test("are for every name and address, in whatever way it is written", async () => {
    const authority = await createAuthority(Date.now());
    const { certificate } = await createServerCertificate(authority, NAMES, Date.now());
    const server = new X509Certificate(certificate);
    const said = server.subjectAltName!.split(", ").map((name) => name.replace(/^(DNS|IP Address):/, ""));
    const hexadecimal = (address: string) => new URL(`http://[${address}]`).hostname;
    const same = (name: string) => (name.includes(":") ? hexadecimal(name) : name);
    expect(said.map(same)).toEqual(NAMES.map(same));
    const ca = new X509Certificate(authority.certificate);
    expect([server.checkIssued(ca), server.verify(ca.publicKey), ca.ca, server.ca]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect([server.subject, server.issuer]).toEqual(["CN=localhost\nO=scalr-sandbox", ca.subject]);
  });

  test("end when their life does, also after 2049, and never after their authority", async () => {
    const now = Date.parse("2026-01-01T00:00:00Z");
    const authority = await createAuthority(now, 30 * YEAR);
    const { certificate } = await createServerCertificate(authority, ["localhost"], now, 40 * YEAR);
    for (const text of [authority.certificate, certificate]) {
      const { validFrom, validTo } = new X509Certificate(text);
      expect([Date.parse(validFrom), Date.parse(validTo)]).toEqual([now - 60 * 60_000, now + 30 * YEAR]);
    }
  });

  test("have serial numbers of their own", async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => createAuthority(Date.now())));
    const serials = made.map(({ certificate }) => new X509Certificate(certificate).serialNumber);
    expect(new Set(serials).size).toBe(20);
  });

  test.runIf(hasOpenssl)("are what OpenSSL takes when it is strict", async () => {
    const folder = temporaryFolder();
    const [ca, leaf] = ["ca.pem", "server.pem"].map((name) => join(folder, name)) as [string, string];
    const authority = await createAuthority(Date.now());
    writeFileSync(ca, authority.certificate);
    writeFileSync(leaf, (await createServerCertificate(authority, NAMES, Date.now())).certificate);
    const flags = ["verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", ca, leaf];
    const { stdout, stderr } = spawnSync("openssl", flags, { encoding: "utf8" });
    expect([stdout, stderr]).toEqual([`${leaf}: OK\n`, ""]);
  });
});
