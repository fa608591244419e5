import { readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";

type Env = Readonly<Record<string, string | undefined>>;

/** A file of certificates that the environment names cannot be used. */
export class TrustError extends Error {
  override readonly name = "TrustError";
}

/**
 * The `fetch` to reach an address with. Node itself trusts what `NODE_EXTRA_CA_CERTS` names, and reads that once, when it
 * starts; `SSL_CERT_FILE`, by which Go programs such as tofu learn whom to trust, it does not know. Here it is read too, and
 * adds to what is trusted otherwise. @throws TrustError when the file cannot be used
 */
export async function fetchFor(baseUrl: string, env: Env): Promise<typeof fetch> {
  const { SSL_CERT_FILE: file, NODE_EXTRA_CA_CERTS: extra } = env;
  if (!file || !baseUrl.startsWith("https:") || file === extra) return fetch;
  const ca = [...rootCertificates, certificatesIn("SSL_CERT_FILE", file)];
  if (extra) ca.push(certificatesIn("NODE_EXTRA_CA_CERTS", extra));
  const { Agent, fetch: fetchBy } = await import("undici");
  const dispatcher = new Agent({ connect: { ca } });
  const trusting = (input: string | URL, init: object = {}) => fetchBy(input, { ...init, dispatcher });
  return trusting as unknown as typeof fetch;
}

function certificatesIn(variable: string, file: string): string {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new TrustError(`${variable} names '${file}', which cannot be read (${(error as Error).message})`);
  }
  if (text.includes("-----BEGIN CERTIFICATE-----")) return text;
  throw new TrustError(`${variable} names '${file}', which holds no PEM certificate`);
}
