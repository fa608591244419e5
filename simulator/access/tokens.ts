import { createHmac, hash, randomBytes, timingSafeEqual } from "node:crypto";
import type { AccessToken } from "../core/entities.js";
import { newId } from "../core/ids.js";
import type { Reader, Tx } from "../core/schema.js";

/** What a token is issued for. Times are milliseconds on the sandbox clock. */
export interface TokenRequest {
  readonly kind: AccessToken["kind"];
  /** Id of the user, pool, agent or task that it stands for. */
  readonly owner: string;
  /** The pool token by which an agent joins, for its session. */
  readonly issuedBy?: string;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly createdBy?: string | null;
  readonly expiresAt?: number | null;
}

/** A new token, with the secret that is not kept (R16). */
export interface IssuedToken {
  readonly token: AccessToken;
  /** The bearer token itself: shown once, never stored. */
  readonly secret: string;
}

/**
 * Bearer tokens (R16). They look like the JWTs of scalr.io, and their `iss` says where the API is, so that an agent
 * needs nothing but its token. They are recognized by their SHA-256 alone; deleting the entity revokes them at once.
 */
export interface TokenService {
  issue(tx: Tx, now: number, request: TokenRequest): IssuedToken;
  /** Stores a token whose text was chosen by the user of the sandbox. */
  adopt(tx: Tx, now: number, secret: string, request: TokenRequest): AccessToken;
  /** The token's entity, or undefined when it is unknown, revoked or expired. */
  find(reader: Reader, now: number, secret: string): AccessToken | undefined;
}

/** What is stored of a secret: its SHA-256, in hexadecimal. */
export const hashOf = (secret: string) => hash("sha256", secret, "hex");

const segment = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Makes and recognizes tokens (R16); `baseUrl` is whom they say that they are from. */
export function createTokenService(baseUrl: () => string): TokenService {
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
      const payload = segment({ iss: baseUrl(), jti: id, kind: request.kind, iat: Math.floor(now / 1000) });
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
