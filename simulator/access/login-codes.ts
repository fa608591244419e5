import { createHash, randomBytes } from "node:crypto";
import type { AccessToken } from "../core/entities.js";
import { badRequest } from "../core/errors.js";

/** Milliseconds on the sandbox's clock after which a code that nobody has redeemed is worth nothing. */
const LIFE = 5 * 60_000;

/** Codes that are kept at once; the oldest goes first. */
const MOST = 1_000;

/** The ports on which tofu and terraform wait for the browser to come back. */
export const LOGIN_PORTS: readonly [first: number, last: number] = [10_000, 10_010];

/** The id that discovery tells the programs to go by. */
export const LOGIN_CLIENT = "terraform-cli";

/** What a program asks for by way of the browser (RFC 6749, 4.1.1, with RFC 7636). */
export interface LoginRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly codeChallenge: string;
  readonly codeChallengeMethod: string;
}

/** Whom a code stands for. */
export type Owner = Pick<AccessToken, "kind" | "owner">;

interface Issued {
  readonly owner: Owner;
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly issuedAt: number;
}

/** Whether an address is that of a program on the same machine, on one of the ports that discovery names. */
function isLocal(redirectUri: string): boolean {
  if (!URL.canParse(redirectUri)) return false;
  const { protocol, hostname, port } = new URL(redirectUri);
  const [first, last] = LOGIN_PORTS;
  return (
    protocol === "http:" &&
    ["localhost", "127.0.0.1"].includes(hostname) &&
    Number(port) >= first &&
    Number(port) <= last
  );
}

/** Why no code is given for a request, or null. */
function loginRefusal({
  clientId,
  redirectUri,
  codeChallenge,
  codeChallengeMethod,
}: LoginRequest): string | null {
  if (clientId !== LOGIN_CLIENT) return `The client id must be '${LOGIN_CLIENT}', not '${clientId}'.`;
  if (!isLocal(redirectUri))
    return `The token can only go to a program on this machine (http://localhost:${LOGIN_PORTS.join(" to ")}), not to '${redirectUri}'.`;
  if (codeChallengeMethod !== "S256" || !/^[\w-]{43}$/.test(codeChallenge))
    return "The program must use PKCE ('code_challenge_method=S256').";
  return null;
}

const challengeOf = (verifier: string) => createHash("sha256").update(verifier).digest("base64url");

/**
 * Codes that stand for somebody's consent until the program that asked for it fetches its token. They live in memory alone: a
 * restart in the few seconds of a login is answered by logging in again.
 */
export class LoginCodes {
  private readonly issued = new Map<string, Issued>();

  /** A code for what the owner has allowed. @throws ApiError 400 */
  issue(owner: Owner, request: LoginRequest, now: number): string {
    const refusal = loginRefusal(request);
    if (refusal !== null) throw badRequest(refusal);
    const code = randomBytes(32).toString("base64url");
    const { redirectUri, codeChallenge } = request;
    this.issued.set(code, { owner, redirectUri, codeChallenge, issuedAt: now });
    const [oldest] = this.issued.keys();
    if (this.issued.size > MOST && oldest !== undefined) this.issued.delete(oldest);
    return code;
  }

  /** Whom a code stands for; it is worth nothing afterwards. Null for a code, verifier or address that is not right. */
  redeem(code: string, verifier: string, redirectUri: string, now: number): Owner | null {
    const found = this.issued.get(code);
    this.issued.delete(code);
    // Whose time has not come is from before the clock was restarted.
    if (found === undefined || found.issuedAt + LIFE <= now || found.issuedAt > now) return null;
    if (found.redirectUri !== redirectUri || challengeOf(verifier) !== found.codeChallenge) return null;
    return found.owner;
  }
}
