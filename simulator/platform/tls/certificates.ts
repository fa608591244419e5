import { createPrivateKey, type webcrypto } from "node:crypto";
import { isIP } from "node:net";
import { OptionError } from "../start-errors.js";

type CryptoKey = webcrypto.CryptoKey;

/** A certificate and its private key, both PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

const DAY = 24 * 60 * 60_000;

/** How long certificates are good for, in milliseconds. */
const AUTHORITY_LIFE = 3_650 * DAY;
export const SERVER_LIFE = 90 * DAY;

/** Clocks of clients may be this much behind. */
const SKEW = 60 * 60_000;

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/** The library is large and its parts register themselves with a polyfill: it is read when it is first needed. */
async function x509() {
  await import("reflect-metadata");
  return import("@peculiar/x509");
}

const newKeys = () => crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);

async function keyPem(key: CryptoKey): Promise<string> {
  const { PemConverter } = await x509();
  return `${PemConverter.encode(await crypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY")}\n`;
}

async function signingKey(pem: string): Promise<CryptoKey> {
  const key = createPrivateKey(pem).export({ type: "pkcs8", format: "der" });
  return crypto.subtle.importKey("pkcs8", key, ALGORITHM, true, ["sign"]);
}

/** From an hour ago, for a time in milliseconds from `now`. */
const validity = (now: number, life: number) => ({
  notBefore: new Date(now - SKEW),
  notAfter: new Date(now + life),
});

/** Makes a certificate authority, which signs server certificates and nothing below it. Times are the machine's. */
export async function createAuthority(now: number, life = AUTHORITY_LIFE): Promise<KeyPair> {
  const lib = await x509();
  const keys = await newKeys();
  const { CN, O } = {
    CN: `scalr-sandbox CA ${new Date(now).toISOString().slice(0, 10)}`,
    O: "scalr-sandbox",
  };
  const certificate = await lib.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [CN] }, { O: [O] }],
    ...validity(now, life),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new lib.BasicConstraintsExtension(true, 0, true),
      new lib.KeyUsagesExtension(lib.KeyUsageFlags.keyCertSign | lib.KeyUsageFlags.cRLSign, true),
      await lib.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: `${certificate.toString("pem")}\n`, key: await keyPem(keys.privateKey) };
}

/** Makes a server certificate for names and addresses, signed by the authority. */
export async function createServerCertificate(
  authority: KeyPair,
  names: readonly string[],
  now: number,
  life = SERVER_LIFE,
): Promise<KeyPair> {
  const lib = await x509();
  const issuer = new lib.X509Certificate(authority.certificate);
  const keys = await newKeys();
  const notAfter = Math.min(now + life, issuer.notAfter.getTime());
  const certificate = await lib.X509CertificateGenerator.create({
    subject: [{ CN: [names[0]!] }, { O: ["scalr-sandbox"] }],
    issuer: issuer.subjectName,
    ...validity(now, notAfter - now),
    publicKey: keys.publicKey,
    signingKey: await signingKey(authority.key),
    signingAlgorithm: ALGORITHM,
    extensions: [
      new lib.BasicConstraintsExtension(false, undefined, true),
      new lib.KeyUsagesExtension(lib.KeyUsageFlags.digitalSignature, true),
      new lib.ExtendedKeyUsageExtension([lib.ExtendedKeyUsage.serverAuth]),
      new lib.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) ? "ip" : "dns", value })),
      ),
      await lib.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await lib.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return { certificate: `${certificate.toString("pem")}\n`, key: await keyPem(keys.privateKey) };
}

/** What every server certificate is for. */
const LOCAL = ["localhost", "127.0.0.1", "::1"] as const;

/** Listening on these means on every address of the machine: nobody connects to them by that name. */
const EVERYWHERE = ["0.0.0.0", "::"];

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

const isName = (text: string) =>
  text.length <= 253 && text.split(".").every((label, i) => LABEL.test(label) || (i === 0 && label === "*"));

/**
 * The names and addresses of the server certificate: this machine's own, the address listened on, and those given.
 * @throws OptionError
 */
export function certificateNames(host: string, hostnames: readonly string[]): readonly string[] {
  for (const name of hostnames) {
    if (isIP(name) || (isName(name) && name !== "*")) continue;
    throw new OptionError(
      `'${name}' is not a valid host name for the certificate. Give a name like 'scalr.example' or an IP address, without ` +
        "scheme and port.",
    );
  }
  const listened = EVERYWHERE.includes(host) ? [] : [host];
  return [...new Set([...LOCAL, ...listened, ...hostnames].map((name) => name.toLowerCase()))];
}
