import { readFileSync } from "node:fs";
import { rootCertificates } from "node:tls";
import type { Proof } from "../../files/proof.js";
import { type Exchange, exchange, exchangeOver, provenExchange } from "./exchange.js";

type Env = Readonly<Record<string, string | undefined>>;

/** A certificate file that the environment names cannot be used. */
class TrustError extends Error {
  override readonly name = "TrustError";
}

/** The two ways to reach an address. */
export interface Reach {
  /** For responses that are texts. */
  readonly exchange: Exchange;
  /** For streamed responses and bodies, and for redirects. */
  readonly fetch: typeof fetch;
}

/**
 * The way to connect to an address. Node reads `NODE_EXTRA_CA_CERTS` once, at its start, and ignores `SSL_CERT_FILE`, which
 * Go programs such as tofu use. This function reads `SSL_CERT_FILE` too, and adds its certificates to the trusted ones.
 * A server without TLS has to give the `proof`.
 * @throws TrustError if the file cannot be used
 */
export function reach(baseUrl: string, env: Env, proof: Proof | undefined): Reach {
  if (proof !== undefined && baseUrl.startsWith("http:")) return provenExchange(proof);
  const { SSL_CERT_FILE: file, NODE_EXTRA_CA_CERTS: extra } = env;
  if (!file || !baseUrl.startsWith("https:") || file === extra) return { exchange, fetch };
  const ca = [...rootCertificates, certificatesIn("SSL_CERT_FILE", file)];
  if (extra) ca.push(certificatesIn("NODE_EXTRA_CA_CERTS", extra));
  return { exchange: exchangeOver(ca), fetch: fetchTrusting(ca) };
}

function fetchTrusting(ca: string[]): typeof fetch {
  const loaded = async () => {
    const { Agent, fetch: fetchBy } = await import("undici");
    return { fetchBy, dispatcher: new Agent({ connect: { ca } }) };
  };
  let ready: ReturnType<typeof loaded> | undefined;
  const trusting = async (input: string | URL, init: object = {}) => {
    ready ??= loaded();
    const { fetchBy, dispatcher } = await ready;
    return fetchBy(input, { ...init, dispatcher });
  };
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
