import { X509Certificate } from "node:crypto";
import { connect } from "node:net";
import { expect, it, onTestFinished, vi } from "vitest";
import { startSimulator } from "../../simulator/server.js";
import { ask, startSecure } from "./support.js";

const API = "/api/iacp/v3";

it("serves the same API over HTTPS beside HTTP", async () => {
  const { httpsUrl, url, ca, token, accountId } = await startSecure();
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/vnd.api+json" };
  const body = JSON.stringify({ data: { type: "environments", attributes: { name: "dev" } } });
  const made = await ask(`${httpsUrl}${API}/environments`, ca, { method: "POST", headers, body });
  expect(made.status, made.text).toBe(201);
  const overHttp = await fetch(`${url}${API}/accounts/${accountId}`, { headers });
  const overHttps = await ask(`${httpsUrl}${API}/accounts/${accountId}`, ca, { headers });
  expect(JSON.parse(overHttps.text)).toEqual(await overHttp.json());
});

it("tells tools over HTTPS where the API is, without a token", async () => {
  const { httpsUrl, ca } = await startSecure();
  const { status, text } = await ask(`${httpsUrl}/.well-known/terraform.json`, ca);
  expect([status, JSON.parse(text)]).toMatchObject([200, { "iacp.v3": "/api/iacp/v3/" }]);
});

it("shows a certificate for localhost, 127.0.0.1, ::1 and the names given", async () => {
  const { httpsUrl, ca } = await startSecure({ hostnames: ["scalr.test", "*.lab.test", "192.0.2.7"] });
  const { certificate } = await ask(`${httpsUrl}/.well-known/terraform.json`, ca);
  const shown = new X509Certificate(certificate.raw);
  for (const name of ["localhost", "scalr.test", "a.lab.test"])
    expect(shown.checkHost(name), name).toBeDefined();
  for (const ip of ["127.0.0.1", "::1", "192.0.2.7"]) expect(shown.checkIP(ip), ip).toBeDefined();
  expect(shown.checkHost("other.test")).toBeUndefined();
  expect(shown.verify(new X509Certificate(ca).publicKey)).toBe(true);
  expect([shown.ca, new X509Certificate(ca).ca]).toEqual([false, true]);
  const byName = await ask(`${httpsUrl}/.well-known/terraform.json`, ca, { servername: "scalr.test" });
  expect(byName.status).toBe(200);
});

it("is refused by clients that do not trust its authority", async () => {
  const { httpsUrl, url } = await startSecure();
  await expect(ask(`${httpsUrl}/.well-known/terraform.json`, undefined)).rejects.toMatchObject({
    code: expect.stringMatching(/SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/),
  });
  // Their failed handshakes trouble nobody else.
  expect((await fetch(`${url}/api/sandbox/v1/health`)).status).toBe(200);
});

it("leads on over HTTPS whoever came over HTTPS (R15)", async () => {
  const { httpsUrl, url, ca, token } = await startSecure({ hostnames: ["scalr.test"] });
  const described = async (host?: string) => {
    const headers = { Authorization: `Bearer ${token}`, ...(host && { Host: host }) };
    const { text } = await ask(`${httpsUrl}${API}/openapi-public.yml`, ca, {
      headers,
      servername: "localhost",
    });
    return /^servers:\n\s*- url: (\S+)/m.exec(text)?.[1]?.replaceAll('"', "");
  };
  const { port } = new URL(httpsUrl);
  expect(await described()).toContain(httpsUrl);
  expect(await described(`scalr.test:${port}`)).toContain(`https://scalr.test:${port}`);
  expect(await described("evil.test")).toContain(httpsUrl);
  const plain = await (await fetch(`${url}${API}/openapi-public.yml`, { headers: { Host: "x" } })).text();
  expect(plain).toContain(url);
});

it("refuses names that no certificate can have", async () => {
  for (const name of ["https://scalr.test", "scalr.test:7443", "", "a b", "*", "-a.test"])
    await expect(startSimulator({ httpsPort: 0, hostnames: [name] }), name).rejects.toThrow(
      "is not a valid host name",
    );
});

it("names the port of HTTPS when another program has it, and leaves nothing open", async () => {
  const first = await startSecure();
  const port = Number(new URL(first.httpsUrl).port);
  await expect(startSimulator({ httpsPort: port })).rejects.toMatchObject({ name: "PortInUseError", port });
});

it("stops at once while a client is half way through its handshake", async () => {
  const { httpsUrl, close } = await startSecure();
  const { hostname, port } = new URL(httpsUrl);
  const silent = connect(Number(port), hostname);
  const ended = new Promise((resolve) => silent.once("close", resolve));
  silent.on("error", () => {});
  await new Promise((resolve) => silent.once("connect", resolve));
  // No timer fires from here on: the grace that requests under way have cannot be what ends the connection.
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  await close();
  await ended;
  expect(silent.destroyed).toBe(true);
});
