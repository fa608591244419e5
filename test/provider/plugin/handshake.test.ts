import { X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { COOKIE } from "../../../provider/plugin/handshake.js";
import { createCertificate } from "../../../provider/plugin/tls/certificate.js";
import { HostClient } from "./client.js";
import { PluginProcess, startAsHost } from "./process.js";

describe("the executable", () => {
  it("says what it is when a person starts it, and ends", async () => {
    const { code, stdout, stderr } = await new PluginProcess({}).ended;
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("a plugin for OpenTofu and Terraform");
    expect(stderr).toContain("scalr-sandbox provider install");
  });

  it("tells a host in one line where it listens and what it will show", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sockets-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const { fields } = await startAsHost({ env: { PLUGIN_UNIX_SOCKET_DIR: folder } });
    expect(fields).toHaveLength(6);
    expect(fields.slice(0, 3)).toEqual(["1", "6", "unix"]);
    expect(fields[3]!.startsWith(folder)).toBe(true);
    expect(existsSync(fields[3]!)).toBe(true);
    expect(fields[4]).toBe("grpc");
    // Without padding, which the host's decoder refuses.
    expect(fields[5]).toMatch(/^[A-Za-z0-9+/]+$/);
  });

  it("can be reached where TMPDIR is too deep for a socket, and leaves nothing behind", async () => {
    const folder = mkdtempSync(join(tmpdir(), "deep-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const deep = join(folder, "d".repeat(100));
    mkdirSync(deep);
    const env = { TMPDIR: deep, PLUGIN_UNIX_SOCKET_DIR: "" };
    const { process, client, fields } = await startAsHost({ env });
    expect((await client.call("GetMetadata", {})).diagnostics).toEqual([]);
    expect(existsSync(fields[3]!)).toBe(true);
    process.child.kill("SIGTERM");
    await process.ended;
    expect(existsSync(dirname(fields[3]!))).toBe(false);
  });

  it("shows no certificate to a host that passed none", async () => {
    const { fields, client } = await startAsHost({ tls: false });
    expect(fields[5]).toBe("");
    expect((await client.call("GetMetadata", {})).diagnostics).toEqual([]);
  });

  it("says on which versions it could not agree", async () => {
    const { process, fields } = await startAsHost({ env: { PLUGIN_PROTOCOL_VERSIONS: "4,5" }, tls: false });
    expect(fields[1]).toBe("6");
    process.child.kill("SIGTERM");
    const { stderr } = await process.ended;
    expect(stderr).toContain("speaks plugin protocol 6; the program that started it speaks 4,5");
  });

  it("gives a host that multiplexes the field it waits for", async () => {
    const { fields } = await startAsHost({ env: { PLUGIN_MULTIPLEX_GRPC: "true" } });
    expect(fields[6]).toBe("false");
  });

  it("takes a wrong cookie for a person", async () => {
    expect((await new PluginProcess({ [COOKIE.name]: "other" }).ended).code).toBe(1);
  });
});

describe("mutual TLS", () => {
  it("answers only the host whose certificate it was given", async () => {
    const { client, fields } = await startAsHost();
    expect((await client.call("GetMetadata", {})).resources).not.toEqual([]);
    const target = { network: fields[2]!, address: fields[3]! };
    const plugin = Buffer.from(fields[5]!, "base64");
    const stranger = new HostClient(target, { own: createCertificate(new Date()), plugin });
    const open = new HostClient(target, null);
    onTestFinished(() => {
      stranger.close();
      open.close();
    });
    await expect(stranger.call("GetMetadata", {})).rejects.toThrow();
    await expect(open.call("GetMetadata", {})).rejects.toThrow();
  });

  it("uses a certificate that is its own authority, for localhost and both ends", () => {
    const now = new Date();
    const shown = new X509Certificate(createCertificate(now).certificate);
    expect(shown.verify(shown.publicKey)).toBe(true);
    expect(shown.checkIssued(shown)).toBe(true);
    expect(shown.ca).toBe(true);
    expect(shown.checkHost("localhost")).toBe("localhost");
    expect(shown.checkHost("example.com")).toBeUndefined();
    expect(shown.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
    expect(Date.parse(shown.validFrom)).toBeLessThan(now.getTime());
    expect(Date.parse(shown.validTo)).toBeGreaterThan(now.getTime());
    expect(BigInt(`0x${shown.serialNumber}`)).toBeGreaterThan(0n);
  });

  it("makes certificates that are valid past 2049, where their dates are written differently", () => {
    const shown = new X509Certificate(createCertificate(new Date("2049-06-01T00:00:00Z")).certificate);
    expect(new Date(shown.validFrom).getUTCFullYear()).toBe(2049);
    expect(new Date(shown.validTo).getUTCFullYear()).toBe(2059);
  });

  it("never uses the same key or number twice", () => {
    const [a, b] = [createCertificate(new Date()), createCertificate(new Date())];
    expect(a.key).not.toBe(b.key);
    expect(new X509Certificate(a.certificate).serialNumber).not.toBe(
      new X509Certificate(b.certificate).serialNumber,
    );
  });
});
