import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createSecureContext, rootCertificates } from "node:tls";
import { OptionError } from "../start-errors.js";
import type { KeyPair } from "./certificates.js";
import { isPair } from "./fitness.js";

/** Paths of a certificate of somebody's own and of its key, both PEM. */
export interface OwnFiles {
  /** The server's certificate first, then those that it was signed with. */
  readonly certificate: string;
  readonly key: string;
}

/** A certificate of somebody's own that HTTPS is served with. */
export interface Own {
  readonly server: KeyPair;
  /** Names and addresses that it is for, in small letters. */
  readonly names: readonly string[];
  /** PEM of what clients have to trust: its authority as far as that is known, else the last certificate of the file. */
  readonly ca: string;
}

const PEM = /-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----/gs;

/** Reads a certificate of somebody's own. @throws OptionError where HTTPS cannot be served with it at this time */
export function readOwn(files: OwnFiles, now: number): Own {
  const server = { certificate: read(files.certificate), key: read(files.key) };
  const chain = certificatesOf(server.certificate, files.certificate);
  const leaf = chain[0]!;
  privateKeyOf(server.key, files.key);
  if (!isPair(server))
    throw new OptionError(
      `The key ${files.key} is not that of the certificate ${files.certificate}. Give a matching pair; ` +
        "in a file with several certificates, the server's comes first.",
    );
  checkValidity(leaf, files.certificate, now);
  const names = namesOf(leaf);
  if (names.length === 0)
    throw new OptionError(
      `The certificate ${files.certificate} has no name or address (subjectAltName), so no client would accept it.`,
    );
  try {
    createSecureContext({ cert: server.certificate, key: server.key });
  } catch (error) {
    throw new OptionError(
      `HTTPS cannot be served with ${files.certificate}: ${(error as Error).message}. Make one with a stronger key.`,
    );
  }
  return { server, names, ca: authorityOf(chain.at(-1)!) };
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new OptionError(`The file ${file} cannot be read: ${(error as Error).message}.`);
  }
}

function certificatesOf(text: string, file: string): readonly X509Certificate[] {
  try {
    const found = (text.match(PEM) ?? []).map((pem) => new X509Certificate(pem));
    if (found.length > 0) return found;
  } catch {
    // Said below.
  }
  throw new OptionError(`${file} contains no PEM certificate (-----BEGIN CERTIFICATE-----).`);
}

function privateKeyOf(text: string, file: string): KeyObject {
  if (/ENCRYPTED/.test(text))
    throw new OptionError(
      `The key ${file} needs a passphrase, which the sandbox does not ask for. Decrypt it: openssl pkey -in ${file} -out <file>.`,
    );
  try {
    return createPrivateKey(text);
  } catch {
    throw new OptionError(`${file} contains no PEM private key (-----BEGIN PRIVATE KEY-----).`);
  }
}

function checkValidity({ validFrom, validTo }: X509Certificate, file: string, now: number): void {
  const day = (text: string) => new Date(text).toISOString();
  if (now >= Date.parse(validTo))
    throw new OptionError(`The certificate ${file} expired on ${day(validTo)}. Give one that is valid.`);
  if (now < Date.parse(validFrom))
    throw new OptionError(`The certificate ${file} is not valid before ${day(validFrom)}.`);
}

/** `DNS:localhost, IP Address:127.0.0.1`, as Node writes what a certificate is for. */
const namesOf = ({ subjectAltName = "" }: X509Certificate): readonly string[] =>
  [...subjectAltName.matchAll(/(?:DNS|IP Address):([^,\s"]+)/g)].map(([, name]) => canonical(name!));

/** Node writes `0:0:0:0:0:0:0:1` for `::1`. */
const canonical = (name: string): string =>
  name.includes(":") ? new URL(`http://[${name}]`).hostname.slice(1, -1) : name.toLowerCase();

/** What the last certificate of a chain was signed with: itself, or one that everybody trusts. */
function authorityOf(last: X509Certificate): string {
  if (!last.checkIssued(last)) {
    const known = rootCertificates.find((pem) => {
      const root = new X509Certificate(pem);
      return root.subject === last.issuer && last.verify(root.publicKey);
    });
    if (known !== undefined) return `${known.trim()}\n`;
  }
  return last.toString();
}
