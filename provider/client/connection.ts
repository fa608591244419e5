import { readFileSync } from "node:fs";
import { type Proof, placeOf, proofOfFolder } from "../../files/proof.js";

type Env = Readonly<Record<string, string | undefined>>;

/** The address in `hostname` is not one. */
export class InvalidHostnameError extends Error {
  override readonly name = "InvalidHostnameError";
}

/**
 * The base URL for a provider's `hostname` setting: `host` and `host:port` mean HTTPS, as the official provider reads
 * them. A whole URL (`http://127.0.0.1:7878`) is used as it is, which reaches a sandbox without TLS.
 */
export function baseUrlOf(hostname: string): string {
  const text = hostname.trim();
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const address = hasScheme ? text : `https://${text}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  const usable =
    url !== null &&
    (url.protocol === "https:" || url.protocol === "http:") &&
    url.hostname !== "" &&
    url.username === "";
  if (!usable || url.search !== "" || url.hash !== "" || (url.pathname !== "/" && url.pathname !== "")) {
    throw new InvalidHostnameError(
      `${JSON.stringify(hostname)} is not a host. Give a name with an optional port, such as "example.scalr.io", ` +
        `or for a sandbox without TLS a whole address, such as "http://127.0.0.1:7878".`,
    );
  }
  return url.origin;
}

/** The token has a character that cannot be in a token. */
export class InvalidTokenError extends Error {
  override readonly name = "InvalidTokenError";
}

/**
 * The text of a token without the spaces and line ends around it, which a file or a copy often adds.
 * @throws InvalidTokenError if a character in it cannot be sent in a header
 */
export function tokenText(given: string): string {
  const token = given.trim();
  const odd = /[^\x21-\x7e]/u.exec(token);
  if (odd === null) return token;
  const code = odd[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
  throw new InvalidTokenError(
    `The token cannot be used: its character ${[...token.slice(0, odd.index)].length + 1} is U+${code}, and tokens have ` +
      "only ASCII characters without spaces. Copy it again, and set SCALR_TOKEN, or the provider's token, to it.",
  );
}

/** Nothing names a host. There is no default, as what is meant for a sandbox must not reach scalr.io by accident. */
export class NoHostError extends Error {
  override readonly name = "NoHostError";
  constructor() {
    super(
      "No sandbox is running here. Start one with `scalr-sandbox up`, or set SCALR_HOSTNAME, or the provider's hostname.",
    );
  }
}

/**
 * What the server at an address has to prove before it gets a token: SCALR_SANDBOX_DATA_DIR names the data folder of the sandbox at
 * SCALR_HOSTNAME. @throws UnsafeFolderError, ProofKeyError
 */
export function proofFor(baseUrl: string, env: Env): Proof | undefined {
  const { SCALR_HOSTNAME: named, SCALR_SANDBOX_DATA_DIR: folder } = env;
  if (!folder || !named || placeOf(baseUrl) !== placeOf(baseUrlOf(named))) return undefined;
  return proofOfFolder(folder);
}

/** The base URL of the provider's `hostname`, else of `SCALR_HOSTNAME`. @throws InvalidHostnameError, NoHostError */
export function hostFrom(hostname: string | null | undefined, env: Env): string {
  const named = hostname || env.SCALR_HOSTNAME;
  if (!named) throw new NoHostError();
  return baseUrlOf(named);
}

/** Where a token came from, for the message that it is not accepted. */
export interface TokenSource {
  /** Such as `SCALR_TOKEN`. */
  readonly name: string;
  readonly remedy: string;
  /** Reads it again, for a sandbox that has started again since, and then has a new one; undefined where that fails. */
  readonly read?: () => string | undefined;
}

export const TOKEN_SOURCES = {
  variable: {
    name: "SCALR_TOKEN",
    remedy:
      "Set that variable to a token of this host. To use the sandbox of the current folder instead, unset SCALR_TOKEN and SCALR_HOSTNAME.",
  },
  block: {
    name: "the provider's block",
    remedy: "Change it there, or leave it out and set SCALR_TOKEN.",
  },
  file: (path: string): TokenSource => ({
    name: path,
    remedy:
      "Stop the sandbox with `scalr-sandbox down` and start it again: it writes a token that works to this file.",
    read: () => {
      try {
        return readFileSync(path, "utf8").trim();
      } catch {
        return undefined;
      }
    },
  }),
} as const;

/**
 * The host and the token: explicit settings first, then `SCALR_HOSTNAME` and `SCALR_TOKEN`; and what the host has to prove.
 * `SCALR_SANDBOX_TOKEN_FROM` names the file that `SCALR_TOKEN` was read from; such a token is for that sandbox alone.
 * @throws InvalidHostnameError, InvalidTokenError, NoHostError, UnsafeFolderError, ProofKeyError
 */
export function connectionFrom(
  settings: { readonly hostname?: string | null; readonly token?: string | null },
  env: Env,
): {
  readonly baseUrl: string;
  readonly token: string | null;
  readonly tokenFrom: TokenSource;
  readonly proof: Proof | undefined;
} {
  const baseUrl = hostFrom(settings.hostname, env);
  const { SCALR_SANDBOX_TOKEN_FROM: file, SCALR_HOSTNAME: sandbox } = env;
  const isElsewhere = file && placeOf(baseUrl) !== placeOf(baseUrlOf(sandbox ?? ""));
  return {
    baseUrl,
    token: tokenText(settings.token || (isElsewhere ? "" : (env.SCALR_TOKEN ?? ""))) || null,
    tokenFrom: settings.token
      ? TOKEN_SOURCES.block
      : file
        ? TOKEN_SOURCES.file(file)
        : TOKEN_SOURCES.variable,
    proof: proofFor(baseUrl, env),
  };
}
