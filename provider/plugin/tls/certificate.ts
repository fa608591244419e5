import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { bits, integer, octets, oid, sequence, set, TRUE, tagged, text, time } from "./der.js";

export interface Certificate {
  readonly der: Buffer;
  /** PEM. */
  readonly certificate: string;
  /** PEM. */
  readonly key: string;
}

/** The name that hosts and plugins know each other by. */
const HOST = "localhost";
const DAY_MS = 24 * 60 * 60 * 1000;

const ECDSA_WITH_SHA256 = sequence(oid("1.2.840.10045.4.3.2"));

/** A certificate of its own authority, for one end of a connection between a host and a plugin; good for ten years. */
export function createCertificate(now: Date): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(set(sequence(oid("2.5.4.3"), text(HOST))));
  const body = sequence(
    tagged(0, true, integer(Buffer.of(2))),
    // The first byte is kept from being zero and from making the number negative.
    integer(Buffer.concat([Buffer.of(0x01), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    name,
    sequence(time(new Date(now.getTime() - DAY_MS)), time(new Date(now.getTime() + 3650 * DAY_MS))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    tagged(3, true, sequence(...extensions())),
  );
  const certificate = sequence(body, ECDSA_WITH_SHA256, bits(sign("sha256", body, privateKey)));
  return {
    der: certificate,
    certificate: pem("CERTIFICATE", certificate),
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

function extensions(): Buffer[] {
  const critical = (id: string, value: Buffer) => sequence(oid(id), TRUE, octets(value));
  const extension = (id: string, value: Buffer) => sequence(oid(id), octets(value));
  return [
    // An authority.
    critical("2.5.29.19", sequence(TRUE)),
    // Signs messages and certificates.
    critical("2.5.29.15", bits(Buffer.of(0b1000_0100), 2)),
    // Of servers and of clients.
    extension("2.5.29.37", sequence(oid("1.3.6.1.5.5.7.3.1"), oid("1.3.6.1.5.5.7.3.2"))),
    extension("2.5.29.17", sequence(tagged(2, false, Buffer.from(HOST)))),
  ];
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,64}/g)!;
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}
