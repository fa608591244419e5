import { createPrivateKey, X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import type { KeyPair } from "./certificates.js";

/** How much of a certificate's life is left when it is renewed. */
const RENEWED_AT = 1 / 3;

/** When a certificate is to be renewed, in milliseconds of the machine's clock: long before it expires. */
export function renewalAt(pem: string): number {
  const { validFrom, validTo } = new X509Certificate(pem);
  const [from, to] = [Date.parse(validFrom), Date.parse(validTo)];
  return to - (to - from) * RENEWED_AT;
}

/** Whether a certificate and a key are a pair. @throws when either cannot be read */
export function isPair({ certificate, key }: KeyPair): boolean {
  return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
}

/** Whether the sandbox made a certificate and its key, with whichever authority of its own. */
export function isOfSandbox(pair: KeyPair): boolean {
  try {
    const { subject, issuer } = new X509Certificate(pair.certificate);
    return [subject, issuer].every((name) => name.split("\n").includes("O=scalr-sandbox")) && isPair(pair);
  } catch {
    return false;
  }
}

/** Whether certificates can be signed with it as the sandbox does. @throws when it cannot be read */
export function isAuthority({ certificate, key }: KeyPair): boolean {
  const { asymmetricKeyDetails } = createPrivateKey(key);
  return new X509Certificate(certificate).ca && asymmetricKeyDetails?.namedCurve === "prime256v1";
}

/** Whether a certificate is for a name or address. */
export const isFor = (certificate: X509Certificate, name: string) =>
  (isIP(name)
    ? certificate.checkIP(name)
    : certificate.checkHost(name.replace(/^\*/, "any"), { wildcards: true })) !== undefined;

/** Whether a kept server certificate still serves: signed by this authority, for all these names, not to be renewed. */
export function isFit(server: KeyPair, authority: KeyPair, names: readonly string[], now: number): boolean {
  try {
    const certificate = new X509Certificate(server.certificate);
    return (
      isPair(server) &&
      certificate.verify(new X509Certificate(authority.certificate).publicKey) &&
      names.every((name) => isFor(certificate, name)) &&
      now >= Date.parse(certificate.validFrom) &&
      now < renewalAt(server.certificate)
    );
  } catch {
    // It cannot be read: a new one takes its place.
    return false;
  }
}
