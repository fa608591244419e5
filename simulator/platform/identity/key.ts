import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";

/** The public part of a key as a JSON Web Key, with its use. */
export interface PublicKey {
  readonly kty: "RSA";
  readonly n: string;
  readonly e: string;
  readonly kid: string;
  readonly alg: "RS256";
  readonly use: "sig";
}

/** A key that signs tokens. */
export interface SigningKey {
  readonly private: KeyObject;
  readonly public: PublicKey;
}

const BITS = 2048;

/** The key's id: its thumbprint by RFC 7638, which is the same wherever it is computed. */
const thumbprint = (n: string, e: string) =>
  createHash("sha256")
    .update(JSON.stringify({ e, kty: "RSA", n }))
    .digest("base64url");

/** Reads a key from PEM. @throws Error for anything but a private key of RSA with at least 2048 bits */
export function readKey(pem: string): SigningKey {
  const key = createPrivateKey(pem);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== "rsa" || bits < BITS)
    throw new Error(`it is not a private key of RSA with at least ${BITS} bits`);
  const { n, e } = createPublicKey(key).export({ format: "jwk" }) as { n: string; e: string };
  return { private: key, public: { kty: "RSA", n, e, kid: thumbprint(n, e), alg: "RS256", use: "sig" } };
}

/** Creates a key and returns it as PEM. */
export async function newKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: BITS });
  return privateKey.export({ type: "pkcs8", format: "pem" }) as string;
}

/** The key of the sandbox cannot be used: no token can be signed until it is replaced. */
export class IdentityKeyError extends Error {
  constructor(file: string, why: string) {
    super(
      `The key that the sandbox signs workload identity tokens with, ${file}, cannot be used: ${why}. ` +
        "Delete it, and the sandbox makes a new one. Programs that verify tokens then have to fetch the new key.",
    );
  }
}

/** Reads a key from a file. @throws IdentityKeyError */
export function readKeyOf(file: string, pem: string): SigningKey {
  try {
    return readKey(pem);
  } catch (error) {
    throw new IdentityKeyError(file, (error as Error).message);
  }
}
