import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ScalrClient } from "../../provider/client/index.js";
import { createAuthority } from "../../simulator/platform/tls/certificates.js";
import { temporaryFolder } from "../support/process.js";
import { startSecure } from "./support.js";

function file(name: string, text: string): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
}

const once = { limit: 0 } as const;

it("trusts the authority that SSL_CERT_FILE names, in a process that runs already", async () => {
  const { httpsUrl: baseUrl, ca, token, accountId } = await startSecure();
  const client = new ScalrClient({ baseUrl, token, env: { SSL_CERT_FILE: file("ca.pem", ca) }, retry: once });
  const { data } = await client.create("environments", { type: "environments", attributes: { name: "dev" } });
  expect((await client.get(`environments/${data.id}`)).data.relationships.account).toMatchObject({
    data: { id: accountId },
  });
  expect(await client.find("environments/env-none")).toBeNull();
  expect(await client.delete(`environments/${data.id}`)).toBe(true);
});

it("adds to what is trusted otherwise: NODE_EXTRA_CA_CERTS counts too", async () => {
  const { httpsUrl: baseUrl, ca, token } = await startSecure();
  const other = file("other.pem", (await createAuthority(Date.now())).certificate);
  const env = { SSL_CERT_FILE: other, NODE_EXTRA_CA_CERTS: file("ca.pem", ca) };
  expect(await new ScalrClient({ baseUrl, token, env, retry: once }).list("environments")).toEqual([]);
});

it("says whom it does not trust, and what to do", async () => {
  const { httpsUrl: baseUrl, token } = await startSecure();
  const remedy = /is not trusted.*scalr-sandbox ca export --out ca\.pem.*SSL_CERT_FILE.*NODE_EXTRA_CA_CERTS/;
  const { certificate } = await createAuthority(Date.now());
  for (const env of [{}, { SSL_CERT_FILE: file("other.pem", certificate) }]) {
    const failed = new ScalrClient({ baseUrl, token, env }).list("environments");
    await expect(failed).rejects.toMatchObject({
      fault: "certificate",
      message: expect.stringMatching(remedy),
    });
  }
});

it("names a file that cannot be used", async () => {
  const { httpsUrl: baseUrl, token } = await startSecure();
  const missing = join(temporaryFolder(), "missing.pem");
  for (const [path, why] of [
    [missing, "cannot be read"],
    [file("empty.pem", "none"), "holds no PEM certificate"],
  ] as const) {
    const failed = new ScalrClient({ baseUrl, token, env: { SSL_CERT_FILE: path } }).list("environments");
    await expect(failed).rejects.toMatchObject({
      fault: "certificate",
      message: expect.stringContaining(why),
    });
    await expect(failed).rejects.toThrow(path);
  }
});

it("tells HTTP on the port of HTTPS, and the other way round", async () => {
  const { httpsUrl, url, token } = await startSecure();
  const wrong = [url.replace("http:", "https:"), httpsUrl.replace("https:", "http:")];
  const [tlsToPlain, plainToTls] = wrong.map((baseUrl) =>
    new ScalrClient({ baseUrl, token, env: {}, retry: once }).list("environments"),
  );
  await expect(tlsToPlain).rejects.toMatchObject({
    fault: "wrong-protocol",
    // The reason, without the lines of OpenSSL's own source.
    message: expect.stringMatching(/on that port: [\w ]*wrong version number\. A host without/),
  });
  await expect(plainToTls).rejects.toMatchObject({ name: "ScalrConnectionError" });
});
