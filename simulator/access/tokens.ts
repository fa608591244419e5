import { createHmac, hash, randomBytes, timingSafeEqual } from "node:crypto";
import { keyFor } from "../../files/proof.js";
import type { AccessToken } from "../core/entities.js";
import { newId } from "../core/ids.js";
import type { Tx } from "../core/schema.js";
import type { TokenRequest, TokenService } from "../core/services.js";

/** The stored form of a secret: its SHA-256 in hexadecimal. */
export const hashOf = (secret: string) => hash("sha256", secret, "hex");

const segment = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/**
 * Creates tokens, and finds them by their secret (R16). `baseUrl` is the issuer that they name. With `proofSecret`, the token of a pool
 * contains a key by which its agents recognize the sandbox before they send the token.
 */
export function createTokenService(baseUrl: () => string, proofSecret?: string): TokenService {
  // Nothing verifies the signature later, so the key need not outlive the process: it makes tokens unguessable.
  const key = randomBytes(32);
  const header = segment({ alg: "HS256", typ: "JWT" });

  const adopt = (tx: Tx, now: number, secret: string, request: TokenRequest, id = newId("at")) => {
    const token: AccessToken = {
      type: "access-tokens",
      id,
      name: request.name ?? null,
      description: request.description ?? null,
      createdAt: now,
      expiresAt: request.expiresAt ?? null,
      lastUsedAt: null,
      createdBy: request.createdBy ?? null,
      hash: hashOf(secret),
      kind: request.kind,
      owner: request.owner,
      issuedBy: request.issuedBy ?? null,
    };
    tx.insert(token);
    return token;
  };

  return {
    issue(tx, now, request) {
      const id = newId("at");
      const { kind } = request;
      const proof = proofSecret !== undefined && kind === "pool" ? { proof: keyFor(proofSecret, id) } : {};
      const payload = segment({ iss: baseUrl(), jti: id, kind, iat: Math.floor(now / 1000), ...proof });
      const signed = `${header}.${payload}`;
      const secret = `${signed}.${createHmac("sha256", key).update(signed).update(randomBytes(16)).digest("base64url")}`;
      return { token: adopt(tx, now, secret, request, id), secret };
    },
    adopt: (tx, now, secret, request) => adopt(tx, now, secret, request),
    find(reader, now, secret) {
      const sent = hashOf(secret);
      for (const token of reader.find("access-tokens", "hash", sent)) {
        const same = timingSafeEqual(Buffer.from(token.hash), Buffer.from(sent));
        if (same && (token.expiresAt === null || token.expiresAt > now)) return token;
      }
      return undefined;
    },
  };
}
