import { createHash, randomBytes } from "node:crypto";

/** Milliseconds that a link is valid. */
const LIFE = 10 * 60_000;
/** The most links that are kept. A new one removes the oldest. */
const MOST = 100;

const hashOf = (code: string): string => createHash("sha256").update(code).digest("hex");

/** Why a link is not valid. An expired link is remembered for a while. */
export type RefusedLink = "used" | "expired" | "unknown";

/**
 * Links that sign a browser in without a token. Each is valid once, for ten minutes, and kept in memory only. `now` is the
 * machine's time in milliseconds, since a browser does not know the sandbox's.
 */
export class SignInLinks {
  private readonly links = new Map<string, { readonly token: string; readonly until: number }>();
  /** Hashes of those that signed somebody in. */
  private readonly used = new Set<string>();

  /** A code that stands for the token with this hash. */
  issue(token: string, now: number): string {
    for (const [hash, { until }] of this.links)
      if (until <= now || this.links.size >= MOST) this.links.delete(hash);
    const code = randomBytes(32).toString("base64url");
    this.links.set(hashOf(code), { token, until: now + LIFE });
    return code;
  }

  /** Hash of the token that a code stands for, or why there is none. */
  take(code: string, now: number): { readonly token: string } | { readonly refused: RefusedLink } {
    const hash = hashOf(code);
    const link = this.links.get(hash);
    this.links.delete(hash);
    if (link === undefined) return { refused: this.used.has(hash) ? "used" : "unknown" };
    if (link.until <= now) return { refused: "expired" };
    if (this.used.size >= MOST) this.used.delete(this.used.values().next().value!);
    this.used.add(hash);
    return { token: link.token };
  }
}
