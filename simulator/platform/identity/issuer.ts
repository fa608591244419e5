import { randomUUID, sign } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { replaceText } from "../replace-text.js";
import { IdentityKeyError, newKey, type PublicKey, readKey, readKeyOf, type SigningKey } from "./key.js";

/** The file in the data folder with the private key. Only its owner can read it. */
const IDENTITY_KEY_FILE = "identity-key.pem";

/** The place where processes that share a store keep the key, so that each verifies the tokens of the others. */
export interface SharedKey {
  read(): Promise<string | null>;
  write(pem: string): Promise<unknown>;
}

export interface IssuerOptions {
  /** Where the key is kept between starts; without it and `shared` it lasts as long as the process. */
  readonly dataDir?: string | undefined;
  readonly shared?: SharedKey | undefined;
  /** Where the discovery document is, without a slash at the end. */
  readonly url: () => string;
}

const JWKS_PATH = "/.well-known/jwks.json";
/** Seconds that a verifier's clock may be behind this machine's. */
const SKEW = 30;

/** @throws IdentityKeyError */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new IdentityKeyError(file, (error as Error).message);
  }
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Signs workload identity tokens, and publishes the key that verifies them. The key is created when it is first needed. */
export class Issuer {
  private key: Promise<SigningKey> | undefined;

  constructor(private readonly options: IssuerOptions) {}

  /** What tokens have as their `iss`. */
  get url(): string {
    return this.options.url();
  }

  /** The document at `/.well-known/openid-configuration`. */
  get discovery() {
    const { url } = this;
    return {
      issuer: url,
      jwks_uri: `${url}${JWKS_PATH}`,
      response_types_supported: ["id_token"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      claims_supported: [
        ...["iss", "sub", "aud", "exp", "iat", "nbf", "jti"],
        ...["account", "environment", "workspace"].flatMap((of) => [`scalr_${of}_id`, `scalr_${of}_name`]),
        ...["scalr_run_id", "scalr_run_phase", "scalr_tags"],
      ],
    };
  }

  /** The document at `jwks_uri`. @throws IdentityKeyError when the kept key is damaged */
  async keys(): Promise<{ readonly keys: readonly PublicKey[] }> {
    return { keys: [(await this.opened()).public] };
  }

  /**
   * A token with these claims, valid from now on for so many seconds. Its times are this machine's: who verifies it does
   * not know the sandbox's clock. @throws IdentityKeyError when the kept key is damaged
   */
  async token(claims: Readonly<Record<string, unknown>>, seconds: number): Promise<string> {
    const key = await this.opened();
    const now = Math.floor(Date.now() / 1_000);
    const times = { iat: now, nbf: now - SKEW, exp: now + seconds };
    const signed = `${part({ alg: "RS256", typ: "JWT", kid: key.public.kid })}.${part({ iss: this.url, ...claims, ...times, jti: randomUUID() })}`;
    return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), key.private).toString("base64url")}`;
  }

  private opened(): Promise<SigningKey> {
    this.key ??= this.open().catch((error) => {
      // The next who asks tries again: the file may have been replaced.
      this.key = undefined;
      throw error;
    });
    return this.key;
  }

  private async open(): Promise<SigningKey> {
    const { dataDir, shared } = this.options;
    if (shared !== undefined) {
      const kept = (await shared.read()) ?? (await newKey());
      await shared.write(kept);
      return readKey(kept);
    }
    if (dataDir === undefined) return readKey(await newKey());
    const file = join(dataDir, IDENTITY_KEY_FILE);
    if (existsSync(file)) return readKeyOf(file, textOf(file));
    const pem = await newKey();
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    replaceText(file, pem, 0o600);
    return readKey(pem);
  }
}

/** The paths of the issuer's documents. */
export const IDENTITY_PATHS = { discovery: "/.well-known/openid-configuration", keys: JWKS_PATH } as const;
