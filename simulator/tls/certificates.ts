import {
  createHash,
  createPrivateKey,
  generateKeyPair,
  randomBytes,
  sign,
  X509Certificate,
} from "node:crypto";
import { isIP } from "node:net";
import { promisify } from "node:util";
import * as der from "./der.js";

/** A certificate and its private key, both PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

const DAY = 24 * 60 * 60_000;

/** How long certificates are good for, in milliseconds. */
export const AUTHORITY_LIFE = 3_650 * DAY;
export const SERVER_LIFE = 90 * DAY;

/** Clocks of clients may be this much behind. */
const SKEW = 60 * 60_000;

const OID = {
  commonName: "2.5.4.3",
  organization: "2.5.4.10",
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  subjectAltName: "2.5.29.17",
  basicConstraints: "2.5.29.19",
  authorityKeyIdentifier: "2.5.29.35",
  extKeyUsage: "2.5.29.37",
  serverAuth: "1.3.6.1.5.5.7.3.1",
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
} as const;

/** What a key may be used for: the first bit of a byte is digitalSignature, the sixth and seventh sign certificates and lists. */
const USAGE = { server: der.bits(Buffer.of(0b1000_0000), 7), authority: der.bits(Buffer.of(0b0000_0110), 1) };

const signature = der.sequence(der.oid(OID.ecdsaWithSha256));

const newKeys = () => promisify(generateKeyPair)("ec", { namedCurve: "P-256" });

/** A name (RFC 5280, 4.1.2.4). */
const nameOf = (commonName: string) =>
  der.sequence(
    ...(["commonName", "organization"] as const).map((kind) =>
      der.set(
        der.sequence(der.oid(OID[kind]), der.utf8(kind === "commonName" ? commonName : "scalr-sandbox")),
      ),
    ),
  );

const extension = (id: string, value: Buffer, isCritical = false) =>
  der.sequence(der.oid(id), ...(isCritical ? [der.TRUE] : []), der.octets(value));

/** RFC 5280, 4.2.1.2: the hash of the key's bits, which are second in its description; their first byte counts unused ones. */
const keyIdentifier = (spki: Buffer) =>
  createHash("sha1")
    .update(der.contentOf(der.itemsOf(spki)[1]!).subarray(1))
    .digest();

interface Contents {
  /** In DER, as the three below. */
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly spki: Buffer;
  readonly extensions: readonly Buffer[];
  /** In milliseconds; the certificate begins a little earlier. */
  readonly from: number;
  readonly until: number;
  /** PEM, of the issuer. */
  readonly signingKey: string;
}

/** Signs a certificate of version 3 (RFC 5280, 4.1). */
function certificateOf(contents: Contents): string {
  const serial = randomBytes(16);
  // Positive, and of this length: neither sign nor zeros in front.
  serial[0] = (serial[0]! & 0x7f) | 0x40;
  const body = der.sequence(
    der.tagged(0, der.integer(Buffer.of(2))),
    der.integer(serial),
    signature,
    contents.issuer,
    der.sequence(der.time(contents.from - SKEW), der.time(contents.until)),
    contents.subject,
    contents.spki,
    der.tagged(3, der.sequence(...contents.extensions)),
  );
  const signed = sign("sha256", body, createPrivateKey(contents.signingKey));
  return new X509Certificate(der.sequence(body, signature, der.bits(signed))).toString();
}

/** The name and the key of a certificate, as they stand in it. */
function partsOf(certificate: string): { readonly subject: Buffer; readonly spki: Buffer } {
  const [body] = der.itemsOf(new X509Certificate(certificate).raw);
  // Version, serial number, signature algorithm, issuer, validity, subject, key.
  const [, , , , , subject, spki] = der.itemsOf(body!);
  return { subject: subject!, spki: spki! };
}

/** Makes a certificate authority, which signs server certificates and nothing below it. Times are the machine's. */
export async function createAuthority(now: number, life = AUTHORITY_LIFE): Promise<KeyPair> {
  const keys = await newKeys();
  const spki = keys.publicKey.export({ type: "spki", format: "der" });
  const key = keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const name = nameOf(`scalr-sandbox CA ${new Date(now).toISOString().slice(0, 10)}`);
  const certificate = certificateOf({
    issuer: name,
    subject: name,
    spki,
    extensions: [
      // An authority, with none below it.
      extension(OID.basicConstraints, der.sequence(der.TRUE, der.integer(Buffer.of(0))), true),
      extension(OID.keyUsage, USAGE.authority, true),
      extension(OID.subjectKeyIdentifier, der.octets(keyIdentifier(spki))),
    ],
    from: now,
    until: now + life,
    signingKey: key,
  });
  return { certificate, key };
}

/** Makes a server certificate for names and addresses, signed by the authority. */
export async function createServerCertificate(
  authority: KeyPair,
  names: readonly string[],
  now: number,
  life = SERVER_LIFE,
): Promise<KeyPair> {
  const issuer = partsOf(authority.certificate);
  const keys = await newKeys();
  const spki = keys.publicKey.export({ type: "spki", format: "der" });
  const alternatives = names.map((name) =>
    isIP(name) ? der.implicit(7, der.ipBytes(name)) : der.implicit(2, Buffer.from(name)),
  );
  const certificate = certificateOf({
    issuer: issuer.subject,
    subject: nameOf(names[0]!),
    spki,
    extensions: [
      extension(OID.basicConstraints, der.sequence(), true),
      extension(OID.keyUsage, USAGE.server, true),
      extension(OID.extKeyUsage, der.sequence(der.oid(OID.serverAuth))),
      extension(OID.subjectAltName, der.sequence(...alternatives)),
      extension(OID.subjectKeyIdentifier, der.octets(keyIdentifier(spki))),
      extension(OID.authorityKeyIdentifier, der.sequence(der.implicit(0, keyIdentifier(issuer.spki)))),
    ],
    from: now,
    until: Math.min(now + life, Date.parse(new X509Certificate(authority.certificate).validTo)),
    signingKey: authority.key,
  });
  return { certificate, key: keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
}
