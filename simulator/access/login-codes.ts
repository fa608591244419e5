import { createHash, randomBytes } from "node:crypto";
import type { AccessToken } from "../core/entities.js";
import { badRequest } from "../core/errors.js";

/** Milliseconds of the sandbox's clock after which an unused code expires. */
const LIFE = 5 * 60_000;

/** The most codes that are kept. A new one removes the oldest. */
const MOST = 1_000;

/** The ports on which tofu and terraform wait for the browser's redirect. */
export const LOGIN_PORTS: readonly [first: number, last: number] = [10_000, 10_010];

/** The client id that discovery tells programs to use. */
export const LOGIN_CLIENT = "terraform-cli";

/** A program's authorization request, which the browser carries (RFC 6749, 4.1.1, with RFC 7636). */
export interface LoginRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly codeChallenge: string;
  readonly codeChallengeMethod: string;
}

/** The owner of the token that a code stands for. */
export type Owner = Pick<AccessToken, "kind" | "owner">;

interface Issued {
  readonly owner: Owner;
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly issuedAt: number;
}

/** Whether an address is on this machine, on one of the ports that discovery names. */
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

/** Why a request gets no code, or null. */
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
 * Authorization codes, from a user's consent until the program fetches its token. They are kept in memory only: after a restart
 * within these seconds, the user logs in again.
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
